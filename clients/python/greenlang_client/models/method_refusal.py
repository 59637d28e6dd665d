from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MethodRefusal")


@_attrs_define
class MethodRefusal:
    """A case of a category of scope 3 that is not calculated, and what would make it calculable."""

    scope3_category: str
    case: str
    missing: str
    needed: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scope3_category = self.scope3_category

        case = self.case

        missing = self.missing

        needed = self.needed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scope3_category": scope3_category,
                "case": case,
                "missing": missing,
                "needed": needed,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        scope3_category = d.pop("scope3_category")

        case = d.pop("case")

        missing = d.pop("missing")

        needed = d.pop("needed")

        method_refusal = cls(
            scope3_category=scope3_category,
            case=case,
            missing=missing,
            needed=needed,
        )

        method_refusal.additional_properties = d
        return method_refusal

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
