from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.consumer_document_documents_item import ConsumerDocumentDocumentsItem
    from ..models.consumer_document_outputs import ConsumerDocumentOutputs


T = TypeVar("T", bound="ConsumerDocument")


@_attrs_define
class ConsumerDocument:
    """Who uses an agent, and what it relies on."""

    name: str
    version: str
    documents: list[ConsumerDocumentDocumentsItem]
    outputs: ConsumerDocumentOutputs
    registered_at: datetime.datetime
    registered_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        version = self.version

        documents = []
        for documents_item_data in self.documents:
            documents_item = documents_item_data.to_dict()
            documents.append(documents_item)

        outputs = self.outputs.to_dict()

        registered_at = self.registered_at.isoformat()

        registered_by = self.registered_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "version": version,
                "documents": documents,
                "outputs": outputs,
                "registered_at": registered_at,
            }
        )
        if registered_by is not UNSET:
            field_dict["registered_by"] = registered_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.consumer_document_documents_item import (
            ConsumerDocumentDocumentsItem,  # noqa: PLC0415
        )
        from ..models.consumer_document_outputs import ConsumerDocumentOutputs  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        version = d.pop("version")

        documents = []
        _documents = d.pop("documents")
        for documents_item_data in _documents:
            documents_item = ConsumerDocumentDocumentsItem.from_dict(documents_item_data)

            documents.append(documents_item)

        outputs = ConsumerDocumentOutputs.from_dict(d.pop("outputs"))

        registered_at = datetime.datetime.fromisoformat(d.pop("registered_at"))

        registered_by = d.pop("registered_by", UNSET)

        consumer_document = cls(
            name=name,
            version=version,
            documents=documents,
            outputs=outputs,
            registered_at=registered_at,
            registered_by=registered_by,
        )

        consumer_document.additional_properties = d
        return consumer_document

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
