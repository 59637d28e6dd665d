from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="LookupBodyRequest")


@_attrs_define
class LookupBodyRequest:
    """Which factor is wanted; see the catalogue for the names. ``on`` is a day of the activity."""

    category: str
    activity: str
    region: str
    unit: str | Unset = ""
    gases: list[str] | Unset = UNSET
    source: str | Unset = ""
    edition: str | Unset = ""
    basis: str | Unset = ""
    fallback: list[str] | Unset = UNSET
    on: datetime.date | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        category = self.category

        activity = self.activity

        region = self.region

        unit = self.unit

        gases: list[str] | Unset = UNSET
        if not isinstance(self.gases, Unset):
            gases = self.gases

        source = self.source

        edition = self.edition

        basis = self.basis

        fallback: list[str] | Unset = UNSET
        if not isinstance(self.fallback, Unset):
            fallback = self.fallback

        on: None | str | Unset
        if isinstance(self.on, Unset):
            on = UNSET
        elif isinstance(self.on, datetime.date):
            on = self.on.isoformat()
        else:
            on = self.on

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "category": category,
                "activity": activity,
                "region": region,
            }
        )
        if unit is not UNSET:
            field_dict["unit"] = unit
        if gases is not UNSET:
            field_dict["gases"] = gases
        if source is not UNSET:
            field_dict["source"] = source
        if edition is not UNSET:
            field_dict["edition"] = edition
        if basis is not UNSET:
            field_dict["basis"] = basis
        if fallback is not UNSET:
            field_dict["fallback"] = fallback
        if on is not UNSET:
            field_dict["on"] = on

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        category = d.pop("category")

        activity = d.pop("activity")

        region = d.pop("region")

        unit = d.pop("unit", UNSET)

        gases = cast(list[str], d.pop("gases", UNSET))

        source = d.pop("source", UNSET)

        edition = d.pop("edition", UNSET)

        basis = d.pop("basis", UNSET)

        fallback = cast(list[str], d.pop("fallback", UNSET))

        def _parse_on(data: object) -> datetime.date | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                on_type_0 = datetime.date.fromisoformat(data)

                return on_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None | Unset, data)

        on = _parse_on(d.pop("on", UNSET))

        lookup_body_request = cls(
            category=category,
            activity=activity,
            region=region,
            unit=unit,
            gases=gases,
            source=source,
            edition=edition,
            basis=basis,
            fallback=fallback,
            on=on,
        )

        lookup_body_request.additional_properties = d
        return lookup_body_request

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
