"""What agents did is counted once, by the minute; what is amiss is told."""

import threading
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from hypothesis import given
from hypothesis import strategies as st

from apps.agents.models import AgentVersion
from apps.events.dead_letters import dead_letter_record
from apps.events.event_types import TOPIC_OF
from apps.events.models import DeadLetter, OutboxEvent, Topic
from apps.events.services import event_record
from apps.runtime.models import Run
from apps.runtime.watching import watcher
from apps.runtime.watching.minutes import CATCH_UP, FEWEST_FAILED, LOOK_BACK, SETTLED, Minute, minutes_tell
from apps.runtime.watching.watcher import Watcher
from greenlang.isolation import tenant_scope
from tests.house import House

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ALERT = "alert.triggered"
LATER = NOON + timedelta(minutes=2)


def published(
    version: AgentVersion, event: str, at: datetime, published_at: datetime | None = None, **more: Any
) -> None:
    """An event, recorded and published then."""
    row = event_record(
        topic=Topic(TOPIC_OF[event]), event=event, aggregate_type="execution", aggregate_id=str(uuid.uuid4()),
        payload={"agent_id": version.agent.slug, "version": version.version, **more},
    )  # fmt: skip
    OutboxEvent.objects.filter(id=row.id).update(recorded_at=at, published_at=published_at or at)


def told(since: int = 0) -> list[OutboxEvent]:
    return list(OutboxEvent.objects.filter(topic=Topic.METRICS, position__gt=since).order_by("position"))


@pytest.fixture
def version(house: House, db: None) -> AgentVersion:
    with tenant_scope(house.alpha.id):
        # Only what a test publishes is counted.
        OutboxEvent.objects.update(recorded_at=NOON - timedelta(days=1), published_at=NOON - timedelta(days=1))
        return AgentVersion.objects.select_related("agent").get(id=house.version.id)


def test_a_minute_is_counted_once_when_it_is_over_with_a_batchs_every_row(house: House, version: AgentVersion) -> None:
    with tenant_scope(house.alpha.id):
        for second in (0, 20, 59):
            published(version, "exec.completed", NOON + timedelta(seconds=second))
        published(version, "exec.completed", NOON, calculations=1000)
        published(version, "exec.failed", NOON)
        published(version, "exec.completed", NOON + timedelta(minutes=1))
        assert minutes_tell(now=NOON + timedelta(minutes=1) + SETTLED - timedelta(seconds=1)) == 0
        assert [minutes_tell(now=LATER), minutes_tell(now=LATER)] == [1, 0]
        (row,) = told()
    assert (row.type, row.aggregate_id) == ("metrics.batch", str(version.id))
    assert row.payload == {
        "agent_id": "stationary-combustion", "version": version.version, "from": "2026-05-04T12:00:00+00:00",
        "to": "2026-05-04T12:01:00+00:00", "completed": "1003", "failed": "1",
    }  # fmt: skip


@given(st.integers(0, 3), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4))
def test_a_minute_alarms_where_many_failed_and_at_least_half(offset: int, pairs: list[tuple[int, int]]) -> None:
    for completed, failed in pairs:
        minute = Minute(NOON + timedelta(minutes=offset), "a", "1.0.0", completed, failed)
        assert minute.alarming == (failed >= FEWEST_FAILED and failed * 2 >= completed + failed)


def test_a_run_tells_that_it_has_begun(house: House) -> None:
    with tenant_scope(house.alpha.id):
        run = Run.objects.get()
        row = OutboxEvent.objects.get(type="exec.started", aggregate_type="run", aggregate_id=str(run.id))
        assert row.payload["rows"] == str(run.rows)


def test_many_failures_and_dead_letters_are_told_once(house: House, version: AgentVersion) -> None:
    with tenant_scope(house.alpha.id):
        for _ in range(FEWEST_FAILED):
            published(version, "exec.failed", NOON)
        for subject in ("1", "2"):
            dead_letter_record(kind="batch-row", source="run", subject=subject, payload={}, reason="", attempts=3)
        DeadLetter.objects.update(recorded_at=NOON)
        assert [minutes_tell(now=LATER), minutes_tell(now=LATER)] == [3, 0]
        rows = told()
    assert [row.type for row in rows] == ["metrics.batch", "alert.triggered", "alert.triggered"]
    assert [row.payload["reason"] for row in rows[1:]] == [
        "10 of 10 executions failed.", "2 of “batch-row” came to the dead letters.",
    ]  # fmt: skip
    with tenant_scope(house.beta.id):
        assert minutes_tell(now=LATER) == 0


def test_a_watcher_that_was_away_counts_what_it_missed(house: House, version: AgentVersion) -> None:
    with tenant_scope(house.alpha.id):
        published(version, "exec.completed", NOON)
        after = NOON + LOOK_BACK + timedelta(hours=1)
        assert minutes_tell(now=after) == 0
        assert minutes_tell(now=after, back=CATCH_UP) == 1


def test_what_the_overseer_found_not_to_answer_is_told_once(house: House, version: AgentVersion) -> None:
    with tenant_scope(house.alpha.id):
        for health, reason in (("answers", ""), ("down", "The image cannot be pulled."), ("degraded", "")):
            published(version, "agent.health", NOON, health=health, reason=reason)
        assert [minutes_tell(now=LATER), minutes_tell(now=LATER)] == [2, 0]
        assert [(row.payload["alert"], row.payload["reason"]) for row in told() if row.type == ALERT] == [
            ("agent-does-not-answer", "The image cannot be pulled."), ("agent-does-not-answer", "It is degraded."),
        ]  # fmt: skip


def test_a_round_takes_every_tenant_and_the_first_looks_further_back(
    house: House, version: AgentVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[timedelta] = []

    def counted(*, now: datetime, back: timedelta) -> int:
        done.append(back)
        if len(done) == 1:
            raise ZeroDivisionError
        return 0

    monkeypatch.setattr(watcher, "minutes_tell", counted)
    found = Watcher("", lambda: [house.alpha.id, house.beta.id])
    found.round()
    found.round()
    assert done == [CATCH_UP, CATCH_UP, LOOK_BACK, LOOK_BACK]

    def away(*, now: datetime, back: timedelta) -> int:
        raise DatabaseError("the database is away")

    monkeypatch.setattr(watcher, "minutes_tell", away)
    with pytest.raises(DatabaseError):
        found.round()


def test_one_watcher_works_until_it_is_told_to_stop(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings
    from django.db import connection

    from greenlang.embedded import postgres

    monkeypatch.setattr(watcher, "ROUND_SECONDS", 0.02)
    url = postgres.dsn(settings.DATA, settings.DATABASE_ROLES["service"], connection.settings_dict["NAME"])
    rounds, stop = threading.Semaphore(0), threading.Event()

    def owners() -> list[uuid.UUID]:
        rounds.release()
        return []

    threads = [threading.Thread(target=Watcher(url, owners, stop).run) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert all(rounds.acquire(timeout=20) for _ in range(3))
    stop.set()
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()
