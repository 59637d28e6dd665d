from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.failure_document_errors_item import FailureDocumentErrorsItem


T = TypeVar("T", bound="FailureDocument")


@_attrs_define
class FailureDocument:
    """Why an attempt failed."""

    stage: str
    code: str
    message: str
    errors: list[FailureDocumentErrorsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        stage = self.stage

        code = self.code

        message = self.message

        errors = []
        for errors_item_data in self.errors:
            errors_item = errors_item_data.to_dict()
            errors.append(errors_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "stage": stage,
                "code": code,
                "message": message,
                "errors": errors,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.failure_document_errors_item import FailureDocumentErrorsItem  # noqa: PLC0415

        d = dict(src_dict)
        stage = d.pop("stage")

        code = d.pop("code")

        message = d.pop("message")

        errors = []
        _errors = d.pop("errors")
        for errors_item_data in _errors:
            errors_item = FailureDocumentErrorsItem.from_dict(errors_item_data)

            errors.append(errors_item)

        failure_document = cls(
            stage=stage,
            code=code,
            message=message,
            errors=errors,
        )

        failure_document.additional_properties = d
        return failure_document

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
