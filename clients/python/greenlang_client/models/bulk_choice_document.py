from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="BulkChoiceDocument")


@_attrs_define
class BulkChoiceDocument:
    """What accepting from a confidence on would accept; ``assuming`` of the groups only with a reason."""

    confidence: str
    groups: int
    rows: int
    assuming: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        confidence = self.confidence

        groups = self.groups

        rows = self.rows

        assuming = self.assuming

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "confidence": confidence,
                "groups": groups,
                "rows": rows,
                "assuming": assuming,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        confidence = d.pop("confidence")

        groups = d.pop("groups")

        rows = d.pop("rows")

        assuming = d.pop("assuming")

        bulk_choice_document = cls(
            confidence=confidence,
            groups=groups,
            rows=rows,
            assuming=assuming,
        )

        bulk_choice_document.additional_properties = d
        return bulk_choice_document

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
