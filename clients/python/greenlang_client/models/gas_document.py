from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GasDocument")


@_attrs_define
class GasDocument:
    """One gas of a calculation. Numbers are decimal strings."""

    gas: str
    ef_cid: str
    value: str
    unit: str
    mass: str
    mass_unit: str
    gwp: str
    co2e: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gas = self.gas

        ef_cid = self.ef_cid

        value = self.value

        unit = self.unit

        mass = self.mass

        mass_unit = self.mass_unit

        gwp = self.gwp

        co2e = self.co2e

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gas": gas,
                "ef_cid": ef_cid,
                "value": value,
                "unit": unit,
                "mass": mass,
                "mass_unit": mass_unit,
                "gwp": gwp,
                "co2e": co2e,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        gas = d.pop("gas")

        ef_cid = d.pop("ef_cid")

        value = d.pop("value")

        unit = d.pop("unit")

        mass = d.pop("mass")

        mass_unit = d.pop("mass_unit")

        gwp = d.pop("gwp")

        co2e = d.pop("co2e")

        gas_document = cls(
            gas=gas,
            ef_cid=ef_cid,
            value=value,
            unit=unit,
            mass=mass,
            mass_unit=mass_unit,
            gwp=gwp,
            co2e=co2e,
        )

        gas_document.additional_properties = d
        return gas_document

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
