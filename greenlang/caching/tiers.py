"""The tiers one after the other: memory, Redis, and whoever knows."""

import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from greenlang.caching import counters
from greenlang.caching.invalidation import INVALIDATING_STREAMS, tags_of
from greenlang.caching.listener import Listener
from greenlang.caching.memory import MISSING, MemoryTier
from greenlang.caching.redis_tier import EVERYTHING, RedisTier
from greenlang.errors import GreenLangError

FLIGHT_SECONDS = 10.0
"""How long a reader waits for another one that reads the same."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Kind(Generic[V]):
    """A kind of value: how it becomes a canonical document and comes back.

    ``decode`` checks the document's shape and raises where it is another; it gives an equal value. What merely
    helps to find other values is not ``counted``.
    """

    name: str
    encode: Callable[[V], object]
    decode: Callable[[Any], V]
    counted: bool = True


@dataclass(slots=True)
class _Flight:
    """One reading that others wait for."""

    tags: tuple[str, ...]
    done: threading.Event = field(default_factory=threading.Event)
    value: Any = MISSING


class TieredCache:
    """L1 and L2 before a source of values; thread-safe.

    A value without tags must be determined by its key. A value with tags is served from memory only while the
    listener is live, for nothing may be missed that makes it old.
    """

    def __init__(self, memory: MemoryTier, shared: RedisTier, listener: Listener | None = None) -> None:
        self.memory = memory
        self.shared = shared
        self.listener = listener
        self._flights: dict[Hashable, _Flight] = {}
        self._lock = threading.Lock()

    def get(
        self,
        kind: Kind[V],
        identity: Hashable,
        *,
        key: Callable[[], str],
        load: Callable[[], V],
        tags: tuple[str, ...] = (),
    ) -> V:
        """The value: from memory, else from Redis, else loaded; a cold value is loaded once a process.

        Args:
            identity: everything the value depends on; the key in memory.
            key: makes the key in Redis, where it is needed.
            load: reads the value; what it raises comes through and is not kept.
            tags: what makes the value old.
        """
        place = (kind.name, identity)
        if not tags or self.live:
            found = self.memory.get(place)
            if found is not MISSING:
                if kind.counted:
                    counters.hit("L1")
                return found  # type: ignore[no-any-return]
        with self._lock:
            flight = self._flights.get(place)
            leads = flight is None
            if flight is None:
                flight = self._flights[place] = _Flight(tags)
        if not leads:
            flight.done.wait(FLIGHT_SECONDS)
            if flight.value is not MISSING:
                if kind.counted:
                    counters.hit("L1")
                return flight.value  # type: ignore[no-any-return]
            return self._read(kind, place, key(), load, tags)
        try:
            flight.value = self._read(kind, place, key(), load, tags)
            return flight.value  # type: ignore[no-any-return]
        finally:
            with self._lock:
                if self._flights.get(place) is flight:
                    del self._flights[place]
            flight.done.set()

    def remember(self, identity: Hashable, tags: tuple[str, ...], load: Callable[[], V]) -> V:
        """A value for this process's memory alone: it is no document, or nobody else's affair.

        Loaded each time while this process cannot hear what makes it old.
        """
        if self.live:
            found = self.memory.get(identity)
            if found is not MISSING:
                return found  # type: ignore[no-any-return]
        token = self.memory.token()
        value = load()
        self.memory.put(identity, value, tags=tags, token=token)
        return value

    @property
    def live(self) -> bool:
        """Whether this process hears of every change."""
        return self.listener is not None and self.listener.live

    def invalidate(self, tags: tuple[str, ...]) -> None:
        """Values with these tags are old: here and in Redis; other processes hear of it from the relay."""
        self.evict(tags)
        self.shared.invalidate(tags)

    def evict(self, tags: Iterable[str]) -> None:
        """Drop what this process keeps of these tags; what is being read is not waited for by later readers."""
        dropped = set(tags)
        self.memory.evict(dropped)
        self._detach(lambda flight: not dropped.isdisjoint(flight.tags))

    def forget(self) -> None:
        """Drop everything this process keeps."""
        self.memory.clear()
        self._detach(lambda flight: True)

    def flush(self) -> None:
        """Forget everything here and in Redis: after a backup was restored, say."""
        self.forget()
        self.shared.invalidate((EVERYTHING,))

    def heard(self, stream: str, envelope: Mapping[str, Any]) -> None:
        """An event has arrived: drop what it makes old."""
        topic = stream.partition(":")[2]
        tags = tags_of(topic, envelope["type"], tenant=envelope["tenantid"], data=envelope["data"])
        if tags:
            self.evict(tags)

    def listen(self, url: str) -> None:
        """Start hearing of changes."""
        self.listener = Listener(url, INVALIDATING_STREAMS, on_event=self.heard, on_gap=self.forget)
        self.listener.start()

    def snapshot(self) -> dict[str, object]:
        """Figures of this process: hits, misses, errors by tier; what memory holds; whether all is well."""
        return {
            "tiers": counters.totals(),
            "memory": {
                "entries": len(self.memory),
                "bytes": self.memory.size,
                "limit": self.memory.limit,
                "evicted": self.memory.evicted,
                "invalidated": self.memory.invalidated,
            },
            "redis_left_alone": self.shared.breaker.open,
            "hears_of_changes": self.live,
        }

    def _read(self, kind: Kind[V], place: Hashable, key: str, load: Callable[[], V], tags: tuple[str, ...]) -> V:
        token = self.memory.token()
        reading = self.shared.read(key, tags)
        value = self._decoded(kind, reading.document)
        found = value is not MISSING
        if not found:
            value = load()
            if reading.generations is not None:
                self.shared.write(key, kind.encode(value), reading.generations)
        if kind.counted:
            counters.passed_memory(found_in_redis=found)
        self.memory.put(place, value, tags=tags, token=token)
        return value  # type: ignore[no-any-return]

    def _decoded(self, kind: Kind[V], document: object) -> Any:
        if document is MISSING:
            return MISSING
        try:
            return kind.decode(document)
        except (GreenLangError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
            self.shared.disbelieve()
            return MISSING

    def _detach(self, old: Callable[[_Flight], bool]) -> None:
        """Later readers start anew; those who wait already began before the change."""
        with self._lock:
            for place in [place for place, flight in self._flights.items() if old(flight)]:
                del self._flights[place]
