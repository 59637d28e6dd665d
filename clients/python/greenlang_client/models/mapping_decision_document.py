from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.how_enum import HowEnum, check_how_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="MappingDecisionDocument")


@_attrs_define
class MappingDecisionDocument:
    """Who decided what about a group, when and why."""

    how: HowEnum
    """ * `chosen` - one of the candidates
    * `bulk` - together with others
    * `searched` - found by search
    * `earlier` - mapped from earlier choice
    * `left-out` - left out
    * `undone` - taken back """
    title: str
    """ Of the candidate. """
    rows: int
    decided_by: str
    decided_at: datetime.datetime
    agent: str | Unset = UNSET
    values: Any | Unset = UNSET
    reason: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        how: str = self.how

        title = self.title

        rows = self.rows

        decided_by = self.decided_by

        decided_at = self.decided_at.isoformat()

        agent = self.agent

        values = self.values

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "how": how,
                "title": title,
                "rows": rows,
                "decided_by": decided_by,
                "decided_at": decided_at,
            }
        )
        if agent is not UNSET:
            field_dict["agent"] = agent
        if values is not UNSET:
            field_dict["values"] = values
        if reason is not UNSET:
            field_dict["reason"] = reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        how = check_how_enum(d.pop("how"))

        title = d.pop("title")

        rows = d.pop("rows")

        decided_by = d.pop("decided_by")

        decided_at = datetime.datetime.fromisoformat(d.pop("decided_at"))

        agent = d.pop("agent", UNSET)

        values = d.pop("values", UNSET)

        reason = d.pop("reason", UNSET)

        mapping_decision_document = cls(
            how=how,
            title=title,
            rows=rows,
            decided_by=decided_by,
            decided_at=decided_at,
            agent=agent,
            values=values,
            reason=reason,
        )

        mapping_decision_document.additional_properties = d
        return mapping_decision_document

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
