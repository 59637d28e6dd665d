from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="WaitingDocument")


@_attrs_define
class WaitingDocument:
    """Rows measured in energy that nothing has calculated: of agents of electricity, and of none yet (``unsaid``)."""

    rows: int
    kwh: str
    unsaid_rows: int
    unsaid_kwh: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        rows = self.rows

        kwh = self.kwh

        unsaid_rows = self.unsaid_rows

        unsaid_kwh = self.unsaid_kwh

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "rows": rows,
                "kwh": kwh,
                "unsaid_rows": unsaid_rows,
                "unsaid_kwh": unsaid_kwh,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        rows = d.pop("rows")

        kwh = d.pop("kwh")

        unsaid_rows = d.pop("unsaid_rows")

        unsaid_kwh = d.pop("unsaid_kwh")

        waiting_document = cls(
            rows=rows,
            kwh=kwh,
            unsaid_rows=unsaid_rows,
            unsaid_kwh=unsaid_kwh,
        )

        waiting_document.additional_properties = d
        return waiting_document

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
