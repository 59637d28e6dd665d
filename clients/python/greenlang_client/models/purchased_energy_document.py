from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PurchasedEnergyDocument")


@_attrs_define
class PurchasedEnergyDocument:
    """What bought electricity and heat were made of, in percent that add up to 100, and how that is known."""

    fossil_percent: str
    nuclear_percent: str
    renewable_percent: str
    basis: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        fossil_percent = self.fossil_percent

        nuclear_percent = self.nuclear_percent

        renewable_percent = self.renewable_percent

        basis = self.basis

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fossil_percent": fossil_percent,
                "nuclear_percent": nuclear_percent,
                "renewable_percent": renewable_percent,
                "basis": basis,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        fossil_percent = d.pop("fossil_percent")

        nuclear_percent = d.pop("nuclear_percent")

        renewable_percent = d.pop("renewable_percent")

        basis = d.pop("basis")

        purchased_energy_document = cls(
            fossil_percent=fossil_percent,
            nuclear_percent=nuclear_percent,
            renewable_percent=renewable_percent,
            basis=basis,
        )

        purchased_energy_document.additional_properties = d
        return purchased_energy_document

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
