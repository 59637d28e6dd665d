from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AliasDocument")


@_attrs_define
class AliasDocument:
    """A name and the version it stands for."""

    name: str
    version: str
    moved_at: datetime.datetime
    moved_by: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        version = self.version

        moved_at = self.moved_at.isoformat()

        moved_by = self.moved_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "version": version,
                "moved_at": moved_at,
            }
        )
        if moved_by is not UNSET:
            field_dict["moved_by"] = moved_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        version = d.pop("version")

        moved_at = datetime.datetime.fromisoformat(d.pop("moved_at"))

        moved_by = d.pop("moved_by", UNSET)

        alias_document = cls(
            name=name,
            version=version,
            moved_at=moved_at,
            moved_by=moved_by,
        )

        alias_document.additional_properties = d
        return alias_document

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
