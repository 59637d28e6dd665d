"""Writing events."""

from collections.abc import Mapping

from django.db import connection

from apps.events.models import OutboxEvent, Topic


def event_record(
    *,
    topic: Topic,
    event: str,
    aggregate_type: str,
    aggregate_id: str,
    payload: Mapping[str, object],
) -> OutboxEvent:
    """Put an event into the outbox, in the caller's transaction.

    Raises:
        RuntimeError: outside a transaction, where the event could outlive a change that failed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of the change it tells about.")
    return OutboxEvent.objects.create(
        topic=topic, type=event, aggregate_type=aggregate_type, aggregate_id=aggregate_id, payload=dict(payload)
    )
