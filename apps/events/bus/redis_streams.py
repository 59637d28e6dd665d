"""The bus on Redis Streams: one stream a topic, in the order of the outbox."""

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

import redis
from django.conf import settings

from apps.events.bus.interface import BusDown, Database, Delivery
from apps.events.envelope import OutboxRow, envelope
from apps.events.models import Topic
from greenlang.caching.invalidation import stream_name, tags_of
from greenlang.caching.redis_tier import EVERYTHING, connect, renew_generations

logger = logging.getLogger(__name__)

LONGEST_STREAM = 100_000
"""Entries a stream keeps, roughly, once every group has done with them."""
HARD_LIMIT = 1_000_000
"""Entries a stream never exceeds by much, whoever has not read them; the outbox has them as long as it keeps them."""
TRIM_EVERY = 20
REDIS_SECONDS = 5.0
CLAIM_SECONDS = 20.0
"""A member that has not finished after so long is taken for dead."""
RUN_KEY = "events:redis-run"
TOLD_KEY = "events:told-until"
"""The database's clock before the last batch that this Redis has: it is lost together with what it speaks of."""
CLOCK_SECONDS = 10
"""How far the database's clock may step back, as when another server takes its place."""
FIELD = b"event"
_AGAIN = (
    "UPDATE events_outboxevent SET published_at = NULL"
    " WHERE published_at > COALESCE(%s::timestamptz - make_interval(secs => %s), '-infinity')"
)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except (redis.RedisError, OSError) as error:
        raise BusDown(f"{type(error).__name__}: {error}") from error


class RedisPublisher:
    """Adds events to the streams, and in the same transaction makes old what they make old in the caches."""

    def __init__(self, url: str) -> None:
        self._client = connect(url, timeout=REDIS_SECONDS)
        self._told = 0
        self._run = self._clock = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def recover(self, database: Database) -> None:
        """Where Redis was started anew, what it does not know of is unpublished: however long it was away, however
        little of it lies on a disk, and whichever relay told it.
        """
        ((clock,),) = database.execute("SELECT clock_timestamp()::text")
        self._clock = str(clock)
        with _answering():
            self._run = forget_if_restarted(self._client, lambda: self._unpublish_lost(database))

    def _unpublish_lost(self, database: Database) -> None:
        known = self._client.get(TOLD_KEY)
        database.execute(_AGAIN, [known.decode() if isinstance(known, bytes) else None, CLOCK_SECONDS])

    def publish(self, rows: Sequence[OutboxRow]) -> None:
        """All of them or none: new generations for what they make old, then the events."""
        with _answering(), self._client.pipeline(transaction=True) as pipeline:
            # One connection from the question to the answer: it does not outlive the server that was asked.
            pipeline.watch(RUN_KEY)  # type: ignore[no-untyped-call]
            if _run_of(pipeline) != self._run:
                raise BusDown("Redis was started anew")
            pipeline.multi()
            renew_generations(pipeline, tags_made_old(rows))
            for row in rows:
                pipeline.xadd(stream_name(row.topic), {FIELD: envelope(row)})
            pipeline.set(TOLD_KEY, self._clock)
            pipeline.execute()
        self._told += 1
        if self._told % TRIM_EVERY == 1:
            with _answering():
                for topic in Topic.values:
                    trim(self._client, stream_name(topic))


class CacheNotices:
    """What caches hear where another bus carries the events: the notices, on the streams the caches listen to."""

    def __init__(self, url: str) -> None:
        self._client = connect(url, timeout=REDIS_SECONDS)

    def recover(self) -> None:
        """After a restart of Redis nothing cached is believed any more."""
        with _answering():
            forget_if_restarted(self._client, lambda: None)

    def publish(self, rows: Sequence[OutboxRow]) -> None:
        """Those among the events that make something old."""
        with _answering():
            pipeline = self._client.pipeline(transaction=True)
            renew_generations(pipeline, tags_made_old(rows))
            for row in rows:
                if tags_made_old([row]):
                    name = stream_name(row.topic)
                    pipeline.xadd(name, {FIELD: envelope(row)}, maxlen=LONGEST_STREAM, approximate=True)
            if len(pipeline):
                pipeline.execute()

    def close(self) -> None:
        """No more."""
        self._client.close()


def tags_made_old(rows: Sequence[OutboxRow]) -> tuple[str, ...]:
    """Tags of everything cached that these events make old, each once."""
    found = {
        tag: None
        for row in rows
        for tag in tags_of(row.topic, row.type, tenant=row.tenant_id, data=json.loads(row.payload))
    }
    return tuple(found)


def _run_of(client: redis.Redis) -> str:
    return str(client.info("server")["run_id"])


def forget_if_restarted(client: redis.Redis, lost: Callable[[], object]) -> str:
    """Where Redis was started anew since the last time: call ``lost``, then believe nothing cached any more.

    Returns:
        Which run of Redis it is.
    """
    run = _run_of(client)
    if client.get(RUN_KEY) != run.encode():
        lost()
        pipeline = client.pipeline(transaction=True)
        renew_generations(pipeline, (EVERYTHING,))
        pipeline.set(RUN_KEY, run)
        pipeline.execute()
    return run


def trim(client: redis.Redis, stream: str, *, longest: int = LONGEST_STREAM, hard: int = HARD_LIMIT) -> None:
    """Let go of what every group has done, where there is too much or it is older than any inbox; what some group has
    not done stays, up to a hard limit.
    """
    length = int(client.xlen(stream))
    if not length:
        return
    floor = _oldest_needed(client, stream)
    if length > longest and floor is None:
        client.xtrim(stream, maxlen=longest, approximate=True)
    elif length > longest:
        client.xtrim(stream, minid=floor, approximate=True)
    # A group that begins anew does what it finds here and has no notes of, so that nothing may outlive the notes.
    aged = f"{(time.time_ns() // 1_000_000) - settings.EVENTS_DAYS * 86_400_000}-0"
    client.xtrim(stream, minid=min(aged, floor or aged, key=_order), approximate=False)
    if int(client.xlen(stream)) > hard:
        logger.error("%s holds more than %s entries that a group has not read; the oldest are let go", stream, hard)
        client.xtrim(stream, maxlen=hard, approximate=True)


def _oldest_needed(client: redis.Redis, stream: str) -> bytes | None:
    """The first entry that some group has not done; None where there is no group."""
    needed = []
    for group in client.xinfo_groups(stream):
        pending = client.xpending(stream, group["name"])
        needed.append(pending["min"] if pending["pending"] else group["last-delivered-id"])
    return min(needed, key=_order) if needed else None


def _order(identity: bytes | str) -> tuple[int, int]:
    text = identity.decode() if isinstance(identity, bytes) else identity
    first, second = text.split("-")
    return int(first), int(second)


def _event_of(fields: Mapping[bytes, bytes]) -> bytes:
    """An entry's event; of an entry without one, all that it holds, so that a dead letter shows what came."""
    if FIELD in fields:
        return fields[FIELD]
    came = {_text(name): _text(value) for name, value in fields.items()}
    return json.dumps({"entry without the field event": came}, ensure_ascii=False).encode()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "backslashreplace")


class RedisSubscription:
    """A member of a group. Reads first what dead members left, then what is new.

    The only member of a group takes what is unfinished in the stream's order, whoever had read it: a member that has
    lost its lock and not noticed may read once more, and what it reads must not be overtaken.

    Args:
        member: its name, unique among all members there ever were.
        claim_after: seconds after which what a member has not finished is taken over; 0 for the only member.
    """

    def __init__(
        self, url: str, group: str, topics: Sequence[str], member: str, *, claim_after: float = CLAIM_SECONDS
    ) -> None:
        self._client = connect(url, timeout=REDIS_SECONDS)
        self._topics = {stream_name(topic).encode(): topic for topic in topics}
        self._group, self._member, self._claim_after = group, member, claim_after
        self._ready = False
        self._claimed = float("-inf")

    def take(self, limit: int, seconds: float) -> list[Delivery]:
        """Dead members' entries when it is time to look for them, else new ones."""
        with _answering():
            try:
                self._prepare()
                if not self._claim_after:
                    return self._in_order(limit, seconds)
                if time.monotonic() - self._claimed >= max(self._claim_after / 2, 0.5):
                    left = self._claim(limit)
                    if left:
                        return left
                    self._claimed = time.monotonic()
                    self._forget_members()
                return self._read(limit, seconds)
            except redis.ResponseError as error:
                if "NOGROUP" in str(error):
                    self._ready = False  # Redis lost its data: the groups begin anew, the inbox knows what was done
                    return []
                raise

    def done(self, deliveries: Sequence[Delivery]) -> None:
        """Acknowledge."""
        with _answering():
            pipeline = self._client.pipeline(transaction=False)
            for stream, topic in self._topics.items():
                places = [delivery.place for delivery in deliveries if delivery.topic == topic]
                if places:
                    pipeline.xack(stream, self._group, *places)
            pipeline.execute()

    def close(self) -> None:
        """What is unfinished stays the member's until another takes it."""
        self._client.close()

    def _prepare(self) -> None:
        """The groups, from the oldest entry that the streams have: the inbox knows what was done before."""
        if self._ready:
            return
        for stream in self._topics:
            try:
                self._client.xgroup_create(stream, self._group, id="0", mkstream=True)
            except redis.ResponseError as error:
                if "BUSYGROUP" not in str(error):
                    raise
        self._ready = True

    def _in_order(self, limit: int, seconds: float) -> list[Delivery]:
        left = self._claim(limit)
        if left:
            return left
        if time.monotonic() - self._claimed >= CLAIM_SECONDS:
            self._claimed = time.monotonic()
            self._forget_members()
        fresh = {delivery.place for delivery in self._read(limit, seconds)}
        return [replace(found, again=found.place not in fresh) for found in self._claim(limit)] if fresh else []

    def _claim(self, limit: int) -> list[Delivery]:
        found: list[Delivery] = []
        for stream in self._topics:
            answer: Any = self._client.xautoclaim(
                stream, self._group, self._member, int(self._claim_after * 1000), start_id="0-0", count=limit
            )
            found += self._deliveries(stream, answer[1], again=True)
        return found

    def _read(self, limit: int, seconds: float) -> list[Delivery]:
        answer: Any = self._client.xreadgroup(
            self._group, self._member, dict.fromkeys(self._topics, ">"), count=limit,
            block=max(1, int(seconds * 1000)),
        )  # fmt: skip
        streams = answer.items() if isinstance(answer, dict) else answer or ()
        return [d for stream, entries in streams for d in self._deliveries(stream, entries, again=False)]

    def _deliveries(self, stream: bytes, entries: Any, *, again: bool) -> list[Delivery]:
        found = []
        for place, fields in entries:
            if fields is None:
                logger.error("%s %s was let go before %s had done it", stream.decode(), place, self._group)
                self._client.xack(stream, self._group, place)
            else:
                found.append(Delivery(self._topics[stream], _event_of(fields), place, again))
        return found

    def _forget_members(self) -> None:
        """Members that are away for an hour and hold nothing."""
        for stream in self._topics:
            for member in self._client.xinfo_consumers(stream, self._group):
                if member["pending"] == 0 and member["idle"] > 3_600_000:
                    self._client.xgroup_delconsumer(stream, self._group, member["name"])
