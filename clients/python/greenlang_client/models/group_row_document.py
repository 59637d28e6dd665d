from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="GroupRowDocument")


@_attrs_define
class GroupRowDocument:
    """A row as its file has it."""

    id: UUID
    upload_id: UUID
    row: int
    site: str
    start: datetime.date
    end: datetime.date
    description: str
    quantity: str
    unit: str
    basis: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        upload_id = str(self.upload_id)

        row = self.row

        site = self.site

        start = self.start.isoformat()

        end = self.end.isoformat()

        description = self.description

        quantity = self.quantity

        unit = self.unit

        basis = self.basis

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "upload_id": upload_id,
                "row": row,
                "site": site,
                "start": start,
                "end": end,
                "description": description,
                "quantity": quantity,
                "unit": unit,
                "basis": basis,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        upload_id = UUID(d.pop("upload_id"))

        row = d.pop("row")

        site = d.pop("site")

        start = datetime.date.fromisoformat(d.pop("start"))

        end = datetime.date.fromisoformat(d.pop("end"))

        description = d.pop("description")

        quantity = d.pop("quantity")

        unit = d.pop("unit")

        basis = d.pop("basis")

        group_row_document = cls(
            id=id,
            upload_id=upload_id,
            row=row,
            site=site,
            start=start,
            end=end,
            description=description,
            quantity=quantity,
            unit=unit,
            basis=basis,
        )

        group_row_document.additional_properties = d
        return group_row_document

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
