from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ReviewAnswer")


@_attrs_define
class ReviewAnswer:
    """The decision as it was kept, where the version stands, and the job that goes on."""

    decision: str
    reviewer: str
    reason: str
    report_hash: str
    state: str
    job: None | UUID
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        decision = self.decision

        reviewer = self.reviewer

        reason = self.reason

        report_hash = self.report_hash

        state = self.state

        job: None | str
        if isinstance(self.job, UUID):
            job = str(self.job)
        else:
            job = self.job

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "decision": decision,
                "reviewer": reviewer,
                "reason": reason,
                "report_hash": report_hash,
                "state": state,
                "job": job,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        decision = d.pop("decision")

        reviewer = d.pop("reviewer")

        reason = d.pop("reason")

        report_hash = d.pop("report_hash")

        state = d.pop("state")

        def _parse_job(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                job_type_0 = UUID(data)

                return job_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        job = _parse_job(d.pop("job"))

        review_answer = cls(
            decision=decision,
            reviewer=reviewer,
            reason=reason,
            report_hash=report_hash,
            state=state,
            job=job,
        )

        review_answer.additional_properties = d
        return review_answer

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
