from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.footprint_row_document import FootprintRowDocument


T = TypeVar("T", bound="FootprintRow")


@_attrs_define
class FootprintRow:
    """A footprint as it is listed; ``document`` as PACT's data model has it."""

    id: UUID
    status: str
    is_shared: bool
    shared_with: list[UUID]
    entered_by: str
    created_at: datetime.datetime
    document: FootprintRowDocument
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        status = self.status

        is_shared = self.is_shared

        shared_with = []
        for shared_with_item_data in self.shared_with:
            shared_with_item = str(shared_with_item_data)
            shared_with.append(shared_with_item)

        entered_by = self.entered_by

        created_at = self.created_at.isoformat()

        document = self.document.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "status": status,
                "is_shared": is_shared,
                "shared_with": shared_with,
                "entered_by": entered_by,
                "created_at": created_at,
                "document": document,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.footprint_row_document import FootprintRowDocument  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        status = d.pop("status")

        is_shared = d.pop("is_shared")

        shared_with = []
        _shared_with = d.pop("shared_with")
        for shared_with_item_data in _shared_with:
            shared_with_item = UUID(shared_with_item_data)

            shared_with.append(shared_with_item)

        entered_by = d.pop("entered_by")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        document = FootprintRowDocument.from_dict(d.pop("document"))

        footprint_row = cls(
            id=id,
            status=status,
            is_shared=is_shared,
            shared_with=shared_with,
            entered_by=entered_by,
            created_at=created_at,
            document=document,
        )

        footprint_row.additional_properties = d
        return footprint_row

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
