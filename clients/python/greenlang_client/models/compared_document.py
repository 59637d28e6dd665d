from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_enum import ChangeEnum, check_change_enum

T = TypeVar("T", bound="ComparedDocument")


@_attrs_define
class ComparedDocument:
    """A figure in both editions; values are decimal strings, `NA`, or say that they are not passed on."""

    change: ChangeEnum
    """ * `changed` - changed
    * `added` - added
    * `removed` - removed
    * `same` - same """
    category: str
    activity: str
    activity_name: str
    region: str
    region_name: str
    gas: str
    unit: str
    basis: str
    before: str
    after: str
    change_percent: str
    ef_cid_before: str
    ef_cid_after: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        change: str = self.change

        category = self.category

        activity = self.activity

        activity_name = self.activity_name

        region = self.region

        region_name = self.region_name

        gas = self.gas

        unit = self.unit

        basis = self.basis

        before = self.before

        after = self.after

        change_percent = self.change_percent

        ef_cid_before = self.ef_cid_before

        ef_cid_after = self.ef_cid_after

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "change": change,
                "category": category,
                "activity": activity,
                "activity_name": activity_name,
                "region": region,
                "region_name": region_name,
                "gas": gas,
                "unit": unit,
                "basis": basis,
                "before": before,
                "after": after,
                "change_percent": change_percent,
                "ef_cid_before": ef_cid_before,
                "ef_cid_after": ef_cid_after,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        change = check_change_enum(d.pop("change"))

        category = d.pop("category")

        activity = d.pop("activity")

        activity_name = d.pop("activity_name")

        region = d.pop("region")

        region_name = d.pop("region_name")

        gas = d.pop("gas")

        unit = d.pop("unit")

        basis = d.pop("basis")

        before = d.pop("before")

        after = d.pop("after")

        change_percent = d.pop("change_percent")

        ef_cid_before = d.pop("ef_cid_before")

        ef_cid_after = d.pop("ef_cid_after")

        compared_document = cls(
            change=change,
            category=category,
            activity=activity,
            activity_name=activity_name,
            region=region,
            region_name=region_name,
            gas=gas,
            unit=unit,
            basis=basis,
            before=before,
            after=after,
            change_percent=change_percent,
            ef_cid_before=ef_cid_before,
            ef_cid_after=ef_cid_after,
        )

        compared_document.additional_properties = d
        return compared_document

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
