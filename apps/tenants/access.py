"""Ending and changing somebody's access: committed with the event that makes every process forget what it knew."""

import uuid

from django.db import transaction

from apps.events.models import Topic
from apps.events.services import event_record
from apps.tenants.models import ApiKey, TokenFamily


@transaction.atomic
def key_revoke(key: ApiKey) -> None:
    """A key of the present tenant opens nothing any more, at once."""
    if key.revoke():
        access_changed("api-key", key.id)


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
