from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="DatapointDocument")


@_attrs_define
class DatapointDocument:
    """A number that every format of the report states."""

    id: str
    """ Such as “scope-1” or “scope-3-category-6”; the same in every report. """
    title: str
    section: str
    """ Number of the report's section that states it. """
    value: str
    """ Exact, a decimal string. """
    unit: str
    decimals: int
    """ Those it is stated at. """
    stated: str
    """ The value rounded half to even at these decimals. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        section = self.section

        value = self.value

        unit = self.unit

        decimals = self.decimals

        stated = self.stated

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "section": section,
                "value": value,
                "unit": unit,
                "decimals": decimals,
                "stated": stated,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        section = d.pop("section")

        value = d.pop("value")

        unit = d.pop("unit")

        decimals = d.pop("decimals")

        stated = d.pop("stated")

        datapoint_document = cls(
            id=id,
            title=title,
            section=section,
            value=value,
            unit=unit,
            decimals=decimals,
            stated=stated,
        )

        datapoint_document.additional_properties = d
        return datapoint_document

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
