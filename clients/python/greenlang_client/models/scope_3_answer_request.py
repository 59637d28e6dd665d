from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Scope3AnswerRequest")


@_attrs_define
class Scope3AnswerRequest:
    """One of the fifteen categories: ``standing`` is ``included``, ``excluded`` or ``not applicable``."""

    category: str
    standing: str
    reason: str
    method: str | Unset = UNSET
    primary_percent: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        category = self.category

        standing = self.standing

        reason = self.reason

        method = self.method

        primary_percent = self.primary_percent

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "category": category,
                "standing": standing,
                "reason": reason,
            }
        )
        if method is not UNSET:
            field_dict["method"] = method
        if primary_percent is not UNSET:
            field_dict["primary_percent"] = primary_percent

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        category = d.pop("category")

        standing = d.pop("standing")

        reason = d.pop("reason")

        method = d.pop("method", UNSET)

        primary_percent = d.pop("primary_percent", UNSET)

        scope_3_answer_request = cls(
            category=category,
            standing=standing,
            reason=reason,
            method=method,
            primary_percent=primary_percent,
        )

        scope_3_answer_request.additional_properties = d
        return scope_3_answer_request

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
