"""Consumer groups: each event of their topics is done once, or becomes a dead letter after the last attempt.

A room registers its groups when Django is ready; the command ``consume`` runs one worker for each of them.
"""

import logging
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psycopg
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection

from apps.events.bus.interface import BusDown, Database, Delivery, Subscription
from apps.events.dead_letters import dead_letter_record
from apps.events.envelope import BadEnvelope, Event
from apps.events.inbox import begin_attempt, mark_seen
from apps.events.models import DeadLetter
from apps.events.relay import holds_lock
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope

log = logging.getLogger(__name__)

KIND = "consumer"
"""Of the dead letters written here; their source is the group."""
TAKE = 100
WAIT_SECONDS = 0.5
RETRY_SECONDS = 0.5
STANDBY_SECONDS = 0.5
_NOT_MIGRATED = {"42P01", "42703"}
"""PostgreSQL's codes for a table and a column that is not there."""


@dataclass(frozen=True, slots=True)
class Group:
    """Consumers that share a work: each event is done by one of them.

    Attributes:
        handle: does an event's effect in the database, in the tenant's scope and one transaction with the note that
            it is done. Effects elsewhere are not undone with the transaction: begin them by a row.
        ordered: events of an aggregate are done one after the other. On Redis one member works then, others stand by.
        attempts: after so many an event becomes a dead letter.
        pauses: seconds before each further attempt; the last one counts on.
    """

    name: str
    topics: tuple[str, ...]
    handle: Callable[[Event], None]
    ordered: bool = True
    attempts: int = 3
    pauses: tuple[float, ...] = (0.5, 2.0)


groups: dict[str, Group] = {}
"""Those of this product, by name."""


def group_register(group: Group) -> None:
    """Make a group known; once a name and process.

    Raises:
        ValueError: the name is taken.
    """
    if groups.setdefault(group.name, group) != group:
        raise ValueError(f"there is a group {group.name} already")


def letter_replay(letter: DeadLetter) -> str:
    """Do a dead letter's event again, by its group.

    Raises:
        GreenLangError: it failed again, or is unreadable still.
    """
    group = groups.get(letter.source)
    if group is None:
        raise BadEnvelope(f"There is no group {letter.source} any more.", where="source", mend="Dismiss it.")
    event = Event.read(letter.payload["topic"], letter.payload["event"].encode())
    try:
        with tenant_scope(event.tenant_id):
            group.handle(event)
    except GreenLangError:
        raise
    except Exception as error:
        log.exception("%s failed again on %s", group.name, event.id)
        raise HandlerFailed(_reason(error)) from error
    return f"{group.name} did {event.type} {event.aggregate_id}"


class HandlerFailed(GreenLangError):
    """A consumer's work met something nobody foresaw."""

    code = "consumer-failed"


@dataclass
class Worker:
    """One member of a group.

    Args:
        join: makes a subscription; asked again after each failure of the bus.
        lock_url: the database in which an ordered group's only worker holds its lock; empty: order is kept by the bus.
    """

    group: Group
    join: Callable[[], Subscription]
    lock_url: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until ``stop`` is set; a database or bus that is away is waited for."""
        told = ""
        while not self.stop.is_set():
            try:
                self._work()
            except (psycopg.Error, BusDown, OSError, DatabaseError, InterfaceError) as error:
                message = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
                if message != told:
                    log.warning("%s waits: %s", self.group.name, message)
                told = message
            except Exception:
                log.exception("%s begins anew", self.group.name)
            else:
                continue
            connection.close()
            self.stop.wait(RETRY_SECONDS)
        connection.close()

    def _work(self) -> None:
        if not (self.group.ordered and self.lock_url):
            self._consume(None)
            return
        name = f"greenlang {self.group.name}"
        with psycopg.connect(self.lock_url, autocommit=True, application_name=name) as lock:
            while not holds_lock(lock, lock_key(self.group.name)):
                if self.stop.wait(STANDBY_SECONDS):
                    return
            self._consume(lock)

    def _consume(self, lock: Database | None) -> None:
        subscription = self.join()
        try:
            while not self.stop.is_set():
                taken = subscription.take(TAKE, WAIT_SECONDS)
                if lock is not None:
                    lock.execute("SELECT 1")  # raises where the lock went with its connection
                done = self._all(taken, lock)
                if done:
                    subscription.done(done)
        finally:
            subscription.close()

    def _all(self, taken: Sequence[Delivery], lock: Database | None) -> list[Delivery]:
        done = []
        for delivery in taken:
            if self.stop.is_set():
                break
            if lock is not None:
                lock.execute("SELECT 1")  # what is slow keeps the lock, what has lost it ends here
            if not work(self.group, delivery, self.stop):
                break
            done.append(delivery)
        return done


def lock_key(group: str) -> int:
    """Key of the advisory lock of a group's only worker."""
    return 4_740_114_000_000_000 + zlib.crc32(group.encode())


def work(group: Group, delivery: Delivery, stop: threading.Event) -> bool:
    """Do one event, whatever it takes; False where ``stop`` came between two attempts.

    Raises:
        OperationalError, InterfaceError: the database is away; it was no attempt.
    """
    try:
        event = Event.read(delivery.topic, delivery.raw)
    except BadEnvelope as error:
        _bury_unreadable(group, delivery, error)
        return True
    attempt = _begin(group, event, first=2) if delivery.again else 1
    while attempt:
        if attempt > group.attempts:
            _bury(group, event, "The worker ended each time it was at this event.", attempt - 1)
            return True
        reason = _try(group, event)
        if reason is None:
            return True
        if attempt == 1:
            _begin(group, event, first=1)
        if attempt >= group.attempts:
            _bury(group, event, reason, attempt)
            return True
        if stop.wait(group.pauses[min(attempt, len(group.pauses)) - 1]):
            return False
        attempt = _begin(group, event, first=2)
    return True


def handle_once(group: Group, event: Event) -> bool:
    """The effect and the note of it, together; whether this was the first time."""
    with tenant_scope(event.tenant_id):
        first = mark_seen(group.name, event.id)
        if first:
            group.handle(event)
    return first


def _try(group: Group, event: Event) -> str | None:
    """Why it failed; None: it is done."""
    try:
        handle_once(group, event)
    except (OperationalError, InterfaceError, ProgrammingError) as error:
        _raise_if_away(error)
        return _reason(error)
    except GreenLangError as error:
        return str(error)
    except Exception as error:
        log.exception("%s failed on %s", group.name, event.id)
        return _reason(error)
    return None


def _raise_if_away(error: Exception) -> None:
    """A statement that fails for itself is the handler's fault; a database that is away, or has not all its tables
    yet, is nobody's.
    """
    if getattr(error.__cause__, "sqlstate", "") in _NOT_MIGRATED:
        raise error
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        raise error from None


def _begin(group: Group, event: Event, *, first: int) -> int:
    with tenant_scope(event.tenant_id):
        return begin_attempt(group.name, event.id, first=first)


def _bury(group: Group, event: Event, reason: str, attempts: int) -> None:
    """A dead letter, and done for the bus; both together."""
    with tenant_scope(event.tenant_id):
        if mark_seen(group.name, event.id):
            dead_letter_record(
                kind=KIND,
                source=group.name,
                subject=str(event.id),
                payload={"topic": event.topic, "event": event.raw.decode()},
                reason=reason,
                attempts=attempts,
            )


def _bury_unreadable(group: Group, delivery: Delivery, error: BadEnvelope) -> None:
    """Whose it was cannot be known: it is kept among the platform's own rows."""
    log.error("%s cannot read %s: %s", group.name, delivery.at, error)
    text = delivery.raw.decode("utf-8", "backslashreplace").replace("\x00", "\\x00")
    with tenant_scope(NIL_TENANT):
        dead_letter_record(
            kind=KIND,
            source=group.name,
            subject=delivery.at,
            payload={"topic": delivery.topic, "event": text},
            reason=str(error),
            attempts=1,
        )


def _reason(error: Exception) -> str:
    return f"Unforeseen: {type(error).__name__}: {str(error)[:1000]}"
