from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.delivery_document_state_enum import (
    DeliveryDocumentStateEnum,
    check_delivery_document_state_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="DeliveryDocument")


@_attrs_define
class DeliveryDocument:
    """One event on its way to a webhook; ``status`` 0: no answer yet, or none came."""

    message_id: str
    event_id: UUID
    event_type: str
    state: DeliveryDocumentStateEnum
    """ * `waiting` - Waiting
    * `delivered` - Delivered
    * `dead` - Dead """
    created_at: datetime.datetime
    attempts: int | Unset = UNSET
    due_at: datetime.datetime | Unset = UNSET
    status: int | Unset = UNSET
    detail: str | Unset = UNSET
    finished_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        message_id = self.message_id

        event_id = str(self.event_id)

        event_type = self.event_type

        state: str = self.state

        created_at = self.created_at.isoformat()

        attempts = self.attempts

        due_at: str | Unset = UNSET
        if not isinstance(self.due_at, Unset):
            due_at = self.due_at.isoformat()

        status = self.status

        detail = self.detail

        finished_at: None | str | Unset
        if isinstance(self.finished_at, Unset):
            finished_at = UNSET
        elif isinstance(self.finished_at, datetime.datetime):
            finished_at = self.finished_at.isoformat()
        else:
            finished_at = self.finished_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "message_id": message_id,
                "event_id": event_id,
                "event_type": event_type,
                "state": state,
                "created_at": created_at,
            }
        )
        if attempts is not UNSET:
            field_dict["attempts"] = attempts
        if due_at is not UNSET:
            field_dict["due_at"] = due_at
        if status is not UNSET:
            field_dict["status"] = status
        if detail is not UNSET:
            field_dict["detail"] = detail
        if finished_at is not UNSET:
            field_dict["finished_at"] = finished_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        message_id = d.pop("message_id")

        event_id = UUID(d.pop("event_id"))

        event_type = d.pop("event_type")

        state = check_delivery_document_state_enum(d.pop("state"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        attempts = d.pop("attempts", UNSET)

        _due_at = d.pop("due_at", UNSET)
        due_at: datetime.datetime | Unset
        if isinstance(_due_at, Unset):
            due_at = UNSET
        else:
            due_at = datetime.datetime.fromisoformat(_due_at)

        status = d.pop("status", UNSET)

        detail = d.pop("detail", UNSET)

        def _parse_finished_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                finished_at_type_0 = datetime.datetime.fromisoformat(data)

                return finished_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        finished_at = _parse_finished_at(d.pop("finished_at", UNSET))

        delivery_document = cls(
            message_id=message_id,
            event_id=event_id,
            event_type=event_type,
            state=state,
            created_at=created_at,
            attempts=attempts,
            due_at=due_at,
            status=status,
            detail=detail,
            finished_at=finished_at,
        )

        delivery_document.additional_properties = d
        return delivery_document

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
