from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FactorPassedOver")


@_attrs_define
class FactorPassedOver:
    """A figure for the same activity, and why it was not taken; ``value`` null where it is not available."""

    ef_cid: str
    edition: str
    region: str
    value: None | str
    unit: str
    why: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ef_cid = self.ef_cid

        edition = self.edition

        region = self.region

        value: None | str
        value = self.value

        unit = self.unit

        why = self.why

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "ef_cid": ef_cid,
                "edition": edition,
                "region": region,
                "value": value,
                "unit": unit,
                "why": why,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ef_cid = d.pop("ef_cid")

        edition = d.pop("edition")

        region = d.pop("region")

        def _parse_value(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        value = _parse_value(d.pop("value"))

        unit = d.pop("unit")

        why = d.pop("why")

        factor_passed_over = cls(
            ef_cid=ef_cid,
            edition=edition,
            region=region,
            value=value,
            unit=unit,
            why=why,
        )

        factor_passed_over.additional_properties = d
        return factor_passed_over

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
