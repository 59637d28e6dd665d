from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MethodSummary")


@_attrs_define
class MethodSummary:
    """A method in a list: ``units`` of its inputs, ``fallback`` the steps a lookup may be allowed, in their order."""

    id: str
    version: str
    title: str
    scope: str
    scope3_category: str
    expression: str
    units: list[str]
    fallback: list[str]
    source: str
    formula_hash: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        version = self.version

        title = self.title

        scope = self.scope

        scope3_category = self.scope3_category

        expression = self.expression

        units = self.units

        fallback = self.fallback

        source = self.source

        formula_hash = self.formula_hash

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "version": version,
                "title": title,
                "scope": scope,
                "scope3_category": scope3_category,
                "expression": expression,
                "units": units,
                "fallback": fallback,
                "source": source,
                "formula_hash": formula_hash,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        version = d.pop("version")

        title = d.pop("title")

        scope = d.pop("scope")

        scope3_category = d.pop("scope3_category")

        expression = d.pop("expression")

        units = cast(list[str], d.pop("units"))

        fallback = cast(list[str], d.pop("fallback"))

        source = d.pop("source")

        formula_hash = d.pop("formula_hash")

        method_summary = cls(
            id=id,
            version=version,
            title=title,
            scope=scope,
            scope3_category=scope3_category,
            expression=expression,
            units=units,
            fallback=fallback,
            source=source,
            formula_hash=formula_hash,
        )

        method_summary.additional_properties = d
        return method_summary

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
