"""L1: values in this process's memory, least recently used out first, by bytes."""

import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from greenlang.caching.weight import weigh

ENTRY_BYTES = 400
"""What an entry costs besides its value: its record, its places in the tables, its key."""
REMEMBERED_TAGS = 10_000


class _Missing:
    """Nothing is here; None is a value."""


MISSING = _Missing()


@dataclass(slots=True)
class _Entry:
    value: Any
    size: int
    expires: float
    tags: tuple[str, ...]


class MemoryTier:
    """Thread-safe; a value older than ``seconds`` is gone, and so is what no longer fits into ``limit`` bytes.

    A value that was read before its tags were evicted must not be put afterwards: a reader takes `token` first
    and hands it to `put`, which refuses when one of the tags has been evicted since.
    """

    def __init__(self, *, limit: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self.seconds = seconds
        self.evicted = 0
        self.invalidated = 0
        self.size = 0
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._tagged: defaultdict[str, set[Hashable]] = defaultdict(set)
        self._token = 0
        self._cleared = 0
        self._tag_evictions: OrderedDict[str, int] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> Any:
        """The value, or `MISSING`."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return MISSING
            if entry.expires <= self._clock():
                self._remove(key)
                return MISSING
            self._entries.move_to_end(key)
            return entry.value

    def token(self) -> int:
        """Taken before a value is read; see the class."""
        return self._token

    def put(self, key: Hashable, value: Any, *, tags: tuple[str, ...] = (), token: int) -> bool:
        """Keep a value; whether it was kept. One larger than an eighth of the limit is not."""
        size = weigh(value) + ENTRY_BYTES
        if size * 8 > self.limit:
            return False
        with self._lock:
            if tags and (self._cleared > token or any(self._tag_evictions.get(tag, 0) > token for tag in tags)):
                return False
            if key in self._entries:
                self._remove(key)
            self._entries[key] = _Entry(value, size, self._clock() + self.seconds, tags)
            for tag in tags:
                self._tagged[tag].add(key)
            self.size += size
            while self.size > self.limit:
                self._remove(next(iter(self._entries)))
                self.evicted += 1
        return True

    def evict(self, tags: Iterable[str]) -> int:
        """Drop everything with one of these tags; how many."""
        with self._lock:
            self._token += 1
            keys = set()
            for tag in tags:
                self._remember(tag)
                keys |= self._tagged.get(tag, set())
            for key in keys:
                self._remove(key)
            self.invalidated += len(keys)
            return len(keys)

    def clear(self) -> None:
        """Drop everything, and what is being read at this moment."""
        with self._lock:
            self._token += 1
            self._cleared = self._token
            self.invalidated += len(self._entries)
            self._entries.clear()
            self._tagged.clear()
            self._tag_evictions.clear()
            self.size = 0

    def _remember(self, tag: str) -> None:
        self._tag_evictions[tag] = self._token
        self._tag_evictions.move_to_end(tag)
        if len(self._tag_evictions) > REMEMBERED_TAGS:
            # What was read before the forgotten eviction is refused like what was read before a clear.
            self._cleared = max(self._cleared, self._tag_evictions.popitem(last=False)[1])

    def _remove(self, key: Hashable) -> None:
        entry = self._entries.pop(key)
        self.size -= entry.size
        for tag in entry.tags:
            keys = self._tagged[tag]
            keys.discard(key)
            if not keys:
                del self._tagged[tag]
