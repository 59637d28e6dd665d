"""What is committed is told, at least once and in order; what was rolled back is not."""

import json
import random
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from apps.events.bus.interface import BusDown
from apps.events.bus.redis_streams import RUN_KEY, TOLD_KEY, RedisPublisher
from apps.events.models import OutboxEvent, Topic
from apps.events.relay import BATCH, publish
from apps.events.services import event_record, platform_event_record
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.database import TestDatabase, superuser_connection
from tests.embedded.processes import wait_for
from tests.events.surroundings import Surroundings

Keep = Callable[["subprocess.Popen[str]"], "subprocess.Popen[str]"]


def record(subject: str, number: int = 0, **more: Any) -> OutboxEvent:
    return event_record(
        topic=Topic.EXECUTION,
        event="exec.completed",
        aggregate_type="execution",
        aggregate_id=subject,
        payload={"number": str(number), **more},
    )


def commit(tenant: Tenant, subject: str, number: int = 0, **more: Any) -> str:
    with tenant_scope(tenant.id):
        return str(record(subject, number, **more).id)


def told(surroundings: Surroundings, topic: str = "agent.execution") -> list[Mapping[str, Any]]:
    return [json.loads(text) for text in told_texts(surroundings, topic)]


def told_texts(surroundings: Surroundings, topic: str) -> list[bytes]:
    entries: Any = surroundings.redis.client.xrange(f"events:{topic}")
    return [fields[b"event"] for _, fields in entries]


def unpublished(surroundings: Surroundings) -> int:
    with psycopg.connect(surroundings.service_url) as service:
        row = service.execute("SELECT count(*) FROM events_outboxevent WHERE published_at IS NULL").fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def alpha(surroundings: Surroundings) -> Tenant:
    return tenant_create(slug="alpha", name="Alpha")


def test_a_committed_event_is_told_as_a_cloud_event_within_moments(surroundings: Surroundings, alpha: Tenant) -> None:
    with surroundings.relay():
        assert wait_for(lambda: surroundings.redis.client.exists(RUN_KEY) == 1)
        began = time.monotonic()
        event_id = commit(alpha, "execution-1", text="Zürich", quantity="53.06")
        assert wait_for(lambda: len(told(surroundings)) == 1, 2)
        assert time.monotonic() - began < 1
    (event,) = told(surroundings)
    assert {name: event[name] for name in ("id", "specversion", "type", "source", "subject", "tenantid")} == {
        "id": event_id,
        "specversion": "1.0",
        "type": "exec.completed",
        "source": "/greenlang/execution",
        "subject": "execution-1",
        "tenantid": str(alpha.id),
    }
    assert event["datacontenttype"] == "application/json"
    assert event["dataschema"] == "urn:greenlang:event:exec.completed:1"
    assert event["time"].endswith("Z")
    assert event["sequence"].isdigit()
    assert event["data"] == {"number": "0", "text": "Zürich", "quantity": "53.06"}
    assert unpublished(surroundings) == 0


def test_a_payloads_numbers_travel_digit_by_digit(surroundings: Surroundings, alpha: Tenant) -> None:
    commit(alpha, "e", big=12345678901234567890123)
    with surroundings.relay():
        assert wait_for(lambda: len(told(surroundings)) == 1)
    (text,) = told_texts(surroundings, "agent.execution")
    assert b'"big": 12345678901234567890123' in text


def test_what_was_rolled_back_is_never_told(surroundings: Surroundings, alpha: Tenant) -> None:
    with tenant_scope(alpha.id), pytest.raises(RuntimeError), transaction.atomic():
        record("gone")
        raise RuntimeError("back")
    kept = commit(alpha, "kept")
    with surroundings.relay():
        assert wait_for(lambda: unpublished(surroundings) == 0)
    assert [event["id"] for event in told(surroundings)] == [kept]


def test_an_event_with_an_earlier_position_that_is_committed_later_is_told_too(
    surroundings: Surroundings, alpha: Tenant, django_db_blocker: Any
) -> None:
    began, finish = threading.Event(), threading.Event()

    def slow() -> None:
        with django_db_blocker.unblock():
            with tenant_scope(alpha.id):
                record("slow")
                began.set()
                assert finish.wait(10)
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert began.wait(10)
    commit(alpha, "fast")
    with surroundings.relay():
        assert wait_for(lambda: [event["subject"] for event in told(surroundings)] == ["fast"])
        finish.set()
        thread.join()
        assert wait_for(lambda: [event["subject"] for event in told(surroundings)] == ["fast", "slow"])
    fast, slow_event = told(surroundings)
    assert int(slow_event["sequence"]) < int(fast["sequence"])


@pytest.mark.thorough
def test_a_relay_that_is_killed_again_and_again_loses_nothing_and_keeps_each_aggregates_order(
    surroundings: Surroundings, alpha: Tenant, processes: Keep
) -> None:
    choose = random.Random(5)
    relay = processes(surroundings.start_relay())
    committed: dict[str, list[str]] = {f"aggregate-{number}": [] for number in range(7)}
    for number in range(900):
        subject = choose.choice(list(committed))
        with transaction.atomic(), tenant_scope(alpha.id):
            event_id = str(record(subject, number).id)
            back = choose.random() < 0.1
            if back:
                transaction.set_rollback(True)
        if not back:
            committed[subject].append(event_id)
        if number % 300 == 299:
            latest = committed[subject][-1]
            assert wait_for(lambda: latest in {event["id"] for event in told(surroundings)}, 20)  # noqa: B023
            for again in range(choose.randrange(40)):
                committed[subject].append(commit(alpha, subject, again))
            relay.kill()
            relay.wait()
            relay = processes(surroundings.start_relay())
    assert wait_for(lambda: unpublished(surroundings) == 0, 20)
    first_told: dict[str, list[str]] = {subject: [] for subject in committed}
    for event in told(surroundings):
        if event["id"] not in first_told[event["subject"]]:
            first_told[event["subject"]].append(event["id"])
    assert first_told == committed


def test_another_relay_stands_by_and_takes_over(surroundings: Surroundings, alpha: Tenant, processes: Keep) -> None:
    first = processes(surroundings.start_relay())
    commit(alpha, "one")
    assert wait_for(lambda: len(told(surroundings)) == 1, 20)
    processes(surroundings.start_relay())
    for number in range(50):
        commit(alpha, f"both-{number}")
    assert wait_for(lambda: unpublished(surroundings) == 0)
    assert len(told(surroundings)) == 51
    first.terminate()
    assert first.wait(10) == 0
    commit(alpha, "two")
    assert wait_for(lambda: told(surroundings)[-1]["subject"] == "two", 20)


def test_while_redis_is_away_events_wait_in_the_outbox(surroundings: Surroundings, alpha: Tenant) -> None:
    surroundings.redis.stop()
    event_id = commit(alpha, "patient")
    with surroundings.relay():
        time.sleep(0.5)
        assert unpublished(surroundings) == 1
        surroundings.redis.start()
        assert wait_for(lambda: [event["id"] for event in told(surroundings)] == [event_id])


def test_what_a_restarted_redis_lost_is_told_again(surroundings: Surroundings, alpha: Tenant) -> None:
    with surroundings.relay():
        event_id = commit(alpha, "lost")
        assert wait_for(lambda: unpublished(surroundings) == 0)
        surroundings.redis.stop()
        # It keeps nothing on the disk: what it was told is gone.
        surroundings.redis.start()
        commit(alpha, "later")
        assert wait_for(lambda: {event["subject"] for event in told(surroundings)} == {"lost", "later"}, 5)
    assert told(surroundings)[0]["id"] == event_id


def long_ago(surroundings: Surroundings, hours: int) -> None:
    """So many hours pass for all that was published."""
    passed = timedelta(hours=hours)
    with superuser_connection(surroundings.database.name) as superuser:
        superuser.execute("UPDATE events_outboxevent SET published_at = published_at - %s", [passed])
    known = surroundings.redis.client.get(TOLD_KEY)
    assert isinstance(known, bytes)
    surroundings.redis.client.set(TOLD_KEY, (datetime.fromisoformat(known.decode()) - passed).isoformat())


def test_what_redis_lost_is_told_again_however_long_it_was_away(surroundings: Surroundings, alpha: Tenant) -> None:
    with psycopg.connect(surroundings.service_url, autocommit=True) as service:
        for subject in ("lost", "later"):
            commit(alpha, subject)
            with RedisPublisher(surroundings.redis.url) as bus:
                bus.recover(service)
                publish(service, bus)
            if subject == "lost":
                long_ago(surroundings, 3)
                surroundings.redis.stop()
                surroundings.redis.start()
    assert [event["subject"] for event in told(surroundings)] == ["lost", "later"]


def test_what_an_earlier_state_of_redis_knows_of_is_not_told_again(surroundings: Surroundings, alpha: Tenant) -> None:
    redis = RedisPublisher(surroundings.redis.url)
    with psycopg.connect(surroundings.service_url, autocommit=True) as service, redis as bus:
        for subject in ("kept", "also kept", "lost"):
            commit(alpha, subject)
            bus.recover(service)
            publish(service, bus)
            if subject != "lost":
                long_ago(surroundings, 1)
            if subject == "also kept":
                surroundings.redis.client.save()
        surroundings.redis.stop()
        surroundings.redis.start()
        assert [event["subject"] for event in told(surroundings)] == ["kept", "also kept"]
        bus.recover(service)
        publish(service, bus)
    # The batch that bears the last mark comes again: what was told after it cannot be told from it.
    assert [event["subject"] for event in told(surroundings)] == ["kept", "also kept", "also kept", "lost"]


def test_a_redis_that_is_started_anew_between_the_look_and_the_telling_is_told_nothing(
    surroundings: Surroundings, alpha: Tenant
) -> None:
    redis = RedisPublisher(surroundings.redis.url)
    with psycopg.connect(surroundings.service_url, autocommit=True) as service, redis as bus:
        bus.recover(service)
        commit(alpha, "waiting")
        surroundings.redis.stop()
        surroundings.redis.start()
        with pytest.raises(BusDown):
            publish(service, bus)
        assert (told(surroundings), unpublished(surroundings)) == ([], 1)


def test_a_full_batch_is_followed_by_the_next_at_once(surroundings: Surroundings, alpha: Tenant) -> None:
    with tenant_scope(alpha.id):
        OutboxEvent.objects.bulk_create(
            OutboxEvent(topic=Topic.METRICS, type="metrics.batch", aggregate_type="m", aggregate_id="m", payload={})
            for _ in range(BATCH + 20)
        )
    redis = RedisPublisher(surroundings.redis.url)
    with psycopg.connect(surroundings.service_url, autocommit=True) as service, redis as bus:
        bus.recover(service)
        assert [publish(service, bus) for _ in range(3)] == [BATCH, 20, 0]
    positions = [int(event["sequence"]) for event in told(surroundings, "agent.metrics")]
    assert positions == sorted(positions)
    assert len(positions) == BATCH + 20


def test_what_concerns_everybody_is_a_row_of_the_nil_tenant_that_no_tenant_sees(
    surroundings: Surroundings, alpha: Tenant
) -> None:
    with transaction.atomic():
        platform_event_record(
            event="ef.updated", aggregate_type="edition", aggregate_id="hub-2026", payload={"edition": "hub-2026"}
        )
    with tenant_scope(alpha.id):
        assert not OutboxEvent.objects.filter(type="ef.updated").exists()
    with surroundings.relay():
        assert wait_for(lambda: len(told(surroundings, "platform")) == 1)
    (event,) = told(surroundings, "platform")
    assert (event["type"], event["tenantid"]) == ("ef.updated", str(uuid.UUID(int=0)))


def test_outside_a_transaction_nothing_is_recorded(committed: TestDatabase) -> None:
    with pytest.raises(RuntimeError):
        platform_event_record(event="ef.updated", aggregate_type="edition", aggregate_id="x", payload={})


def test_the_relays_role_reads_outboxes_and_nothing_of_what_they_tell_about(surroundings: Surroundings) -> None:
    with superuser_connection(surroundings.database.name) as superuser:
        readable = superuser.execute(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'r' "
            "AND nspname = 'public' AND has_table_privilege('greenlang_service', c.oid, 'SELECT') ORDER BY relname"
        ).fetchall()
    assert ("events_outboxevent",) in readable
    assert ("calculations_calculation",) not in readable
