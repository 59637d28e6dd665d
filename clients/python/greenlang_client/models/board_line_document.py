from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.part_document import PartDocument


T = TypeVar("T", bound="BoardLineDocument")


@_attrs_define
class BoardLineDocument:
    """One consumption by both methods; decimal strings. ``refused``: why it could not be shared out."""

    id: UUID
    place: int
    calculation_id: str
    """ Of the location-based line. """
    activity_id: UUID
    site: str
    region: str
    market: str
    start: datetime.date
    end: datetime.date
    kwh: str
    """ Used. """
    location_kg: str
    """ By the location-based method. """
    market_kg: str
    """ By the market-based method, of the kWh that have a factor. """
    without_factor_kwh: str
    """ That have none. """
    parts: list[PartDocument]
    location_factor: str | Unset = UNSET
    refused: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        place = self.place

        calculation_id = self.calculation_id

        activity_id = str(self.activity_id)

        site = self.site

        region = self.region

        market = self.market

        start = self.start.isoformat()

        end = self.end.isoformat()

        kwh = self.kwh

        location_kg = self.location_kg

        market_kg = self.market_kg

        without_factor_kwh = self.without_factor_kwh

        parts = []
        for parts_item_data in self.parts:
            parts_item = parts_item_data.to_dict()
            parts.append(parts_item)

        location_factor = self.location_factor

        refused = self.refused

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "place": place,
                "calculation_id": calculation_id,
                "activity_id": activity_id,
                "site": site,
                "region": region,
                "market": market,
                "start": start,
                "end": end,
                "kwh": kwh,
                "location_kg": location_kg,
                "market_kg": market_kg,
                "without_factor_kwh": without_factor_kwh,
                "parts": parts,
            }
        )
        if location_factor is not UNSET:
            field_dict["location_factor"] = location_factor
        if refused is not UNSET:
            field_dict["refused"] = refused

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.part_document import PartDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        place = d.pop("place")

        calculation_id = d.pop("calculation_id")

        activity_id = UUID(d.pop("activity_id"))

        site = d.pop("site")

        region = d.pop("region")

        market = d.pop("market")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        kwh = d.pop("kwh")

        location_kg = d.pop("location_kg")

        market_kg = d.pop("market_kg")

        without_factor_kwh = d.pop("without_factor_kwh")

        parts = []
        _parts = d.pop("parts")
        for parts_item_data in _parts:
            parts_item = PartDocument.from_dict(parts_item_data)

            parts.append(parts_item)

        location_factor = d.pop("location_factor", UNSET)

        refused = d.pop("refused", UNSET)

        board_line_document = cls(
            id=id,
            place=place,
            calculation_id=calculation_id,
            activity_id=activity_id,
            site=site,
            region=region,
            market=market,
            start=start,
            end=end,
            kwh=kwh,
            location_kg=location_kg,
            market_kg=market_kg,
            without_factor_kwh=without_factor_kwh,
            parts=parts,
            location_factor=location_factor,
            refused=refused,
        )

        board_line_document.additional_properties = d
        return board_line_document

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
