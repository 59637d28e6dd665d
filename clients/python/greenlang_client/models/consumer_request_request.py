from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
  from ..models.consumer_request_request_documents_item import ConsumerRequestRequestDocumentsItem
  from ..models.consumer_request_request_outputs import ConsumerRequestRequestOutputs





T = TypeVar("T", bound="ConsumerRequestRequest")



@_attrs_define
class ConsumerRequestRequest:
    """ The version it was written for, the documents it sends, and the outputs it reads with their units.

     """

    version: str
    documents: list[ConsumerRequestRequestDocumentsItem] | Unset = UNSET
    outputs: ConsumerRequestRequestOutputs | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        from ..models.consumer_request_request_documents_item import ConsumerRequestRequestDocumentsItem # noqa: PLC0415
        from ..models.consumer_request_request_outputs import ConsumerRequestRequestOutputs # noqa: PLC0415
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
        field_dict.update({
            "version": version,
        })
        if documents is not UNSET:
            field_dict["documents"] = documents
        if outputs is not UNSET:
            field_dict["outputs"] = outputs

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.consumer_request_request_documents_item import ConsumerRequestRequestDocumentsItem # noqa: PLC0415
        from ..models.consumer_request_request_outputs import ConsumerRequestRequestOutputs # noqa: PLC0415
        d = dict(src_dict)
        version = d.pop("version")

        _documents = d.pop("documents", UNSET)
        documents: list[ConsumerRequestRequestDocumentsItem] | Unset = UNSET
        if _documents is not UNSET:
            documents = []
            for documents_item_data in _documents:
                documents_item = ConsumerRequestRequestDocumentsItem.from_dict(documents_item_data)



                documents.append(documents_item)


        _outputs = d.pop("outputs", UNSET)
        outputs: ConsumerRequestRequestOutputs | Unset
        if isinstance(_outputs,  Unset):
            outputs = UNSET
        else:
            outputs = ConsumerRequestRequestOutputs.from_dict(_outputs)




        consumer_request_request = cls(
            version=version,
            documents=documents,
            outputs=outputs,
        )


        consumer_request_request.additional_properties = d
        return consumer_request_request

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
