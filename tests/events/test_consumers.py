"""What a group is told it does once, in order where it asks for it, and what fails for the last time is kept."""

import json
import re
import threading
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import psycopg
import pytest
from django.db import connection

from apps.events import consumers, relay
from apps.events.bus.interface import Delivery
from apps.events.bus.redis_streams import RedisPublisher, RedisSubscription, trim
from apps.events.consumers import Group, group_register, handle_once, letter_replay, work
from apps.events.dead_letters import dead_letter_replay
from apps.events.envelope import BadEnvelope, Event, OutboxRow, envelope
from apps.events.models import DeadLetter, InboxEntry, OutboxEvent
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from tests.embedded.processes import wait_for
from tests.events.counting import effect, effects, orders, working
from tests.events.surroundings import Surroundings
from tests.events.test_relay import commit

TOPIC = "agent.execution"
ORDERED = Group("counting", (TOPIC,), effect, pauses=(0.0,))
QUEUE = replace(ORDERED, ordered=False)

Join = Callable[[], RedisSubscription]


@pytest.fixture
def alpha(surroundings: Surroundings) -> Tenant:
    return tenant_create(slug="alpha", name="Alpha")


@pytest.fixture
def join(surroundings: Surroundings) -> Join:
    numbers = count()
    return lambda: RedisSubscription(
        surroundings.redis.url, "counting", (TOPIC,), f"member-{next(numbers)}", claim_after=0.5
    )


def read(tenant: Tenant, event_id: str) -> Event:
    """A committed event as a consumer has it."""
    with tenant_scope(tenant.id):
        row = OutboxEvent.objects.get(id=event_id)
    return Event(
        id=row.id, type=row.type, topic=row.topic, tenant_id=tenant.id, aggregate_type=row.aggregate_type,
        aggregate_id=row.aggregate_id, sequence=row.position, recorded_at=row.recorded_at, data=row.payload, raw=b"{}",
    )  # fmt: skip


def event_text(**other: object) -> bytes:
    """An envelope, with these attributes otherwise; None: without it."""
    row = OutboxRow(
        uuid.UUID(int=1),
        uuid.UUID(int=2),
        1,
        TOPIC,
        "exec.completed",
        "execution",
        "e",
        "{}",
        datetime(2026, 1, 31, tzinfo=UTC),
    )
    document = {**json.loads(envelope(row)), **other}
    return json.dumps({name: value for name, value in document.items() if value is not None}).encode()


def delivered(surroundings: Surroundings, *, again: bool = False) -> list[Delivery]:
    """Everything on the stream, as it is handed to a group."""
    entries: Any = surroundings.redis.client.xrange(f"events:{TOPIC}")
    return [Delivery(TOPIC, fields[b"event"], place, again) for place, fields in entries]


def test_members_of_a_queue_share_the_events_and_each_has_its_effect_once(
    surroundings: Surroundings, alpha: Tenant, join: Join
) -> None:
    ids = [commit(alpha, f"aggregate-{number % 7}", number) for number in range(60)]
    with surroundings.relay(), working(QUEUE, join, members=3):
        assert wait_for(lambda: len(effects(alpha)) == 60, 30)
    assert effects(alpha) == dict.fromkeys(ids, 1)


def test_an_ordered_group_keeps_the_order_of_each_aggregate_with_members_standing_by(
    surroundings: Surroundings, alpha: Tenant, join: Join
) -> None:
    failed: set[str] = set()

    def falters(event: Event) -> None:
        effect(event)
        if event.data["number"] == "5" and event.aggregate_id not in failed:
            failed.add(event.aggregate_id)
            raise Conflict("not yet")

    for number in range(40):
        commit(alpha, f"aggregate-{number % 2}", number // 2)
    group = replace(ORDERED, handle=falters)
    with surroundings.relay(), working(group, join, lock_url=surroundings.service_url, members=2):
        assert wait_for(lambda: len(effects(alpha)) == 40, 30)
    assert orders(alpha) == {f"aggregate-{name}": list(range(20)) for name in (0, 1)}


def test_what_a_dead_member_left_is_claimed(surroundings: Surroundings, alpha: Tenant, join: Join) -> None:
    ids = [commit(alpha, "left", number) for number in range(5)]
    with surroundings.relay():
        dead = join()
        assert wait_for(lambda: len(dead.take(10, 0.1)) == 5, 10)
        with working(QUEUE, join):
            assert wait_for(lambda: len(effects(alpha)) == 5, 20)
    assert effects(alpha) == dict.fromkeys(ids, 1)
    assert surroundings.redis.client.xpending(f"events:{TOPIC}", "counting")["pending"] == 0


def test_the_only_member_is_not_overtaken_by_one_that_has_lost_its_lock_and_reads_once_more(
    surroundings: Surroundings,
) -> None:
    client, url = surroundings.redis.client, surroundings.redis.url
    former, present = (RedisSubscription(url, "counting", (TOPIC,), name, claim_after=0.0) for name in ("a", "b"))

    def add(*numbers: int) -> None:
        for number in numbers:
            client.xadd(f"events:{TOPIC}", {"event": str(number)})

    def told(member: RedisSubscription, limit: int = 10) -> list[tuple[int, bool]]:
        taken = member.take(limit, 0.05)
        member.done(taken if member is present else [])
        return [(int(delivery.raw), delivery.again) for delivery in taken]

    add(0, 1)
    assert told(present) == [(0, False), (1, False)]
    add(2, 3)
    assert told(former) == [(2, False), (3, False)]
    add(4, 5)
    assert told(present, 3) == [(2, True), (3, True)]
    assert told(former) == [(4, False), (5, False)]
    add(6)
    assert told(present, 1) == [(4, True)]
    assert told(present) == [(5, True)]
    assert told(present) == [(6, False)]
    assert told(present) == []


def test_a_holder_that_stands_still_loses_its_lock(
    surroundings: Surroundings, alpha: Tenant, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "HOLD_SECONDS", 1)
    event_id = commit(alpha, "waits")
    with psycopg.connect(surroundings.service_url, autocommit=True) as stopped:
        assert relay.holds_lock(stopped, consumers.lock_key("counting"))
        with surroundings.relay(), working(ORDERED, join, lock_url=surroundings.service_url):
            assert wait_for(lambda: effects(alpha) == {event_id: 1}, 30)
        with pytest.raises(psycopg.OperationalError):
            stopped.execute("SELECT 1")


def test_an_event_told_twice_has_one_effect(surroundings: Surroundings, alpha: Tenant) -> None:
    event = read(alpha, commit(alpha, "twice"))
    assert [handle_once(QUEUE, event) for _ in range(3)] == [True, False, False]
    assert effects(alpha) == {str(event.id): 1}


def test_two_that_do_the_same_at_once_have_one_effect(surroundings: Surroundings, alpha: Tenant) -> None:
    event = read(alpha, commit(alpha, "race"))
    meet, outcomes = threading.Barrier(2), []

    def race() -> None:
        meet.wait(10)
        outcomes.append(handle_once(QUEUE, event))
        connection.close()

    threads = [threading.Thread(target=race) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]
    assert effects(alpha) == {str(event.id): 1}


@pytest.mark.parametrize("error", [Conflict("no meter"), ZeroDivisionError("by zero")])
def test_after_the_last_attempt_an_event_is_a_dead_letter_and_the_next_goes_on(
    surroundings: Surroundings, alpha: Tenant, join: Join, error: Exception
) -> None:
    tried: list[str] = []

    def poisoned(event: Event) -> None:
        tried.append(event.aggregate_id)
        effect(event)
        if event.aggregate_id == "poison":
            raise error

    poison, after = commit(alpha, "poison"), commit(alpha, "after")
    with surroundings.relay(), working(replace(QUEUE, handle=poisoned), join):
        assert wait_for(lambda: len(effects(alpha)) == 1, 20)
    assert tried == ["poison"] * 3 + ["after"]
    assert effects(alpha) == {after: 1}
    with tenant_scope(alpha.id):
        letter = DeadLetter.objects.get()
    assert (letter.kind, letter.source, letter.subject, letter.attempts) == ("consumer", "counting", poison, 3)
    assert str(error) in letter.reason


def test_an_event_that_ends_its_worker_each_time_is_a_dead_letter(surroundings: Surroundings, alpha: Tenant) -> None:
    commit(alpha, "deadly")
    with surroundings.relay():
        assert wait_for(lambda: len(delivered(surroundings)) == 1, 10)

    def deadly(event: Event) -> None:
        raise SystemExit

    group, stop = replace(QUEUE, handle=deadly), threading.Event()
    (first,), (again,) = delivered(surroundings), delivered(surroundings, again=True)
    for delivery in (first, again, again):
        with pytest.raises(SystemExit):
            work(group, delivery, stop)
    assert work(group, again, stop)
    with tenant_scope(alpha.id):
        assert "ended each time" in DeadLetter.objects.get().reason
    assert work(group, again, stop)


def test_a_dead_letter_is_done_again_by_its_group(
    surroundings: Surroundings, alpha: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumers, "groups", {})
    broken = True

    def mended(event: Event) -> None:
        if broken:
            raise ZeroDivisionError
        effect(event)

    group = replace(QUEUE, handle=mended)
    group_register(group)
    with pytest.raises(ValueError, match="counting"):
        group_register(QUEUE)
    event_id = commit(alpha, "again")
    with surroundings.relay():
        assert wait_for(lambda: len(delivered(surroundings)) == 1, 10)
    assert work(group, delivered(surroundings)[0], threading.Event())
    with tenant_scope(alpha.id):
        letter = DeadLetter.objects.get()
        with pytest.raises(consumers.HandlerFailed, match="ZeroDivisionError"):
            dead_letter_replay(letter=letter, actor="operator")
        broken = False
        assert "counting did exec.completed again" in dead_letter_replay(letter=letter, actor="operator").outcome
        letter.source = "unknown"
        with pytest.raises(BadEnvelope, match="no group"):
            letter_replay(letter)
    assert effects(alpha) == {event_id: 1}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "What came is nothing."),
        (b"{}", "it has no specversion, no id, no source, no type,"),
        (b"[1]", "JSON and no object"),
        (b"\xff\x00", "no JSON"),
        (b"[" * 5000, "no JSON"),
        (event_text(specversion="2.0"), "written as 2.0"),
        (event_text(type=None), "it has no type."),
        (event_text(tenantid="alpha"), "tenantid is “alpha”, and not a UUID"),
        (event_text(id=7), "id is “7”, and not a UUID"),
        (event_text(time="noon"), "time is “noon”"),
        (event_text(data="{}"), "data is “{}”, and not a JSON object"),
        (event_text(sequence="first"), "sequence is “first”, and not a whole number"),
    ],
)
def test_what_is_no_event_is_kept_among_the_platforms_rows_with_what_is_wrong(
    db: None, raw: bytes, reason: str
) -> None:
    assert work(QUEUE, Delivery(TOPIC, raw, b"1-0", False), threading.Event())
    with tenant_scope(NIL_TENANT):
        letter = DeadLetter.objects.get()
        assert (letter.source, letter.subject) == ("counting", f"{TOPIC} 1-0")
        assert letter.payload["topic"] == TOPIC
        assert reason in letter.reason
        assert "Error" not in letter.reason


def test_of_an_entry_without_an_event_is_kept_what_it_holds(surroundings: Surroundings, join: Join) -> None:
    surroundings.redis.client.xadd(f"events:{TOPIC}", {"évent": b"what came \xff"})
    (delivery,) = join().take(10, 0.1)
    assert work(QUEUE, delivery, threading.Event())
    with tenant_scope(NIL_TENANT):
        letter = DeadLetter.objects.get()
        assert json.loads(letter.payload["event"]) == {"entry without the field event": {"évent": "what came \\xff"}}
        assert letter.subject == delivery.at
        assert re.fullmatch(rf"{TOPIC} \d+-0", letter.subject)
        with pytest.raises(BadEnvelope, match="no event"):
            Event.read(TOPIC, letter.payload["event"].encode())


@pytest.mark.parametrize(("place", "said"), [(b"17-0", "platform 17-0"), (("platform", 2, 17), "platform 2:17")])
def test_a_place_on_either_bus_is_said_in_words(place: object, said: str) -> None:
    assert Delivery("platform", b"", place, False).at == said


def test_a_stream_lets_go_of_what_every_group_has_done_and_of_nothing_else(
    surroundings: Surroundings, alpha: Tenant, join: Join
) -> None:
    client, stream = surroundings.redis.client, f"events:{TOPIC}"
    for number in range(1000):
        client.xadd(stream, {"event": str(number)})
    member = join()
    taken = member.take(500, 0.1)
    trim(client, stream, longest=100)
    assert client.xlen(stream) == 1000
    member.done(taken)
    trim(client, stream, longest=100)
    assert 500 <= int(client.xlen(stream)) < 700
    assert len(member.take(500, 0.1)) == 500
    trim(client, stream, longest=100, hard=200)
    assert int(client.xlen(stream)) < 400


def test_a_group_that_redis_lost_begins_anew_and_what_was_done_stays_done(
    surroundings: Surroundings, alpha: Tenant, join: Join
) -> None:
    with surroundings.relay(), working(QUEUE, join):
        first = commit(alpha, "first")
        assert wait_for(lambda: effects(alpha) == {first: 1}, 20)
        surroundings.redis.stop()
        surroundings.redis.start()
        second = commit(alpha, "second")
        assert wait_for(lambda: effects(alpha) == {first: 1, second: 1}, 30)


def test_attempts_wait_longer_each_time_and_an_end_comes_between_them(
    surroundings: Surroundings, alpha: Tenant
) -> None:
    commit(alpha, "slow")
    with surroundings.relay():
        assert wait_for(lambda: len(delivered(surroundings)) == 1, 10)
    stop = threading.Event()

    def refuses(event: Event) -> None:
        stop.set()
        raise InvalidInput("not this one")

    assert not work(replace(QUEUE, handle=refuses, pauses=(60.0,)), delivered(surroundings)[0], stop)
    with tenant_scope(alpha.id):
        assert not DeadLetter.objects.exists()
        assert InboxEntry.objects.get().attempts == 1


def test_the_publisher_says_when_redis_is_away(surroundings: Surroundings, alpha: Tenant) -> None:
    surroundings.redis.stop()
    event_id = commit(alpha, "away")
    with surroundings.relay():
        surroundings.redis.start()
        assert wait_for(lambda: len(delivered(surroundings)) == 1, 20)
    assert RedisPublisher(surroundings.redis.url) is not None
    assert event_id.encode() in delivered(surroundings)[0].raw
