"""L2: documents in Redis, shared by all processes of an installation.

An entry is canonical JSON with a keyed hash before it: what was not written by this installation under this key is
a miss, never an error. Each tag has a *generation* in Redis, a token that never comes back; an entry names the
generations that held before its value was read, and is believed only while they hold. So a value that was read
before an invalidation and written after it stays unbelieved.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from greenlang.caching import counters
from greenlang.caching.breaker import CircuitBreaker
from greenlang.caching.memory import MISSING
from greenlang.engine.canonical_json import canonical_json

TIMEOUT_SECONDS = 0.25
LARGEST_BYTES = 1024 * 1024
GENERATION_SECONDS = 24 * 3600
"""Longer than any entry lives: a generation that ran out is replaced by a new one, so entries of it are misses."""
EVERYTHING = "all"
"""The tag of every entry."""
_MAC_BYTES = 32


def connect(url: str, *, timeout: float = TIMEOUT_SECONDS) -> redis.Redis:
    """A client that gives up quickly and does not try again by itself; the older protocol is read twice as fast."""
    return redis.Redis.from_url(
        url, socket_timeout=timeout, socket_connect_timeout=timeout, retry=Retry(NoBackoff(), 0), protocol=2
    )


def generation_key(tag: str) -> str:
    """Where a tag's generation is."""
    return f"generation:{tag}"


def new_generation() -> str:
    """A token that was never used before."""
    return secrets.token_hex(12)


@dataclass(frozen=True, slots=True)
class Reading:
    """What Redis said: the document or `MISSING`, and the generations to write under; None: do not write."""

    document: object
    generations: tuple[str, ...] | None


_NOTHING = Reading(MISSING, None)


class RedisTier:
    """The tier; no method raises, an unreachable Redis is counted and is a miss.

    Args:
        client: as `connect` makes it.
        secret: key of the hash before each entry, the same in all processes.
        seconds: how long entries live.
        prefix: before every key, for a cache beside the product's (a bench's).
    """

    def __init__(self, client: redis.Redis, *, secret: bytes, seconds: float, prefix: str = "") -> None:
        self.client = client
        self.breaker = CircuitBreaker()
        self._secret = hashlib.sha256(b"cache:" + secret).digest()
        self._seconds = int(seconds)
        self._prefix = prefix

    def read(self, key: str, tags: Sequence[str]) -> Reading:
        """One round trip; a second one where a tag has no generation yet."""
        if not self.breaker.allows():
            return _NOTHING
        try:
            entry, *found = self._get_all([self._prefix + key, *(generation_key(tag) for tag in (EVERYTHING, *tags))])
            if None in found:
                found = self._generations((EVERYTHING, *tags))
        except (redis.RedisError, OSError):
            self._unreachable()
            return _NOTHING
        self.breaker.succeeded()
        if None in found:  # somebody else's keys stand where generations belong
            counters.error("L2")
            return _NOTHING
        generations = tuple((item or b"").decode("ascii", "replace") for item in found)
        return Reading(MISSING if entry is None else self._believed(key, entry, generations), generations)

    def write(self, key: str, document: object, generations: tuple[str, ...]) -> None:
        """Keep a document under the generations of the reading that missed it."""
        content = canonical_json({"generations": list(generations), "value": document})
        if len(content) > LARGEST_BYTES or not self.breaker.allows():
            return
        try:
            self.client.set(self._prefix + key, self._mac(key, content) + content, ex=self._seconds)
        except (redis.RedisError, OSError):
            self._unreachable()

    def invalidate(self, tags: Sequence[str]) -> None:
        """No entry with one of these tags is believed any more."""
        if not self.breaker.allows():
            return
        try:
            pipeline = self.client.pipeline(transaction=True)
            renew_generations(pipeline, tags)
            pipeline.execute()
        except (redis.RedisError, OSError):
            self._unreachable()

    def disbelieve(self) -> None:
        """Count an entry whose document turned out to be of another shape."""
        counters.error("L2")

    def _get_all(self, keys: Sequence[str]) -> list[bytes | None]:
        return [item if isinstance(item, bytes) else None for item in self.client.mget(keys)]

    def _generations(self, tags: Sequence[str]) -> list[bytes | None]:
        """The tags' generations; those that are missing are made, whoever comes first."""
        pipeline = self.client.pipeline(transaction=True)
        for tag in tags:
            pipeline.set(generation_key(tag), new_generation(), nx=True, ex=GENERATION_SECONDS)
        pipeline.mget([generation_key(tag) for tag in tags])
        return list(pipeline.execute()[-1])

    def _believed(self, key: str, entry: bytes, generations: tuple[str, ...]) -> object:
        mac, content = entry[:_MAC_BYTES], entry[_MAC_BYTES:]
        if not hmac.compare_digest(mac, self._mac(key, content)):
            counters.error("L2")
            return MISSING
        read = json.loads(content)
        return read["value"] if tuple(read["generations"]) == generations else MISSING

    def _mac(self, key: str, content: bytes) -> bytes:
        return hmac.digest(self._secret, key.encode() + b"\n" + content, "sha256")

    def _unreachable(self) -> None:
        self.breaker.failed()
        counters.error("L2")


def renew_generations(pipeline: "redis.client.Pipeline", tags: Sequence[str]) -> None:
    """Queue new generations for tags, to be sent with whatever else tells of the change."""
    for tag in tags:
        pipeline.set(generation_key(tag), new_generation(), ex=GENERATION_SECONDS)
