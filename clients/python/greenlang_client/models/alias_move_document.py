from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AliasMoveDocument")


@_attrs_define
class AliasMoveDocument:
    """One step of an alias's history; no target where it was removed."""

    name: str
    recorded_at: datetime.datetime
    source: str | Unset = UNSET
    target: str | Unset = UNSET
    reason: str | Unset = UNSET
    actor: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        recorded_at = self.recorded_at.isoformat()

        source = self.source

        target = self.target

        reason = self.reason

        actor = self.actor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "recorded_at": recorded_at,
            }
        )
        if source is not UNSET:
            field_dict["source"] = source
        if target is not UNSET:
            field_dict["target"] = target
        if reason is not UNSET:
            field_dict["reason"] = reason
        if actor is not UNSET:
            field_dict["actor"] = actor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        source = d.pop("source", UNSET)

        target = d.pop("target", UNSET)

        reason = d.pop("reason", UNSET)

        actor = d.pop("actor", UNSET)

        alias_move_document = cls(
            name=name,
            recorded_at=recorded_at,
            source=source,
            target=target,
            reason=reason,
            actor=actor,
        )

        alias_move_document.additional_properties = d
        return alias_move_document

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
