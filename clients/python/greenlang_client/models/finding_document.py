from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.finding_document_state_enum import (
    FindingDocumentStateEnum,
    check_finding_document_state_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="FindingDocument")


@_attrs_define
class FindingDocument:
    """Something an auditor found; ``line_id``: the sampled line it is about, null where it is about the period."""

    id: UUID
    period_id: UUID
    number: int
    state: FindingDocumentStateEnum
    """ * `open` - open
    * `answered` - answered
    * `closed` - closed """
    line_id: None | UUID
    text: str
    raised_by: str
    raised_at: datetime.datetime
    answer: str | Unset = UNSET
    answered_by: str | Unset = UNSET
    answered_at: datetime.datetime | None | Unset = UNSET
    closed_by: str | Unset = UNSET
    closed_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        period_id = str(self.period_id)

        number = self.number

        state: str = self.state

        line_id: None | str
        if isinstance(self.line_id, UUID):
            line_id = str(self.line_id)
        else:
            line_id = self.line_id

        text = self.text

        raised_by = self.raised_by

        raised_at = self.raised_at.isoformat()

        answer = self.answer

        answered_by = self.answered_by

        answered_at: None | str | Unset
        if isinstance(self.answered_at, Unset):
            answered_at = UNSET
        elif isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        closed_by = self.closed_by

        closed_at: None | str | Unset
        if isinstance(self.closed_at, Unset):
            closed_at = UNSET
        elif isinstance(self.closed_at, datetime.datetime):
            closed_at = self.closed_at.isoformat()
        else:
            closed_at = self.closed_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "period_id": period_id,
                "number": number,
                "state": state,
                "line_id": line_id,
                "text": text,
                "raised_by": raised_by,
                "raised_at": raised_at,
            }
        )
        if answer is not UNSET:
            field_dict["answer"] = answer
        if answered_by is not UNSET:
            field_dict["answered_by"] = answered_by
        if answered_at is not UNSET:
            field_dict["answered_at"] = answered_at
        if closed_by is not UNSET:
            field_dict["closed_by"] = closed_by
        if closed_at is not UNSET:
            field_dict["closed_at"] = closed_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        period_id = UUID(d.pop("period_id"))

        number = d.pop("number")

        state = check_finding_document_state_enum(d.pop("state"))

        def _parse_line_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                line_id_type_0 = UUID(data)

                return line_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        line_id = _parse_line_id(d.pop("line_id"))

        text = d.pop("text")

        raised_by = d.pop("raised_by")

        raised_at = datetime.datetime.fromisoformat(d.pop("raised_at"))

        answer = d.pop("answer", UNSET)

        answered_by = d.pop("answered_by", UNSET)

        def _parse_answered_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                answered_at_type_0 = datetime.datetime.fromisoformat(data)

                return answered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        answered_at = _parse_answered_at(d.pop("answered_at", UNSET))

        closed_by = d.pop("closed_by", UNSET)

        def _parse_closed_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                closed_at_type_0 = datetime.datetime.fromisoformat(data)

                return closed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        closed_at = _parse_closed_at(d.pop("closed_at", UNSET))

        finding_document = cls(
            id=id,
            period_id=period_id,
            number=number,
            state=state,
            line_id=line_id,
            text=text,
            raised_by=raised_by,
            raised_at=raised_at,
            answer=answer,
            answered_by=answered_by,
            answered_at=answered_at,
            closed_by=closed_by,
            closed_at=closed_at,
        )

        finding_document.additional_properties = d
        return finding_document

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
