"""One thread of each serving process hears on the streams what has changed."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import redis

from greenlang.caching import counters
from greenlang.caching.redis_tier import connect

BLOCK_SECONDS = 0.4
LEASE_SECONDS = 1.5
"""After so long a silence the process no longer knows whether it has heard everything."""
RETRY_SECONDS = 0.2
MOST = 500
FIELD = b"event"


class Listener:
    """Reads streams from the moment of `start` on.

    ``live`` says whether everything up to at most `LEASE_SECONDS` ago has been heard. Where something may have been
    missed (no connection, a long silence, an entry that cannot be read), ``on_gap`` is called before it is live again.

    Args:
        url: of Redis.
        streams: their names.
        on_event: takes a stream's name and an event's envelope.
        on_gap: whatever was learnt before may be old.
    """

    def __init__(
        self,
        url: str,
        streams: tuple[str, ...],
        *,
        on_event: Callable[[str, Mapping[str, Any]], None],
        on_gap: Callable[[], None],
    ) -> None:
        self._client = connect(url, timeout=BLOCK_SECONDS + 1)
        self._streams = streams
        self._on_event = on_event
        self._on_gap = on_gap
        self._heard = float("-inf")
        self._positions: dict[str, bytes] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="cache-listener", daemon=True)

    @property
    def live(self) -> bool:
        """Whether nothing can have been missed."""
        return time.monotonic() - self._heard < LEASE_SECONDS

    def start(self) -> None:
        """Hear everything from now on; with Redis down, from when it is back."""
        self._connect()
        self._thread.start()

    def stop(self) -> None:
        """Hear nothing more."""
        self._stop.set()
        self._heard = float("-inf")

    def _run(self) -> None:
        while not self._stop.is_set():
            if not self._positions and not self._connect():
                self._stop.wait(RETRY_SECONDS)
                continue
            try:
                read = self._client.xread(
                    {name: self._positions[name] for name in self._streams}, count=MOST, block=int(BLOCK_SECONDS * 1000)
                )
            except (redis.RedisError, OSError):
                self._lost()
                continue
            self._hear(read)

    def _connect(self) -> bool:
        """Note where the streams end, then forget what was learnt before."""
        try:
            pipeline = self._client.pipeline(transaction=True)
            for name in self._streams:
                pipeline.xrevrange(name, count=1)
            last = pipeline.execute()
        except (redis.RedisError, OSError):
            self._lost()
            return False
        self._positions = {
            name: entries[0][0] if entries else b"0-0" for name, entries in zip(self._streams, last, strict=True)
        }
        self._on_gap()
        self._heard = time.monotonic()
        return True

    def _hear(self, read: Any) -> None:
        if not self.live:
            self._on_gap()
        for name, entries in read.items() if isinstance(read, dict) else read or ():
            stream = name.decode()
            for position, fields in entries:
                self._positions[stream] = position
                self._tell(stream, fields)
        if not self._stop.is_set():
            self._heard = time.monotonic()

    def _tell(self, stream: str, fields: Any) -> None:
        try:
            self._on_event(stream, json.loads(fields[FIELD]))
        except Exception:  # an entry we cannot read may have told of anything
            counters.error("L1")
            self._on_gap()

    def _lost(self) -> None:
        self._heard = float("-inf")
        self._positions = {}
