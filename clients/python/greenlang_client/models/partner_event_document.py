from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.partner_event_kind import PartnerEventKind, check_partner_event_kind

if TYPE_CHECKING:
    from ..models.event_refusal import EventRefusal
    from ..models.partner_event_document_data import PartnerEventDocumentData


T = TypeVar("T", bound="PartnerEventDocument")


@_attrs_define
class PartnerEventDocument:
    """An event that came, with its data: of an answer the footprints as PACT's data model has them."""

    id: UUID
    kind: PartnerEventKind
    caller_name: str
    partner_id: None | UUID
    event_id: str
    source: str
    received_at: datetime.datetime
    answers: str
    """ Empty of what answers nothing. """
    footprint_ids: list[str]
    error: EventRefusal | None
    data: PartnerEventDocumentData
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.event_refusal import EventRefusal  # noqa: PLC0415

        id = str(self.id)

        kind: str = self.kind

        caller_name = self.caller_name

        partner_id: None | str
        if isinstance(self.partner_id, UUID):
            partner_id = str(self.partner_id)
        else:
            partner_id = self.partner_id

        event_id = self.event_id

        source = self.source

        received_at = self.received_at.isoformat()

        answers = self.answers

        footprint_ids = self.footprint_ids

        error: dict[str, Any] | None
        if isinstance(self.error, EventRefusal):
            error = self.error.to_dict()
        else:
            error = self.error

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "caller_name": caller_name,
                "partner_id": partner_id,
                "event_id": event_id,
                "source": source,
                "received_at": received_at,
                "answers": answers,
                "footprint_ids": footprint_ids,
                "error": error,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.event_refusal import EventRefusal  # noqa: PLC0415
        from ..models.partner_event_document_data import PartnerEventDocumentData  # noqa: PLC0415

        d = dict(src_dict)
        id = UUID(d.pop("id"))

        kind = check_partner_event_kind(d.pop("kind"))

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

        received_at = datetime.datetime.fromisoformat(d.pop("received_at"))

        answers = d.pop("answers")

        footprint_ids = cast(list[str], d.pop("footprint_ids"))

        def _parse_error(data: object) -> EventRefusal | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_type_1 = EventRefusal.from_dict(data)

                return error_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(EventRefusal | None, data)

        error = _parse_error(d.pop("error"))

        data = PartnerEventDocumentData.from_dict(d.pop("data"))

        partner_event_document = cls(
            id=id,
            kind=kind,
            caller_name=caller_name,
            partner_id=partner_id,
            event_id=event_id,
            source=source,
            received_at=received_at,
            answers=answers,
            footprint_ids=footprint_ids,
            error=error,
            data=data,
        )

        partner_event_document.additional_properties = d
        return partner_event_document

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
