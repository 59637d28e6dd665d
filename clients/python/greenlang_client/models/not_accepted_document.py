from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="NotAcceptedDocument")


@_attrs_define
class NotAcceptedDocument:
    """A row that was not accepted, why, and whether anybody still has to see to it."""

    id: UUID
    row: int
    reason: str
    settled_at: datetime.datetime | None
    column: str | Unset = UNSET
    settled_by: str | Unset = UNSET
    settled_reason: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        row = self.row

        reason = self.reason

        settled_at: None | str
        if isinstance(self.settled_at, datetime.datetime):
            settled_at = self.settled_at.isoformat()
        else:
            settled_at = self.settled_at

        column = self.column

        settled_by = self.settled_by

        settled_reason = self.settled_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "row": row,
                "reason": reason,
                "settled_at": settled_at,
            }
        )
        if column is not UNSET:
            field_dict["column"] = column
        if settled_by is not UNSET:
            field_dict["settled_by"] = settled_by
        if settled_reason is not UNSET:
            field_dict["settled_reason"] = settled_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        row = d.pop("row")

        reason = d.pop("reason")

        def _parse_settled_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                settled_at_type_0 = datetime.datetime.fromisoformat(data)

                return settled_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        settled_at = _parse_settled_at(d.pop("settled_at"))

        column = d.pop("column", UNSET)

        settled_by = d.pop("settled_by", UNSET)

        settled_reason = d.pop("settled_reason", UNSET)

        not_accepted_document = cls(
            id=id,
            row=row,
            reason=reason,
            settled_at=settled_at,
            column=column,
            settled_by=settled_by,
            settled_reason=settled_reason,
        )

        not_accepted_document.additional_properties = d
        return not_accepted_document

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
