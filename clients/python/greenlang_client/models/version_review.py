from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.version_review_decision_enum import (
    VersionReviewDecisionEnum,
    check_version_review_decision_enum,
)

T = TypeVar("T", bound="VersionReview")


@_attrs_define
class VersionReview:
    """A reviewer's decision."""

    decision: VersionReviewDecisionEnum
    """ * `approve` - Approve
    * `reject` - Reject """
    reviewer: str
    reason: str
    report_hash: str
    decided_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision: str = self.decision

        reviewer = self.reviewer

        reason = self.reason

        report_hash = self.report_hash

        decided_at = self.decided_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decision": decision,
                "reviewer": reviewer,
                "reason": reason,
                "report_hash": report_hash,
                "decided_at": decided_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decision = check_version_review_decision_enum(d.pop("decision"))

        reviewer = d.pop("reviewer")

        reason = d.pop("reason")

        report_hash = d.pop("report_hash")

        decided_at = datetime.datetime.fromisoformat(d.pop("decided_at"))

        version_review = cls(
            decision=decision,
            reviewer=reviewer,
            reason=reason,
            report_hash=report_hash,
            decided_at=decided_at,
        )

        version_review.additional_properties = d
        return version_review

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
