from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="KnownUncertaintyRequest")


@_attrs_define
class KnownUncertaintyRequest:
    """Half of the 95 % ranges of activity data and of factors, in percent, and how they are known."""

    basis: str
    activity_percent: str | Unset = UNSET
    factor_percent: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        basis = self.basis

        activity_percent = self.activity_percent

        factor_percent = self.factor_percent

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "basis": basis,
            }
        )
        if activity_percent is not UNSET:
            field_dict["activity_percent"] = activity_percent
        if factor_percent is not UNSET:
            field_dict["factor_percent"] = factor_percent

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        basis = d.pop("basis")

        activity_percent = d.pop("activity_percent", UNSET)

        factor_percent = d.pop("factor_percent", UNSET)

        known_uncertainty_request = cls(
            basis=basis,
            activity_percent=activity_percent,
            factor_percent=factor_percent,
        )

        known_uncertainty_request.additional_properties = d
        return known_uncertainty_request

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
