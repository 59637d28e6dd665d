from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.footprint_request_state import (
    FootprintRequestState,
    check_footprint_request_state,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="RequestDocument")


@_attrs_define
class RequestDocument:
    """A request for footprints, and how far its answer is."""

    id: UUID
    caller_name: str
    partner_id: None | UUID
    event_id: str
    source: str
    data: Any
    received_at: datetime.datetime
    delivered_at: datetime.datetime | None
    delivery: str
    attempts: int
    due_at: datetime.datetime | None
    state: FootprintRequestState | None | Unset = UNSET
    answered_by: str | Unset = UNSET
    answered_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        caller_name = self.caller_name

        partner_id: None | str
        if isinstance(self.partner_id, UUID):
            partner_id = str(self.partner_id)
        else:
            partner_id = self.partner_id

        event_id = self.event_id

        source = self.source

        data = self.data

        received_at = self.received_at.isoformat()

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

        state: None | str | Unset
        if isinstance(self.state, Unset):
            state = UNSET
        elif isinstance(self.state, str):
            state = self.state
        else:
            state = self.state

        answered_by = self.answered_by

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
                "caller_name": caller_name,
                "partner_id": partner_id,
                "event_id": event_id,
                "source": source,
                "data": data,
                "received_at": received_at,
                "delivered_at": delivered_at,
                "delivery": delivery,
                "attempts": attempts,
                "due_at": due_at,
            }
        )
        if state is not UNSET:
            field_dict["state"] = state
        if answered_by is not UNSET:
            field_dict["answered_by"] = answered_by
        if answered_at is not UNSET:
            field_dict["answered_at"] = answered_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        caller_name = d.pop("caller_name")

        def _parse_partner_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                partner_id_type_0 = UUID(data)

                return partner_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        partner_id = _parse_partner_id(d.pop("partner_id"))

        event_id = d.pop("event_id")

        source = d.pop("source")

        data = d.pop("data")

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

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

        def _parse_state(data: object) -> FootprintRequestState | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                state_type_0 = check_footprint_request_state(data)

                return state_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FootprintRequestState | None | Unset, data)

        state = _parse_state(d.pop("state", UNSET))

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

        request_document = cls(
            id=id,
            caller_name=caller_name,
            partner_id=partner_id,
            event_id=event_id,
            source=source,
            data=data,
            received_at=received_at,
            delivered_at=delivered_at,
            delivery=delivery,
            attempts=attempts,
            due_at=due_at,
            state=state,
            answered_by=answered_by,
            answered_at=answered_at,
        )

        request_document.additional_properties = d
        return request_document

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
