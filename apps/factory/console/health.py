"""How the installation does: what it stands on, who works beside the requests, and the entered tenant's ledger.

Nothing is asked for longer than a second, and what does not answer is told instead of raised.
"""

import time
import uuid
from dataclasses import dataclass
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from redis.exceptions import RedisError

from apps.calculations.models import LedgerHead, LedgerVerification
from apps.calculations.services.checkpoints import anchors
from apps.events.models import OutboxEvent
from apps.factory.console.bounded import count
from greenlang.caching import counters
from greenlang.caching.redis_tier import connect
from greenlang.errors import GreenLangError
from greenlang.isolation import current_tenant

SECONDS = 0.5
"""What Redis and the workers are waited for."""
LATE_SECONDS = 60
"""From which on an event that is not published yet is late."""

OK, WAITS, WRONG, UNKNOWN = "ok", "waits", "wrong", "unknown"

_ALONE = {
    "greenlang relay": ("Relay", "publishes what the outbox holds"),
    "greenlang sweeper": ("Sweeper", "finds work that a broker lost"),
    "greenlang watcher": ("Watcher", "measures agents minute by minute"),
}
_DATABASE = """
SELECT current_setting('server_version'), pg_database_size(current_database()),
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
       current_setting('max_connections')::int
"""
_SESSIONS = "SELECT application_name, count(*) FROM pg_stat_activity WHERE application_name = ANY(%s) GROUP BY 1"


@dataclass(frozen=True, slots=True)
class Sign:
    """One part: its state (`OK`, `WAITS`, `WRONG` or `UNKNOWN`), that in a few words, and figures with their names."""

    name: str
    state: str
    told: str
    facts: tuple[tuple[str, str], ...] = ()


def health() -> list[Sign]:
    """Every part, in the order in which one depends on the other."""
    signs = [_database(), _redis(), _queue(), *_alone(), _cache()]
    tenant_id = current_tenant()
    return [*signs, _outbox(), _ledger(tenant_id)] if tenant_id else signs


def _database() -> Sign:
    began = time.perf_counter()
    try:
        # A savepoint: a query that fails must not end the page's transaction.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_DATABASE)
            version, size, used, most = cursor.fetchone()
    except DatabaseError as error:
        return Sign("PostgreSQL", WRONG, _first_line(error))
    took = (time.perf_counter() - began) * 1000
    state = WAITS if used > most * 0.8 else OK
    told = "answers" if state == OK else "has few connections left"
    facts = (("Answer", f"{took:.1f} ms"), ("Version", version), ("Size", size_told(size)))
    return Sign("PostgreSQL", state, told, (*facts, ("Connections", f"{used} of {most}")))


def _redis() -> Sign:
    began = time.perf_counter()
    try:
        with connect(settings.REDIS_URL, timeout=SECONDS) as client:
            client.ping()
            took = (time.perf_counter() - began) * 1000
            memory: dict[str, Any] = client.info("memory")
            stats: dict[str, Any] = client.info("stats")
    except (RedisError, OSError) as error:
        return Sign("Redis", WRONG, _first_line(error))
    most = int(memory.get("maxmemory", 0))
    used = size_told(int(memory["used_memory"])) + (f" of {size_told(most)}" if most else "")
    found, missed = int(stats["keyspace_hits"]), int(stats["keyspace_misses"])
    facts = (
        ("Answer", f"{took:.1f} ms"),
        ("Memory", used),
        ("Found, of all processes’ look-ups", _share({"hits": found, "misses": missed})),
        ("Let go of for want of memory", f"{int(stats['evicted_keys']):,}"),
    )
    return Sign("Redis", OK, "answers", facts)


def _queue() -> Sign:
    try:
        with connect(settings.REDIS_URL, timeout=SECONDS) as client:
            waiting = int(client.llen(current_app.conf.task_default_queue))
        heard = current_app.control.ping(timeout=SECONDS) or []
    except Exception as error:  # the broker's library raises many kinds; whichever, the queue cannot be told of
        return Sign("Workers", WRONG, _first_line(error))
    facts = (("Tasks waiting", f"{waiting:,}"), ("Workers heard", str(len(heard))))
    if not heard:
        return Sign("Workers", WRONG, "no worker answers: builds, runs and reports wait", facts)
    return Sign("Workers", OK, "answer", facts)


def _alone() -> list[Sign]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_SESSIONS, [list(_ALONE)])
            found = dict(cursor.fetchall())
    except DatabaseError as error:
        return [Sign("Relay, sweeper, watcher", UNKNOWN, _first_line(error))]
    return [_one(name, what, found.get(session, 0)) for session, (name, what) in _ALONE.items()]


def _one(name: str, what: str, sessions: int) -> Sign:
    if not sessions:
        return Sign(name, WRONG, f"is not there; it {what}")
    standing_by = f", {sessions - 1} standing by" if sessions > 1 else ""
    return Sign(name, OK, f"{what}{standing_by}")


def _cache() -> Sign:
    totals = counters.totals()
    names = {"L1": "Memory", "L2": "Redis"}
    facts = tuple((f"Hits in {names[tier].lower()}", _share(totals[tier])) for tier in names if tier in totals)
    errors = sum(each["errors"] for each in totals.values())
    told = "works; the figures are this process's" if facts else "this process has looked nothing up yet"
    return Sign("Cache", WAITS if errors else OK, told, (*facts, ("Answers a tier could not give", f"{errors:,}")))


def _share(tier: dict[str, int]) -> str:
    asked = tier["hits"] + tier["misses"]
    return f"{tier['hits']:,} of {asked:,}" + (f" ({tier['hits'] * 100 // asked} %)" if asked else "")


def _outbox() -> Sign:
    unpublished = OutboxEvent.objects.filter(published_at=None)
    oldest = unpublished.order_by("position").first()
    if oldest is None:
        return Sign("Outbox", OK, "every event of this tenant is published")
    seconds = int((timezone.now() - oldest.recorded_at).total_seconds())
    facts = (("Not published", str(count(unpublished))), ("Oldest", f"{seconds:,} s"))
    late = seconds > LATE_SECONDS
    return Sign("Outbox", WRONG if late else OK, "events wait for the relay" if late else "is being published", facts)


def _ledger(tenant_id: uuid.UUID) -> Sign:
    head = LedgerHead.objects.filter(tenant_id=tenant_id).first()
    if head is None:
        return Sign("Ledger", OK, "has no record yet")
    records = ("Records", f"{head.sequence:,}")
    try:
        last = anchors(tenant_id).last
    except GreenLangError as error:
        return Sign("Ledger", WRONG, str(error), (records,))
    after = head.sequence - (last.sequence if last else 0)
    facts: tuple[tuple[str, str], ...] = (
        records,
        ("Last checkpoint", f"record {last.sequence:,}" if last else "none"),
        ("After it", f"{after:,}"),
    )
    verified = LedgerVerification.objects.order_by("-at").first()
    if verified is None:
        return Sign("Ledger", WAITS, "was not verified as a whole yet", facts)
    facts = (*facts, ("Verified", f"{verified.at:%Y-%m-%d %H:%M}, to record {verified.head_sequence:,}"))
    if not verified.holds:
        return Sign("Ledger", WRONG, f"does not hold at record {verified.bad_sequence}: {verified.reason}", facts)
    anchored = "is anchored by signed checkpoints" if last else "is not anchored by any checkpoint"
    return Sign("Ledger", OK if last else WAITS, f"{anchored}; every hash and link held", facts)


def size_told(size: int) -> str:
    """Bytes as people read them: "1.2 GB"."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= step:
            return f"{size * 10 // step / 10:,.1f} {unit}"
    return f"{size} bytes"


def _first_line(error: Exception) -> str:
    text = str(error).strip() or type(error).__name__
    return text.splitlines()[0][:200]
