from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GasFigure")


@_attrs_define
class GasFigure:
    """A gas: kg of it and kg CO2e; biogenic CO2 is not ``counted``."""

    gas: str
    mass: str
    co2e: str
    counted: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gas = self.gas

        mass = self.mass

        co2e = self.co2e

        counted = self.counted

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gas": gas,
                "mass": mass,
                "co2e": co2e,
                "counted": counted,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        gas = d.pop("gas")

        mass = d.pop("mass")

        co2e = d.pop("co2e")

        counted = d.pop("counted")

        gas_figure = cls(
            gas=gas,
            mass=mass,
            co2e=co2e,
            counted=counted,
        )

        gas_figure.additional_properties = d
        return gas_figure

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
