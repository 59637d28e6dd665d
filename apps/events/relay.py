"""The relay: what the outbox holds, told on the bus.

At least once, in the order of each aggregate, nothing of a transaction that was rolled back. Transactions commit in
another order than they take their positions, so what is unpublished is found by ``published_at``, never by a
highest position. One relay works at a time (an advisory lock); others stand by and take over when it ends.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields

import psycopg

from apps.events.bus.interface import BusDown, Database, Publisher
from apps.events.envelope import OutboxRow
from greenlang.working_alone import Alone

logger = logging.getLogger(__name__)

BATCH = 500
POLL_SECONDS = 0.05
STANDBY_SECONDS = 0.5
RETRY_SECONDS = 0.5
HOLD_SECONDS = 120
"""Whoever holds a lock and stands still for so long loses it; longer than any bus is waited for."""
_TABLE = "events_outboxevent"
_COLUMNS = ", ".join("payload::text" if f.name == "payload" else f.name for f in fields(OutboxRow))
_UNPUBLISHED = f"SELECT {_COLUMNS} FROM {_TABLE} WHERE published_at IS NULL ORDER BY position LIMIT %s"  # noqa: S608
_PUBLISHED = (
    f"UPDATE {_TABLE} SET published_at = clock_timestamp() FROM unnest(%s::uuid[], %s::uuid[]) AS done(tenant, row)"  # noqa: S608
    " WHERE tenant_id = done.tenant AND id = done.row"
)


@dataclass(frozen=True, slots=True)
class Relay:
    """Publishes until it is told to stop; a database or bus that is away is waited for.

    Args:
        database_url: connects as the service role, which sees every tenant's outbox and nothing else.
        bus: makes a publisher; asked again after each failure.
    """

    database_url: str
    bus: Callable[[], Publisher]

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set."""
        told = ""
        while not stop.is_set():
            try:
                self._work(stop)
            except (psycopg.Error, BusDown, OSError) as error:
                message = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
                if message != told:
                    logger.warning("the relay waits: %s", message)
                told = message
                stop.wait(RETRY_SECONDS)

    def _work(self, stop: threading.Event) -> None:
        with (
            psycopg.connect(self.database_url, autocommit=True, application_name="greenlang relay") as database,
            self.bus() as bus,
        ):
            while not holds_lock(database, Alone.RELAY.value):
                if stop.wait(STANDBY_SECONDS):
                    return
            logger.info("the relay publishes")
            while not stop.is_set():
                bus.recover(database)
                if publish(database, bus) < BATCH:
                    stop.wait(POLL_SECONDS)


def publish(database: Database, bus: Publisher) -> int:
    """Publish the oldest unpublished events, at most a batch of them; how many.

    A process that ends between telling and noting tells again: consumers know an event by its id.
    """
    with database.cursor(row_factory=psycopg.rows.class_row(OutboxRow)) as cursor:
        rows = cursor.execute(_UNPUBLISHED, [BATCH]).fetchall()
    if rows:
        bus.publish(rows)
        database.execute(_PUBLISHED, [[row.tenant_id for row in rows], [row.id for row in rows]])
    return len(rows)


def holds_lock(database: Database, key: int) -> bool:
    """Whether this connection has an advisory lock, tried for once.

    It is let go when the connection ends, which the server ends itself where nothing is asked over it for
    `HOLD_SECONDS`: a process that was stopped keeps nobody from taking over.
    """
    row = database.execute(
        "SELECT pg_try_advisory_lock(%s), set_config('idle_session_timeout', %s, false)", [key, f"{HOLD_SECONDS}s"]
    ).fetchone()
    return bool(row and row[0])
