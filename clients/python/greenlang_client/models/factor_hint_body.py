from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="FactorHintBody")


@_attrs_define
class FactorHintBody:
    """What to ask the catalogue for."""

    category: str
    activity: str
    region: str
    source: str | Unset = ""
    edition: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        category = self.category

        activity = self.activity

        region = self.region

        source = self.source

        edition = self.edition

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "category": category,
                "activity": activity,
                "region": region,
            }
        )
        if source is not UNSET:
            field_dict["source"] = source
        if edition is not UNSET:
            field_dict["edition"] = edition

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        category = d.pop("category")

        activity = d.pop("activity")

        region = d.pop("region")

        source = d.pop("source", UNSET)

        edition = d.pop("edition", UNSET)

        factor_hint_body = cls(
            category=category,
            activity=activity,
            region=region,
            source=source,
            edition=edition,
        )

        factor_hint_body.additional_properties = d
        return factor_hint_body

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
