from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.audit_kind import AuditKind, check_audit_kind

T = TypeVar("T", bound="AuditEntryDocument")


@_attrs_define
class AuditEntryDocument:
    """An act as it was committed: who (``actor``), did what (``act``), to whom or what (``subject``)."""

    id: UUID
    at: datetime.datetime
    kind: AuditKind
    """ * `member` - Members and invitations
    * `sign-in` - Sign-in and security
    * `key` - API keys
    * `webhook` - Webhooks
    * `organisation` - Organisation
    * `data` - Data
    * `run` - Runs
    * `agent` - Agents
    * `report` - Reports and sign-off
    * `visit` - Operator visits """
    actor: str
    act: str
    subject: str
    detail: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        at = self.at.isoformat()

        kind: str = self.kind

        actor = self.actor

        act = self.act

        subject = self.subject

        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "at": at,
                "kind": kind,
                "actor": actor,
                "act": act,
                "subject": subject,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        kind = check_audit_kind(d.pop("kind"))

        actor = d.pop("actor")

        act = d.pop("act")

        subject = d.pop("subject")

        detail = d.pop("detail")

        audit_entry_document = cls(
            id=id,
            at=at,
            kind=kind,
            actor=actor,
            act=act,
            subject=subject,
            detail=detail,
        )

        audit_entry_document.additional_properties = d
        return audit_entry_document

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
