from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.how_enum import HowEnum, check_how_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.decision_document_candidate import DecisionDocumentCandidate
    from ..models.decision_document_values import DecisionDocumentValues


T = TypeVar("T", bound="DecisionDocument")


@_attrs_define
class DecisionDocument:
    """Who chose the factor, when and why; ``candidate`` as it was offered, with what it takes for granted."""

    id: UUID
    group_id: UUID
    text: str
    how: HowEnum
    """ * `chosen` - one of the candidates
    * `bulk` - together with others
    * `searched` - found by search
    * `earlier` - mapped from earlier choice
    * `left-out` - left out
    * `undone` - taken back """
    values: DecisionDocumentValues
    candidate: DecisionDocumentCandidate
    decided_by: str
    decided_at: datetime.datetime
    agent: str | Unset = UNSET
    reason: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        group_id = str(self.group_id)

        text = self.text

        how: str = self.how

        values = self.values.to_dict()

        candidate = self.candidate.to_dict()

        decided_by = self.decided_by

        decided_at = self.decided_at.isoformat()

        agent = self.agent

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "group_id": group_id,
                "text": text,
                "how": how,
                "values": values,
                "candidate": candidate,
                "decided_by": decided_by,
                "decided_at": decided_at,
            }
        )
        if agent is not UNSET:
            field_dict["agent"] = agent
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.decision_document_candidate import DecisionDocumentCandidate  # noqa: PLC0415
        from ..models.decision_document_values import DecisionDocumentValues  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        group_id = UUID(d.pop("group_id"))

        text = d.pop("text")

        how = check_how_enum(d.pop("how"))

        values = DecisionDocumentValues.from_dict(d.pop("values"))

        candidate = DecisionDocumentCandidate.from_dict(d.pop("candidate"))

        decided_by = d.pop("decided_by")

        decided_at = datetime.datetime.fromisoformat(d.pop("decided_at"))

        agent = d.pop("agent", UNSET)

        reason = d.pop("reason", UNSET)

        decision_document = cls(
            id=id,
            group_id=group_id,
            text=text,
            how=how,
            values=values,
            candidate=candidate,
            decided_by=decided_by,
            decided_at=decided_at,
            agent=agent,
            reason=reason,
        )

        decision_document.additional_properties = d
        return decision_document

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
