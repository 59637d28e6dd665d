"""What is old is let go, batch by batch; what is unpublished, unfinished or may be asked for again is not."""

import threading
import time
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from apps.events import retention
from apps.events.bus.redis_streams import trim
from apps.events.dead_letters import dead_letter_dismiss, dead_letter_record
from apps.events.models import (
    DeadLetter,
    DeliveryState,
    InboxEntry,
    OutboxEvent,
    Topic,
    WebhookDelivery,
    WebhookSubscription,
)
from apps.events.retention import deliveries_purge, inbox_purge, outbox_purge, tenants_purge
from apps.events.webhooks.sender import KIND
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.caching.private_redis import PrivateRedis

DAYS = st.one_of(st.none(), st.integers(0, 20))


def event(published_days_ago: int | None, position: int | None = None) -> OutboxEvent:
    published = None if published_days_ago is None else timezone.now() - timedelta(days=published_days_ago, minutes=1)
    return OutboxEvent.objects.create(
        topic=Topic.EXECUTION, type="exec.completed", aggregate_type="execution", aggregate_id="e", payload={},
        published_at=published,
    )  # fmt: skip


def note(message_id: uuid.UUID, *, begun_days_ago: int = 0, done: bool = True) -> InboxEntry:
    begun = timezone.now() - timedelta(days=begun_days_ago, minutes=1)
    return InboxEntry.objects.create(
        group=f"group-{done}", message_id=message_id, begun_at=begun, seen_at=begun if done else None
    )


def delivery(state: DeliveryState, finished_days_ago: int | None) -> WebhookDelivery:
    finished = None if finished_days_ago is None else timezone.now() - timedelta(days=finished_days_ago, minutes=1)
    hook = WebhookSubscription.objects.first() or WebhookSubscription.objects.create(
        url="https://a.example", secret=b""
    )
    return WebhookDelivery.objects.create(
        subscription=hook, event_id=uuid.uuid4(), event_type="exec.completed", body="{}", state=state,
        finished_at=finished,
    )  # fmt: skip


@trials(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(DAYS, st.sampled_from(["unknown", "begun", "done", "done and begun"])), max_size=8))
def test_an_event_goes_that_was_published_long_ago_and_that_no_group_is_at(
    tenant_a: Tenant, settings: Any, found: list[tuple[int | None, str]]
) -> None:
    with tenant_scope(tenant_a.id):
        OutboxEvent.objects.all().delete()
        kept = set()
        for days, standing in found:
            row = event(days)
            if "begun" in standing:
                note(row.id, done=False)
            if "done" in standing:
                note(row.id)
            if days is None or days < settings.EVENTS_DAYS or "begun" in standing:
                kept.add(row.id)
        assert outbox_purge() == len(found) - len(kept)
        assert set(OutboxEvent.objects.values_list("id", flat=True)) == kept


def test_the_oldest_go_first_and_no_more_than_a_batch_at_once(
    tenant_a: Tenant, tenant_b: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenant_scope(tenant_a.id):
        rows = [event(days) for days in (9, 12, 8, 30, 10)]
        assert outbox_purge(most=2) == 2
        assert set(OutboxEvent.objects.values_list("id", flat=True)) == {rows[0].id, rows[2].id, rows[4].id}
    with tenant_scope(tenant_b.id):
        event(9)
    monkeypatch.setattr(retention, "BATCH", 2)
    assert tenants_purge([tenant_a.id], threading.Event()) == 3
    ended = threading.Event()
    ended.set()
    assert tenants_purge([tenant_b.id], ended) == 0
    with tenant_scope(tenant_b.id):
        assert OutboxEvent.objects.count() == 1


def test_notes_of_what_was_done_go_later_than_any_event(tenant_a: Tenant, settings: Any) -> None:
    assert settings.INBOX_DAYS > settings.EVENTS_DAYS
    with tenant_scope(tenant_a.id):
        for days in (0, settings.EVENTS_DAYS + 1, settings.INBOX_DAYS - 1, settings.INBOX_DAYS):
            note(uuid.uuid4(), begun_days_ago=days)
        assert inbox_purge() == 1
        assert InboxEntry.objects.count() == 3


def test_a_delivery_goes_that_was_finished_long_ago_and_that_no_waiting_letter_names(
    tenant_a: Tenant, settings: Any
) -> None:
    days = settings.WEBHOOK_DAYS
    with tenant_scope(tenant_a.id):
        delivery(DeliveryState.DELIVERED, days)
        dead = delivery(DeliveryState.DEAD, days)
        # One that was dead once and is asked for again waits, and still has the day it was finished.
        stay = [delivery(DeliveryState.DELIVERED, days - 1), delivery(DeliveryState.WAITING, None)]
        stay.append(delivery(DeliveryState.WAITING, days))
        letter = dead_letter_record(
            kind=KIND, source="https://a.example", subject=dead.message_id, reason="It did not answer.", attempts=9,
            payload={"delivery_id": str(dead.id)},
        )  # fmt: skip
        dead_letter_record(kind="batch-row", source="run", subject="1", payload={"row": 1}, reason="", attempts=3)
        assert deliveries_purge() == 1
        assert set(WebhookDelivery.objects.values_list("id", flat=True)) == {dead.id, *(row.id for row in stay)}
        dead_letter_dismiss(letter=letter, actor="operator", reason="The receiver is gone.")
        assert deliveries_purge() == 1
        assert set(WebhookDelivery.objects.values_list("id", flat=True)) == {row.id for row in stay}
        assert DeadLetter.objects.count() == 2


def test_a_stream_lets_go_of_what_is_older_than_the_notes_and_done_by_every_group(
    private_redis: PrivateRedis, settings: Any
) -> None:
    client, today = private_redis.client, time.time_ns() // 1_000_000
    for days in (40, 20, 8, 6, 0):
        client.xadd("events:platform", {"event": str(days)}, id=f"{today - days * 86_400_000}-0")
    client.xgroup_create("events:platform", "slow", id="0")
    trim(client, "events:platform")
    assert client.xlen("events:platform") == 5
    taken: Any = client.xreadgroup("slow", "member", {"events:platform": ">"}, count=5)
    entries = taken[0][1]
    client.xack("events:platform", "slow", entries[0][0])
    trim(client, "events:platform")
    assert client.xlen("events:platform") == 4
    client.xack("events:platform", "slow", *(place for place, _ in entries))
    trim(client, "events:platform")
    left: Any = client.xrange("events:platform")
    assert [fields[b"event"] for _, fields in left] == [b"6", b"0"]
