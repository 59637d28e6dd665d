from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EvidenceBehind")


@_attrs_define
class EvidenceBehind:
    """A file that stands behind the row."""

    id: UUID
    filename: str
    sha256: str
    size: int
    added_at: datetime.datetime
    added_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        filename = self.filename

        sha256 = self.sha256

        size = self.size

        added_at = self.added_at.isoformat()

        added_by = self.added_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "filename": filename,
                "sha256": sha256,
                "size": size,
                "added_at": added_at,
            }
        )
        if added_by is not UNSET:
            field_dict["added_by"] = added_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        filename = d.pop("filename")

        sha256 = d.pop("sha256")

        size = d.pop("size")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        added_by = d.pop("added_by", UNSET)

        evidence_behind = cls(
            id=id,
            filename=filename,
            sha256=sha256,
            size=size,
            added_at=added_at,
            added_by=added_by,
        )

        evidence_behind.additional_properties = d
        return evidence_behind

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
