"""The relay: what the outbox holds, told on Redis Streams.

At least once, in the order of each aggregate, nothing of a transaction that was rolled back. Transactions commit in
another order than they take their positions, so what is unpublished is found by ``published_at``, never by a
highest position. One relay works at a time (an advisory lock); others stand by and take over when it ends.
"""

import json
import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, fields

import psycopg
import redis

from apps.events.envelope import OutboxRow, envelope
from greenlang.caching.invalidation import stream_name, tags_of
from greenlang.caching.redis_tier import EVERYTHING, connect, renew_generations

logger = logging.getLogger(__name__)

BATCH = 500
POLL_SECONDS = 0.05
STANDBY_SECONDS = 0.5
RETRY_SECONDS = 0.5
LONGEST_STREAM = 100_000
"""Entries a stream keeps, roughly; who was away longer starts anew."""
REDIS_SECONDS = 5.0
RUN_KEY = "events:redis-run"
AGAIN_SECONDS = 10
"""What a Redis that was restarted may have lost (it saves every second), and ample time beside."""
_LOCK = 4_740_113_005
"""Key of the advisory lock that lets one relay work at a time."""
_TABLE = "events_outboxevent"
_COLUMNS = ", ".join("payload::text" if f.name == "payload" else f.name for f in fields(OutboxRow))
_UNPUBLISHED = f"SELECT {_COLUMNS} FROM {_TABLE} WHERE published_at IS NULL ORDER BY position LIMIT %s"  # noqa: S608
_PUBLISHED = (
    f"UPDATE {_TABLE} SET published_at = clock_timestamp() FROM unnest(%s::uuid[], %s::uuid[]) AS done(tenant, row)"  # noqa: S608
    " WHERE tenant_id = done.tenant AND id = done.row"
)
_AGAIN = f"UPDATE {_TABLE} SET published_at = NULL WHERE published_at > clock_timestamp() - make_interval(secs => %s)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Relay:
    """Publishes until it is told to stop; a database or Redis that is away is waited for.

    Args:
        database_url: connects as the service role, which sees every tenant's outbox and nothing else.
        redis_url: where the streams are.
    """

    database_url: str
    redis_url: str

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set."""
        told = ""
        while not stop.is_set():
            try:
                self._work(stop)
            except (psycopg.Error, redis.RedisError, OSError) as error:
                message = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
                if message != told:
                    logger.warning("the relay waits: %s", message)
                told = message
                stop.wait(RETRY_SECONDS)

    def _work(self, stop: threading.Event) -> None:
        with (
            psycopg.connect(self.database_url, autocommit=True, application_name="greenlang relay") as database,
            connect(self.redis_url, timeout=REDIS_SECONDS) as streams,
        ):
            while not _holds_lock(database):
                if stop.wait(STANDBY_SECONDS):
                    return
            logger.info("the relay publishes")
            while not stop.is_set():
                make_good(database, streams)
                if publish(database, streams) < BATCH:
                    stop.wait(POLL_SECONDS)


def publish(database: "psycopg.Connection[tuple[object, ...]]", streams: redis.Redis) -> int:
    """Publish the oldest unpublished events, at most a batch of them; how many.

    A process that ends between telling and noting tells again: consumers know an event by its id.
    """
    with database.cursor(row_factory=psycopg.rows.class_row(OutboxRow)) as cursor:
        rows = cursor.execute(_UNPUBLISHED, [BATCH]).fetchall()
    if rows:
        _tell(rows, streams)
        database.execute(_PUBLISHED, [[row.tenant_id for row in rows], [row.id for row in rows]])
    return len(rows)


def _tell(rows: Sequence[OutboxRow], streams: redis.Redis) -> None:
    """All of them or none: new generations for what they make old, then the events."""
    pipeline = streams.pipeline(transaction=True)
    old = {
        tag: None
        for row in rows
        for tag in tags_of(row.topic, row.type, tenant=row.tenant_id, data=json.loads(row.payload))
    }
    renew_generations(pipeline, tuple(old))
    for row in rows:
        pipeline.xadd(stream_name(row.topic), {"event": envelope(row)}, maxlen=LONGEST_STREAM, approximate=True)
    pipeline.execute()


def _holds_lock(database: "psycopg.Connection[tuple[object, ...]]") -> bool:
    row = database.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
    return bool(row and row[0])


def make_good(database: "psycopg.Connection[tuple[object, ...]]", streams: redis.Redis) -> None:
    """Where Redis was started anew since the last time, it may have lost its last moments: what was published last is
    published again, and nothing cached is believed any more.
    """
    run = str(streams.info("server")["run_id"])
    known = streams.get(RUN_KEY)
    if known != run.encode():
        database.execute(_AGAIN, [AGAIN_SECONDS])
        pipeline = streams.pipeline(transaction=True)
        renew_generations(pipeline, (EVERYTHING,))
        pipeline.set(RUN_KEY, run)
        pipeline.execute()
