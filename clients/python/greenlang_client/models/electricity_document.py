from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.allocation_document import AllocationDocument


T = TypeVar("T", bound="ElectricityDocument")


@_attrs_define
class ElectricityDocument:
    """One consumption by both methods."""

    consumption_id: str
    kwh: str
    location_based: AllocationDocument
    """ kWh that one step answers; a null factor is published as not available, and is not zero. """
    market_based: list[AllocationDocument]
    without_factor_kwh: str
    disclosures: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        consumption_id = self.consumption_id

        kwh = self.kwh

        location_based = self.location_based.to_dict()

        market_based = []
        for market_based_item_data in self.market_based:
            market_based_item = market_based_item_data.to_dict()
            market_based.append(market_based_item)

        without_factor_kwh = self.without_factor_kwh

        disclosures = self.disclosures

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "consumption_id": consumption_id,
                "kwh": kwh,
                "location_based": location_based,
                "market_based": market_based,
                "without_factor_kwh": without_factor_kwh,
                "disclosures": disclosures,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.allocation_document import AllocationDocument  # noqa: PLC0415

        d = dict(src_dict)
        consumption_id = d.pop("consumption_id")

        kwh = d.pop("kwh")

        location_based = AllocationDocument.from_dict(d.pop("location_based"))

        market_based = []
        _market_based = d.pop("market_based")
        for market_based_item_data in _market_based:
            market_based_item = AllocationDocument.from_dict(market_based_item_data)

            market_based.append(market_based_item)

        without_factor_kwh = d.pop("without_factor_kwh")

        disclosures = cast(list[str], d.pop("disclosures"))

        electricity_document = cls(
            consumption_id=consumption_id,
            kwh=kwh,
            location_based=location_based,
            market_based=market_based,
            without_factor_kwh=without_factor_kwh,
            disclosures=disclosures,
        )

        electricity_document.additional_properties = d
        return electricity_document

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
