from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EnergyProductionRequest")


@_attrs_define
class EnergyProductionRequest:
    """Energy that the company produced in the period, in MWh."""

    renewable_mwh: str
    other_mwh: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        renewable_mwh = self.renewable_mwh

        other_mwh = self.other_mwh

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "renewable_mwh": renewable_mwh,
                "other_mwh": other_mwh,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        renewable_mwh = d.pop("renewable_mwh")

        other_mwh = d.pop("other_mwh")

        energy_production_request = cls(
            renewable_mwh=renewable_mwh,
            other_mwh=other_mwh,
        )

        energy_production_request.additional_properties = d
        return energy_production_request

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
