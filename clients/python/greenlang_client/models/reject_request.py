from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.code_enum import CodeEnum, check_code_enum

T = TypeVar("T", bound="RejectRequest")


@_attrs_define
class RejectRequest:
    """Why it is not fulfilled; the partner is told."""

    code: CodeEnum
    """ * `NotFound` - NotFound
    * `AccessDenied` - AccessDenied
    * `BadRequest` - BadRequest
    * `NotImplemented` - NotImplemented """
    message: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code: str = self.code

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "code": code,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        code = check_code_enum(d.pop("code"))

        message = d.pop("message")

        reject_request = cls(
            code=code,
            message=message,
        )

        reject_request.additional_properties = d
        return reject_request

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
