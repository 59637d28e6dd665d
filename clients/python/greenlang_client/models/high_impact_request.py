from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="HighImpactRequest")


@_attrs_define
class HighImpactRequest:
    """Activities in high climate impact sectors (ESRS E1-5): which, the energy they used, and their net revenue."""

    sectors: str
    energy_mwh: str
    revenue: str
    currency: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sectors = self.sectors

        energy_mwh = self.energy_mwh

        revenue = self.revenue

        currency = self.currency

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "sectors": sectors,
                "energy_mwh": energy_mwh,
                "revenue": revenue,
                "currency": currency,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sectors = d.pop("sectors")

        energy_mwh = d.pop("energy_mwh")

        revenue = d.pop("revenue")

        currency = d.pop("currency")

        high_impact_request = cls(
            sectors=sectors,
            energy_mwh=energy_mwh,
            revenue=revenue,
            currency=currency,
        )

        high_impact_request.additional_properties = d
        return high_impact_request

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
