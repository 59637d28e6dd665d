from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.grid_body_request import GridBodyRequest


T = TypeVar("T", bound="ConsumptionBodyRequest")


@_attrs_define
class ConsumptionBodyRequest:
    """Electricity used in one place."""

    start: datetime.date
    end: datetime.date
    id: str
    market: str
    kwh: str
    grid: GridBodyRequest
    """ What is published for a grid; left out where nothing is. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start = self.start.isoformat()

        end = self.end.isoformat()

        id = self.id

        market = self.market

        kwh = self.kwh

        grid = self.grid.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "start": start,
                "end": end,
                "id": id,
                "market": market,
                "kwh": kwh,
                "grid": grid,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.grid_body_request import GridBodyRequest  # noqa: PLC0415

        d = dict(src_dict)
        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        id = d.pop("id")

        market = d.pop("market")

        kwh = d.pop("kwh")

        grid = GridBodyRequest.from_dict(d.pop("grid"))

        consumption_body_request = cls(
            start=start,
            end=end,
            id=id,
            market=market,
            kwh=kwh,
            grid=grid,
        )

        consumption_body_request.additional_properties = d
        return consumption_body_request

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
