from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MethodInput")


@_attrs_define
class MethodInput:
    """An input; bounds are decimal strings in its unit, null where it has none."""

    name: str
    unit: str
    meaning: str
    minimum: None | str
    maximum: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        unit = self.unit

        meaning = self.meaning

        minimum: None | str
        minimum = self.minimum

        maximum: None | str
        maximum = self.maximum

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "unit": unit,
                "meaning": meaning,
                "minimum": minimum,
                "maximum": maximum,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        unit = d.pop("unit")

        meaning = d.pop("meaning")

        def _parse_minimum(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        minimum = _parse_minimum(d.pop("minimum"))

        def _parse_maximum(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        maximum = _parse_maximum(d.pop("maximum"))

        method_input = cls(
            name=name,
            unit=unit,
            meaning=meaning,
            minimum=minimum,
            maximum=maximum,
        )

        method_input.additional_properties = d
        return method_input

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
