from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TargetDocument")


@_attrs_define
class TargetDocument:
    """A target for emissions: by how many percent below the base year by the target year."""

    name: str
    scopes: str
    base_year: str
    target_year: str
    reduction_percent: str
    text: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        scopes = self.scopes

        base_year = self.base_year

        target_year = self.target_year

        reduction_percent = self.reduction_percent

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "scopes": scopes,
                "base_year": base_year,
                "target_year": target_year,
                "reduction_percent": reduction_percent,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        scopes = d.pop("scopes")

        base_year = d.pop("base_year")

        target_year = d.pop("target_year")

        reduction_percent = d.pop("reduction_percent")

        text = d.pop("text")

        target_document = cls(
            name=name,
            scopes=scopes,
            base_year=base_year,
            target_year=target_year,
            reduction_percent=reduction_percent,
            text=text,
        )

        target_document.additional_properties = d
        return target_document

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
