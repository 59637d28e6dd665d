from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.consumer_request_documents_item import ConsumerRequestDocumentsItem
    from ..models.consumer_request_outputs import ConsumerRequestOutputs


T = TypeVar("T", bound="ConsumerRequest")


@_attrs_define
class ConsumerRequest:
    """The version it was written for, the documents it sends, and the outputs it reads with their units."""

    version: str
    documents: list[ConsumerRequestDocumentsItem] | Unset = UNSET
    outputs: ConsumerRequestOutputs | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        version = self.version

        documents: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.documents, Unset):
            documents = []
            for documents_item_data in self.documents:
                documents_item = documents_item_data.to_dict()
                documents.append(documents_item)

        outputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.outputs, Unset):
            outputs = self.outputs.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "version": version,
            }
        )
        if documents is not UNSET:
            field_dict["documents"] = documents
        if outputs is not UNSET:
            field_dict["outputs"] = outputs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.consumer_request_documents_item import (
            ConsumerRequestDocumentsItem,  # noqa: PLC0415
        )
        from ..models.consumer_request_outputs import ConsumerRequestOutputs  # noqa: PLC0415

        d = dict(src_dict)
        version = d.pop("version")

        _documents = d.pop("documents", UNSET)
        documents: list[ConsumerRequestDocumentsItem] | Unset = UNSET
        if _documents is not UNSET:
            documents = []
            for documents_item_data in _documents:
                documents_item = ConsumerRequestDocumentsItem.from_dict(documents_item_data)

                documents.append(documents_item)

        _outputs = d.pop("outputs", UNSET)
        outputs: ConsumerRequestOutputs | Unset
        if isinstance(_outputs, Unset):
            outputs = UNSET
        else:
            outputs = ConsumerRequestOutputs.from_dict(_outputs)

        consumer_request = cls(
            version=version,
            documents=documents,
            outputs=outputs,
        )

        consumer_request.additional_properties = d
        return consumer_request

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
