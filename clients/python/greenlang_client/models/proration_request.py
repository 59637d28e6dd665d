from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.interval_body_request import IntervalBodyRequest


T = TypeVar("T", bound="ProrationRequest")


@_attrs_define
class ProrationRequest:
    """A quantity, the days it was metered over, and the periods that want their part."""

    start: datetime.date
    end: datetime.date
    quantity: str
    unit: str
    periods: list[IntervalBodyRequest]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start = self.start.isoformat()

        end = self.end.isoformat()

        quantity = self.quantity

        unit = self.unit

        periods = []
        for periods_item_data in self.periods:
            periods_item = periods_item_data.to_dict()
            periods.append(periods_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "start": start,
                "end": end,
                "quantity": quantity,
                "unit": unit,
                "periods": periods,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.interval_body_request import IntervalBodyRequest  # noqa: PLC0415

        d = dict(src_dict)
        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        quantity = d.pop("quantity")

        unit = d.pop("unit")

        periods = []
        _periods = d.pop("periods")
        for periods_item_data in _periods:
            periods_item = IntervalBodyRequest.from_dict(periods_item_data)

            periods.append(periods_item)

        proration_request = cls(
            start=start,
            end=end,
            quantity=quantity,
            unit=unit,
            periods=periods,
        )

        proration_request.additional_properties = d
        return proration_request

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
