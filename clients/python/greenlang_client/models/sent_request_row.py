from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.footprint_request_state import (
    FootprintRequestState,
    check_footprint_request_state,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sent_request_row_criteria import SentRequestRowCriteria


T = TypeVar("T", bound="SentRequestRow")


@_attrs_define
class SentRequestRow:
    """A request of ours: how far it is on its way, and whether it was answered."""

    id: UUID
    partner_id: UUID
    criteria: SentRequestRowCriteria
    """ As it was sent, with the comment. """
    asked_by: str
    asked_at: datetime.datetime
    state: FootprintRequestState
    """ * `waiting` - Waits for an answer
    * `fulfilled` - Fulfilled
    * `rejected` - Rejected """
    delivered_at: datetime.datetime | None
    delivery: str
    attempts: int
    due_at: datetime.datetime | None
    answered_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        partner_id = str(self.partner_id)

        criteria = self.criteria.to_dict()

        asked_by = self.asked_by

        asked_at = self.asked_at.isoformat()

        state: str = self.state

        delivered_at: None | str
        if isinstance(self.delivered_at, datetime.datetime):
            delivered_at = self.delivered_at.isoformat()
        else:
            delivered_at = self.delivered_at

        delivery = self.delivery

        attempts = self.attempts

        due_at: None | str
        if isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        answered_at: None | str | Unset
        if isinstance(self.answered_at, Unset):
            answered_at = UNSET
        elif isinstance(self.answered_at, datetime.datetime):
            answered_at = self.answered_at.isoformat()
        else:
            answered_at = self.answered_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "partner_id": partner_id,
                "criteria": criteria,
                "asked_by": asked_by,
                "asked_at": asked_at,
                "state": state,
                "delivered_at": delivered_at,
                "delivery": delivery,
                "attempts": attempts,
                "due_at": due_at,
            }
        )
        if answered_at is not UNSET:
            field_dict["answered_at"] = answered_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sent_request_row_criteria import SentRequestRowCriteria  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        partner_id = UUID(d.pop("partner_id"))

        criteria = SentRequestRowCriteria.from_dict(d.pop("criteria"))

        asked_by = d.pop("asked_by")

        asked_at = datetime.datetime.fromisoformat(d.pop("asked_at"))

        state = check_footprint_request_state(d.pop("state"))

        def _parse_delivered_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                delivered_at_type_0 = datetime.datetime.fromisoformat(data)

                return delivered_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        delivered_at = _parse_delivered_at(d.pop("delivered_at"))

        delivery = d.pop("delivery")

        attempts = d.pop("attempts")

        def _parse_due_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)

                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        due_at = _parse_due_at(d.pop("due_at"))

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

        sent_request_row = cls(
            id=id,
            partner_id=partner_id,
            criteria=criteria,
            asked_by=asked_by,
            asked_at=asked_at,
            state=state,
            delivered_at=delivered_at,
            delivery=delivery,
            attempts=attempts,
            due_at=due_at,
            answered_at=answered_at,
        )

        sent_request_row.additional_properties = d
        return sent_request_row

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
