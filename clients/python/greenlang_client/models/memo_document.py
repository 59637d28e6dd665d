from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MemoDocument")


@_attrs_define
class MemoDocument:
    """A gas outside the scopes: kg of it, and kg CO2e where the set has a figure."""

    mass: str
    co2e: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mass = self.mass

        co2e = self.co2e

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mass": mass,
            }
        )
        if co2e is not UNSET:
            field_dict["co2e"] = co2e

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        mass = d.pop("mass")

        co2e = d.pop("co2e", UNSET)

        memo_document = cls(
            mass=mass,
            co2e=co2e,
        )

        memo_document.additional_properties = d
        return memo_document

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
