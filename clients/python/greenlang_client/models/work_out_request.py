from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkOutRequest")


@_attrs_define
class WorkOutRequest:
    """How electricity is shared out."""

    days_before: int | Unset = 0
    """ How far before its use it may be generated. """
    days_after: int | Unset = 0
    """ How far after. """
    past_not_available: bool | Unset = False
    """ Whether averages follow where the residual mix is published as not available. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        days_before = self.days_before

        days_after = self.days_after

        past_not_available = self.past_not_available

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if days_before is not UNSET:
            field_dict["days_before"] = days_before
        if days_after is not UNSET:
            field_dict["days_after"] = days_after
        if past_not_available is not UNSET:
            field_dict["past_not_available"] = past_not_available

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        days_before = d.pop("days_before", UNSET)

        days_after = d.pop("days_after", UNSET)

        past_not_available = d.pop("past_not_available", UNSET)

        work_out_request = cls(
            days_before=days_before,
            days_after=days_after,
            past_not_available=past_not_available,
        )

        work_out_request.additional_properties = d
        return work_out_request

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
