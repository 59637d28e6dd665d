"""What was executed in each minute, counted from the events that tell of it, each of them once.

An event belongs to the minute in which it was recorded. It may be published later, or a second time, and a long
transaction may commit after its minute was told of: what was told of a minute is kept beside it, and only what came in
addition is told again.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncMinute

from apps.agents.models import AgentVersion
from apps.events.inbox import mark_seen
from apps.events.models import DeadLetter, InboxEntry, OutboxEvent, Topic
from apps.events.services import event_record
from apps.runtime.deployers.contract import Health

GROUP = "metrics"
SETTLED = timedelta(seconds=30)
"""So long after a minute most of what it recorded is published."""
LOOK_BACK = timedelta(minutes=5)
CATCH_UP = timedelta(hours=6)
"""How far a watcher that has just begun looks back; what was published earlier and not told of stays untold."""
FEWEST_FAILED = 10
"""Failures of a minute below which nobody is alarmed."""
_TABLE = OutboxEvent._meta.db_table
# All of a minute is counted in which something was published lately.
_COUNTS = f"""
WITH touched AS (
    SELECT DISTINCT date_trunc('minute', recorded_at) AS minute FROM {_TABLE}
    WHERE published_at >= %(since)s AND type IN ('exec.completed', 'exec.failed') AND recorded_at < %(until)s
)
SELECT minute, payload->>'agent_id', payload->>'version',
    coalesce(sum(coalesce((payload->>'calculations')::bigint, 1)) FILTER (WHERE type = 'exec.completed'), 0)::bigint,
    count(*) FILTER (WHERE type = 'exec.failed')
FROM {_TABLE} JOIN touched ON minute = date_trunc('minute', recorded_at)
WHERE published_at >= (SELECT min(minute) FROM touched) AND type IN ('exec.completed', 'exec.failed')
    AND payload->>'version' IS NOT NULL
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""  # noqa: S608 - the name comes from the model


@dataclass(frozen=True, slots=True)
class Minute:
    """What one version did in one minute."""

    at: datetime
    agent_id: str
    version: str
    completed: int
    failed: int

    @property
    def alarming(self) -> bool:
        """So many failed, and at least half."""
        return self.failed >= FEWEST_FAILED and self.failed >= self.completed

    def beyond(self, told: list[int]) -> "Minute":
        """What came since so many completed and failed ones were told of."""
        return replace(self, completed=max(0, self.completed - told[0]), failed=max(0, self.failed - told[1]))

    def as_document(self) -> dict[str, str]:
        """For events."""
        return {
            "agent_id": self.agent_id,
            "version": self.version,
            **_span(self.at),
            "completed": str(self.completed),
            "failed": str(self.failed),
        }


def minutes_tell(*, now: datetime, back: timedelta = LOOK_BACK) -> int:
    """Record what is to be told of the present tenant's minutes that are over: ``metrics.batch`` of each version that
    did something, ``alert.triggered`` where it failed too often, does not answer, or work came to the dead letters.

    Returns:
        How many events.
    """
    until = (now - SETTLED).replace(second=0, microsecond=0)
    since = until - back
    return _executions_tell(since, until) + _health_tell(since) + _letters_tell(since, until)


def _executions_tell(since: datetime, until: datetime) -> int:
    told = 0
    for at, minutes in groupby(_counts(since, until), key=lambda minute: minute.at):
        note, _ = InboxEntry.objects.select_for_update(of=("self",)).get_or_create(
            group=GROUP, message_id=_name(at, "executions"), defaults={"result": {}, "seen_at": until}
        )
        told_of: dict[str, list[int]] = note.result or {}
        for minute in minutes:
            subject = f"{minute.agent_id}@{minute.version}"
            before = told_of.get(subject, [0, 0])
            fresh = minute.beyond(before)
            if fresh.completed or fresh.failed:
                told += _minute_tell(fresh)
                told_of[subject] = [before[0] + fresh.completed, before[1] + fresh.failed]
        note.result = told_of
        note.save(update_fields=["result"])
    return told


def _counts(since: datetime, until: datetime) -> Iterator[Minute]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"since": since, "until": until})
        rows = cursor.fetchall()
    return (Minute(*row) for row in rows)


def _minute_tell(minute: Minute) -> int:
    version = AgentVersion.objects.get(agent__slug=minute.agent_id, version=minute.version)
    told = _tell("metrics.batch", "agent_version", str(version.id), minute.as_document())
    if minute.alarming:
        many = f"{minute.failed} of {minute.failed + minute.completed} executions failed."
        told += _alarm("executions-fail", many, "agent_version", str(version.id), minute.as_document())
    return told


def _health_tell(since: datetime) -> int:
    """Versions that the overseer found not to answer."""
    told = 0
    bad = OutboxEvent.objects.filter(type="agent.health", published_at__gte=since).exclude(
        payload__health=Health.ANSWERS
    )
    for row in bad.order_by("position"):
        if mark_seen(GROUP, row.id):
            reason = row.payload["reason"] or f"It is {row.payload['health']}."
            told += _alarm("agent-does-not-answer", reason, row.aggregate_type, row.aggregate_id, row.payload)
    return told


def _letters_tell(since: datetime, until: datetime) -> int:
    letters = DeadLetter.objects.filter(recorded_at__gte=since, recorded_at__lt=until).order_by()
    told = 0
    for row in letters.annotate(at=TruncMinute("recorded_at")).values("at", "kind").annotate(letters=Count("id")):
        if mark_seen(GROUP, _name(row["at"], row["kind"])):
            reason = f"{row['letters']} of “{row['kind']}” came to the dead letters."
            document = {"kind": row["kind"], "letters": str(row["letters"]), **_span(row["at"])}
            told += _alarm("dead-letters", reason, "dead_letters", row["kind"], document)
    return told


def _alarm(alert: str, reason: str, kind: str, subject: str, document: dict[str, str]) -> int:
    return _tell("alert.triggered", kind, subject, {**document, "alert": alert, "reason": reason})


def _tell(event: str, kind: str, subject: str, document: dict[str, str]) -> int:
    event_record(topic=Topic.METRICS, event=event, aggregate_type=kind, aggregate_id=subject, payload=document)
    return 1


def _span(at: datetime) -> dict[str, str]:
    return {"from": at.isoformat(), "to": (at + timedelta(minutes=1)).isoformat()}


def _name(at: datetime, what: str) -> uuid.UUID:
    """By which a minute is known among a tenant's own notes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:greenlang:minute:{at.isoformat()}:{what}")
