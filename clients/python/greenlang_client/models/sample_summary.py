from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SampleSummary")


@_attrs_define
class SampleSummary:
    """What the conclusions come to; kg CO2e, decimal strings.

    ``projected``: the misstatement carried over to the period; null where the way of drawing allows none.

    """

    drawn_lines: int
    tested_lines: int
    tested: str
    tested_percent: str
    found: str
    projected: None | str
    projection: str
    unquantified: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        drawn_lines = self.drawn_lines

        tested_lines = self.tested_lines

        tested = self.tested

        tested_percent = self.tested_percent

        found = self.found

        projected: None | str
        projected = self.projected

        projection = self.projection

        unquantified = self.unquantified

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "drawn_lines": drawn_lines,
                "tested_lines": tested_lines,
                "tested": tested,
                "tested_percent": tested_percent,
                "found": found,
                "projected": projected,
                "projection": projection,
                "unquantified": unquantified,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        drawn_lines = d.pop("drawn_lines")

        tested_lines = d.pop("tested_lines")

        tested = d.pop("tested")

        tested_percent = d.pop("tested_percent")

        found = d.pop("found")

        def _parse_projected(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        projected = _parse_projected(d.pop("projected"))

        projection = d.pop("projection")

        unquantified = d.pop("unquantified")

        sample_summary = cls(
            drawn_lines=drawn_lines,
            tested_lines=tested_lines,
            tested=tested,
            tested_percent=tested_percent,
            found=found,
            projected=projected,
            projection=projection,
            unquantified=unquantified,
        )

        sample_summary.additional_properties = d
        return sample_summary

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
