from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="AmountDocument")


@_attrs_define
class AmountDocument:
    """Lines added up, each entity by the share that counts: kg CO2e, and kg of biogenic CO2 outside of it."""

    lines: int
    co2e: str
    co2_biogenic: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lines = self.lines

        co2e = self.co2e

        co2_biogenic = self.co2_biogenic

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "lines": lines,
                "co2e": co2e,
                "co2_biogenic": co2_biogenic,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lines = d.pop("lines")

        co2e = d.pop("co2e")

        co2_biogenic = d.pop("co2_biogenic")

        amount_document = cls(
            lines=lines,
            co2e=co2e,
            co2_biogenic=co2_biogenic,
        )

        amount_document.additional_properties = d
        return amount_document

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
