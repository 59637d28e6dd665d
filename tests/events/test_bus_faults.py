"""Relays and consumers are killed while they work: all that was committed has its effect once, nothing else has any.

The ordinary run kills a few; ``make faults-bus`` and ``make faults-bus-kafka`` a hundred during 100,000 events.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from apps.events.models import OutboxEvent, Topic
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.embedded.processes import wait_for
from tests.events.counting import effects, orders
from tests.events.kafka_cluster import kafka_cluster
from tests.events.surroundings import Surroundings
from tests.events.test_relay import unpublished

pytestmark = pytest.mark.thorough

Keep = Callable[["subprocess.Popen[str]"], "subprocess.Popen[str]"]
EACH = 50
AGGREGATES = 97


@dataclass
class Writer:
    """Commits so many events of two tenants, and begins others that are rolled back."""

    tenants: tuple[Tenant, ...]
    events: int
    committed: set[str] = field(default_factory=set)
    rolled_back: set[str] = field(default_factory=set)

    def run(self) -> None:
        """All of them, in transactions of `EACH`."""
        chance = random.Random(3)
        numbers = [0] * AGGREGATES
        try:
            while len(self.committed) < self.events:
                self._transaction(chance, numbers)
        finally:
            connection.close()

    def _transaction(self, chance: random.Random, numbers: list[int]) -> None:
        back, rows = chance.random() < 0.2, []
        with tenant_scope(self.tenants[chance.randrange(len(self.tenants))].id):
            for _ in range(min(EACH, self.events - len(self.committed))):
                place = chance.randrange(AGGREGATES)
                numbers[place] += 1
                rows.append(
                    OutboxEvent(
                        topic=Topic.EXECUTION,
                        type="exec.completed",
                        aggregate_type="execution",
                        aggregate_id=f"execution-{place}",
                        payload={"number": str(numbers[place])},
                    )
                )
            OutboxEvent.objects.bulk_create(rows)
            if back:
                transaction.set_rollback(True)
        (self.rolled_back if back else self.committed).update(str(row.id) for row in rows)


@dataclass
class Fleet:
    """Two processes of each kind, of which the older one is killed and replaced again and again."""

    surroundings: Surroundings
    keep: Keep
    more: dict[str, str]
    member: tuple[str, ...]
    kinds: dict[str, list["subprocess.Popen[str]"]] = field(default_factory=dict)
    kills: int = 0

    def start(self) -> None:
        """Two of each."""
        for kind in ("relay", "member"):
            self.kinds[kind] = [self._one(kind) for _ in range(2)]

    def kill(self, kind: str) -> None:
        """The older one, without a word, and another in its place."""
        victim = self.kinds[kind].pop(0)
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()
        self.kills += 1
        self.kinds[kind].append(self._one(kind))

    def _one(self, kind: str) -> "subprocess.Popen[str]":
        words = ("-m", "django", "relay") if kind == "relay" else ("-m", "tests.events.counting_member", *self.member)
        return self.keep(self.surroundings.start(*words, more=self.more))


@contextmanager
def written(writer: Writer) -> Iterator[None]:
    """The writer at work beside a block."""
    thread = threading.Thread(target=writer.run)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def progress(surroundings: Surroundings) -> tuple[int, int]:
    """How many of the writer's events are published, and how many have had their effect."""
    with psycopg.connect(surroundings.service_url) as service:
        row = service.execute(
            "SELECT count(*) FILTER (WHERE type = 'exec.completed' AND published_at IS NOT NULL), "
            "count(*) FILTER (WHERE type = 'effect.done') FROM events_outboxevent"
        ).fetchone()
        assert row is not None
        return int(str(row[0])), int(str(row[1]))


def endure(
    surroundings: Surroundings, keep: Keep, more: dict[str, str], *, events: int, kills: int, member: str = ""
) -> tuple[Tenant, ...]:
    """Write, publish and consume while processes are killed; then compare. Whose events they were."""
    began, patience = time.monotonic(), 120.0
    tenants = tuple(tenant_create(slug=slug, name=slug) for slug in ("alpha", "beta"))
    writer, fleet = Writer(tenants, events), Fleet(surroundings, keep, more, tuple(member.split()))
    fleet.start()
    moved, before = time.monotonic(), (0, 0)
    with written(writer):
        while True:
            found = progress(surroundings)
            if found != before:
                moved, before = time.monotonic(), found
            # Hang guard: nothing at all has happened for so long.
            assert time.monotonic() - moved < patience, (found, fleet.kills)
            if fleet.kills < kills and sum(found) * (kills + 1) > 2 * events * (fleet.kills + 1):
                fleet.kill("relay" if fleet.kills % 2 else "member")
            elif found == (events, events):
                break
            time.sleep(0.1)
    seconds = time.monotonic() - began
    done = effects(*tenants)
    assert fleet.kills == kills
    assert len(writer.committed) == events
    assert len(writer.rolled_back) > events // 20
    assert done == dict.fromkeys(writer.committed, 1)
    # The effects are events themselves: they are told too.
    assert wait_for(lambda: unpublished(surroundings) == 0, patience)
    print(
        f"\n{events} events committed, {len(writer.rolled_back)} rolled back, {kills} kills: "
        f"{len(writer.committed - set(done))} lost, {sum(done.values()) - len(done)} doubled, "
        f"{len(writer.rolled_back & set(done))} of rolled-back transactions; {seconds:.0f} s",
        file=sys.stderr,
    )
    return tenants


def in_order(tenants: tuple[Tenant, ...]) -> bool:
    """Whether the effects of each aggregate came in the order in which it was written about."""
    found = [numbers for tenant in tenants for numbers in orders(tenant).values()]
    assert found
    return all(numbers == sorted(numbers) for numbers in found)


def order_in_the_stream(surroundings: Surroundings) -> dict[str, list[int]]:
    """Numbers of each aggregate as they stand in the stream, what was told twice left out."""
    found: dict[str, list[int]] = {}
    seen = set()
    entries: Any = surroundings.redis.client.xrange("events:agent.execution")
    for _, fields in entries:
        event = json.loads(fields[b"event"])
        if event["id"] not in seen:
            seen.add(event["id"])
            found.setdefault(event["subject"], []).append(int(event["sequence"]))
    return found


@contextmanager
def kafka() -> Iterator[dict[str, str]]:
    """Brokers for a block, and what processes are told of them; a killed member is missed after seconds."""
    options = json.dumps({"session.timeout.ms": 6000, "heartbeat.interval.ms": 1000})
    with kafka_cluster() as cluster:
        yield {"GREENLANG_KAFKA": cluster["bootstrap.servers"], "GREENLANG_KAFKA_OPTIONS": options}


def test_kills_lose_nothing_double_nothing_and_keep_the_order(surroundings: Surroundings, processes: Keep) -> None:
    endure(surroundings, processes, {}, events=1500, kills=6)
    for sequence in order_in_the_stream(surroundings).values():
        assert sequence == sorted(sequence)


def test_an_ordered_groups_effects_keep_their_order_through_kills(surroundings: Surroundings, processes: Keep) -> None:
    assert in_order(endure(surroundings, processes, {}, events=300, kills=2, member="ordered"))


def test_kills_lose_nothing_double_nothing_and_keep_the_order_on_kafka(
    surroundings: Surroundings, processes: Keep
) -> None:
    with kafka() as more:
        assert in_order(endure(surroundings, processes, more, events=300, kills=2))


@pytest.mark.long
def test_a_hundred_kills_during_a_hundred_thousand_events(surroundings: Surroundings, processes: Keep) -> None:
    endure(surroundings, processes, {}, events=100_000, kills=100)


@pytest.mark.long
def test_a_hundred_kills_during_a_hundred_thousand_events_on_kafka(surroundings: Surroundings, processes: Keep) -> None:
    with kafka() as more:
        assert in_order(endure(surroundings, processes, more, events=100_000, kills=100))
