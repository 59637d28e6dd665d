from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EventDocument")


@_attrs_define
class EventDocument:
    """One step of a version's history."""

    event: str
    target: str
    payload: Any
    recorded_at: datetime.datetime
    source: str | Unset = UNSET
    actor: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event = self.event

        target = self.target

        payload = self.payload

        recorded_at = self.recorded_at.isoformat()

        source = self.source

        actor = self.actor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "event": event,
                "target": target,
                "payload": payload,
                "recorded_at": recorded_at,
            }
        )
        if source is not UNSET:
            field_dict["source"] = source
        if actor is not UNSET:
            field_dict["actor"] = actor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event = d.pop("event")

        target = d.pop("target")

        payload = d.pop("payload")

        recorded_at = datetime.datetime.fromisoformat(d.pop("recorded_at"))

        source = d.pop("source", UNSET)

        actor = d.pop("actor", UNSET)

        event_document = cls(
            event=event,
            target=target,
            payload=payload,
            recorded_at=recorded_at,
            source=source,
            actor=actor,
        )

        event_document.additional_properties = d
        return event_document

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
