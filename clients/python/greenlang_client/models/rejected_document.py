from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="RejectedDocument")


@_attrs_define
class RejectedDocument:
    """A row that was not accepted, and why."""

    row: int
    reason: str
    column: str | Unset = UNSET
    is_duplicate: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        reason = self.reason

        column = self.column

        is_duplicate = self.is_duplicate

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "row": row,
                "reason": reason,
            }
        )
        if column is not UNSET:
            field_dict["column"] = column
        if is_duplicate is not UNSET:
            field_dict["is_duplicate"] = is_duplicate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        row = d.pop("row")

        reason = d.pop("reason")

        column = d.pop("column", UNSET)

        is_duplicate = d.pop("is_duplicate", UNSET)

        rejected_document = cls(
            row=row,
            reason=reason,
            column=column,
            is_duplicate=is_duplicate,
        )

        rejected_document.additional_properties = d
        return rejected_document

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
