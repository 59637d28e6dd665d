"""Writing events."""

from collections.abc import Mapping

from django.db import connection

from apps.events.event_types import TOPIC_OF
from apps.events.models import OutboxEvent, Topic
from greenlang.caching.invalidation import NIL_TENANT, tags_of
from greenlang.caching.transactions import invalidate_on_commit
from greenlang.isolation import tenant_scope


def event_record(
    *,
    topic: Topic,
    event: str,
    aggregate_type: str,
    aggregate_id: str,
    payload: Mapping[str, object],
) -> OutboxEvent:
    """Put an event into the outbox, in the caller's transaction; the relay publishes it once that is committed.

    An event that makes cached values old drops them here and in Redis at commit already.

    Raises:
        RuntimeError: outside a transaction, where the event could outlive a change that failed.
        ValueError: the type is not among `TOPIC_OF`, or belongs to another topic.
    """
    if TOPIC_OF.get(event) != topic:
        raise ValueError(f"{event} is no type of event on {topic}: apps/events/event_types.py has them all")
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of the change it tells about.")
    row = OutboxEvent.objects.create(
        topic=topic, type=event, aggregate_type=aggregate_type, aggregate_id=aggregate_id, payload=dict(payload)
    )
    tags = tags_of(topic, event, tenant=row.tenant_id, data=row.payload)
    if tags:
        invalidate_on_commit(tags)
    return row


def platform_event_record(
    *, event: str, aggregate_type: str, aggregate_id: str, payload: Mapping[str, object]
) -> OutboxEvent:
    """An event that concerns every tenant, such as a new edition of the catalogue; a row of the nil tenant.

    Raises:
        RuntimeError: outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of the change it tells about.")
    with tenant_scope(NIL_TENANT):
        return event_record(
            topic=Topic.PLATFORM,
            event=event,
            aggregate_type=aggregate_type,
            aggregate_id=aggregate_id,
            payload=payload,
        )
