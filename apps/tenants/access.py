"""Ending and changing somebody's access: committed with the event that makes every process forget what it knew."""

import uuid

from django.db import transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind, Topic
from apps.events.services import event_record
from apps.tenants.models import ApiKey, Role, TokenFamily


@transaction.atomic
def key_issue(*, name: str, role: Role, created_by: str) -> tuple[ApiKey, str]:
    """A key of the present tenant and its text, which is told this once."""
    key, text = ApiKey.issue(name=name, role=role, created_by=created_by)
    _note("made the key", created_by, key)
    return key, text


@transaction.atomic
def key_revoke(key: ApiKey, *, actor: str, reason: str = "") -> None:
    """A key of the present tenant opens nothing any more, at once."""
    if key.revoke():
        access_changed("api-key", key.id)
        _note("revoked the key", actor, key, reason)


def _note(act: str, actor: str, key: ApiKey, reason: str = "") -> None:
    role = f"of the role {Role(key.role).label.lower()}"
    detail = f"{role}: {reason}" if reason else role
    audit_record(kind=AuditKind.KEY, act=act, actor=actor, subject=key.name, detail=detail)


@transaction.atomic
def tokens_revoke(family_id: uuid.UUID, because: str) -> None:
    """The tokens of a sign-in to the present tenant open nothing any more, at once."""
    family = TokenFamily.objects.filter(id=family_id).first()
    if family is not None and family.revoke(because):
        access_changed("token-family", family_id)


def access_changed(kind: str, subject: uuid.UUID) -> None:
    """Tell every process that somebody's access to the present tenant has changed, in the caller's transaction."""
    event_record(
        topic=Topic.PLATFORM,
        event="tenant.updated",
        aggregate_type=kind,
        aggregate_id=str(subject),
        payload={"changed": "access"},
    )
