from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReviewDocument")


@_attrs_define
class ReviewDocument:
    """The decision of a second person."""

    decision: str
    reason: str
    reviewed_by: str
    reviewed_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision = self.decision

        reason = self.reason

        reviewed_by = self.reviewed_by

        reviewed_at = self.reviewed_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decision": decision,
                "reason": reason,
                "reviewed_by": reviewed_by,
                "reviewed_at": reviewed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decision = d.pop("decision")

        reason = d.pop("reason")

        reviewed_by = d.pop("reviewed_by")

        reviewed_at = datetime.datetime.fromisoformat(d.pop("reviewed_at"))

        review_document = cls(
            decision=decision,
            reason=reason,
            reviewed_by=reviewed_by,
            reviewed_at=reviewed_at,
        )

        review_document.additional_properties = d
        return review_document

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
