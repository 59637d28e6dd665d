from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.error_enum import ErrorEnum, check_error_enum

T = TypeVar("T", bound="OAuthErrorDocument")


@_attrs_define
class OAuthErrorDocument:
    """A refusal in OAuth's own form."""

    error: ErrorEnum
    """ * `invalid_request` - invalid_request
    * `invalid_client` - invalid_client
    * `unsupported_grant_type` - unsupported_grant_type
    * `invalid_scope` - invalid_scope """
    error_description: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error: str = self.error

        error_description = self.error_description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "error": error,
                "error_description": error_description,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        error = check_error_enum(d.pop("error"))

        error_description = d.pop("error_description")

        o_auth_error_document = cls(
            error=error,
            error_description=error_description,
        )

        o_auth_error_document.additional_properties = d
        return o_auth_error_document

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
