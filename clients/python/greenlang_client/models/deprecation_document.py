from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="DeprecationDocument")


@_attrs_define
class DeprecationDocument:
    """Why a version should no longer be used, and what instead."""

    reason: str
    since: datetime.datetime
    replacement: str | Unset = UNSET
    actor: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        reason = self.reason

        since = self.since.isoformat()

        replacement = self.replacement

        actor = self.actor

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "reason": reason,
                "since": since,
            }
        )
        if replacement is not UNSET:
            field_dict["replacement"] = replacement
        if actor is not UNSET:
            field_dict["actor"] = actor

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        reason = d.pop("reason")

        since = datetime.datetime.fromisoformat(d.pop("since"))

        replacement = d.pop("replacement", UNSET)

        actor = d.pop("actor", UNSET)

        deprecation_document = cls(
            reason=reason,
            since=since,
            replacement=replacement,
            actor=actor,
        )

        deprecation_document.additional_properties = d
        return deprecation_document

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
