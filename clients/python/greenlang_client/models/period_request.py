from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PeriodRequest")


@_attrs_define
class PeriodRequest:
    """A period to be opened."""

    entity: str
    name: str
    start: datetime.date
    end: datetime.date
    gwp_set: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        entity = self.entity

        name = self.name

        start = self.start.isoformat()

        end = self.end.isoformat()

        gwp_set = self.gwp_set

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "entity": entity,
                "name": name,
                "start": start,
                "end": end,
            }
        )
        if gwp_set is not UNSET:
            field_dict["gwp_set"] = gwp_set

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        entity = d.pop("entity")

        name = d.pop("name")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        gwp_set = d.pop("gwp_set", UNSET)

        period_request = cls(
            entity=entity,
            name=name,
            start=start,
            end=end,
            gwp_set=gwp_set,
        )

        period_request.additional_properties = d
        return period_request

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
