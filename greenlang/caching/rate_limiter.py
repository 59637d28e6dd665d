"""Counting requests in slices of time, in Redis, so that all processes of an installation count together.

A process takes permits from a slice in blocks and gives them out itself: mostly a request costs no round trip, and
never more are given out than the policy says. What a process took and did not use is lost when the slice ends, at most
a twentieth of it; near the end of a slice permits are taken one by one.
"""

import math
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import redis
from prometheus_client import Counter

from greenlang.caching.breaker import CircuitBreaker
from greenlang.caching.keys import rate_key

BLOCKS = 20
MOST_SLICES = 10_000
ALONE = Counter("rate_limits_alone", "Blocks of permits a process gave itself because Redis did not answer")


@dataclass(frozen=True, slots=True)
class RatePolicy:
    """At most ``quota`` requests in each slice of ``window`` seconds."""

    name: str
    quota: int
    window: int
    shown: str = ""
    """What answers call it, where its name is not for the caller to read."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may go on; how many more may in this slice, as far as this process knows, and its rest in s."""

    policy: RatePolicy
    allowed: bool
    remaining: int
    reset: int

    def headers(self) -> dict[str, str]:
        """``RateLimit-Policy`` and ``RateLimit`` (draft-ietf-httpapi-ratelimit-headers-11); a refusal's Retry-After."""
        name = self.policy.shown or self.policy.name
        found = {
            "RateLimit-Policy": f'"{name}";q={self.policy.quota};w={self.policy.window}',
            "RateLimit": f'"{name}";r={self.remaining};t={self.reset}',
        }
        return found if self.allowed else {**found, "Retry-After": str(self.reset)}


@dataclass(slots=True)
class _Slice:
    """A slice of time as this process knows it: permits in hand, and what was left in Redis when it last asked.

    Attributes:
        lock: over asking Redis, so that only those wait who count together.
    """

    number: int
    left: int
    held: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class RateLimiter:
    """Thread-safe. Without Redis each process counts by itself, with the whole quota: nobody is refused for that.

    Args:
        client: as `redis_tier.connect` makes it.
        clock: seconds since 1970.
    """

    def __init__(self, client: redis.Redis, *, clock: Callable[[], float] = time.time) -> None:
        self._client = client
        self._clock = clock
        self._breaker = CircuitBreaker()
        self._lock = threading.Lock()
        self._slices: OrderedDict[tuple[uuid.UUID, str], _Slice] = OrderedDict()

    def take(self, tenant: uuid.UUID, policy: RatePolicy) -> Verdict:
        """One request of a tenant."""
        now = self._clock()
        number = int(now // policy.window)
        reset = max(1, math.ceil((number + 1) * policy.window - now))
        with self._lock:
            known = self._slice(tenant, policy, number)
        with known.lock:
            if not known.held and known.left:
                self._take_block(tenant, policy, known)
            allowed = known.held > 0
            known.held -= allowed
            return Verdict(policy, allowed, max(0, known.left + known.held), reset)

    def taken(self, tenant: uuid.UUID, policy: RatePolicy) -> int | None:
        """Permits that all processes have taken of the present slice, at most the quota; None where Redis is away."""
        number = int(self._clock() // policy.window)
        try:
            found = self._client.get(rate_key(tenant=tenant, endpoint=policy.name, window=number))
            return min(policy.quota, int(found or 0))
        except (redis.RedisError, OSError, ValueError):
            return None

    def _slice(self, tenant: uuid.UUID, policy: RatePolicy, number: int) -> _Slice:
        place = (tenant, policy.name)
        known = self._slices.get(place)
        if known is None or known.number != number:
            known = self._slices[place] = _Slice(number, policy.quota)
        self._slices.move_to_end(place)
        if len(self._slices) > MOST_SLICES:
            self._slices.popitem(last=False)
        return known

    def _take_block(self, tenant: uuid.UUID, policy: RatePolicy, known: _Slice) -> None:
        wanted = max(1, min(policy.quota // BLOCKS, known.left // 4))
        taken = self._counted(rate_key(tenant=tenant, endpoint=policy.name, window=known.number), wanted, policy)
        if taken is None:
            ALONE.inc()
            taken = policy.quota - known.left + wanted
        known.held = max(0, min(wanted, policy.quota - (taken - wanted)))
        known.left = max(0, policy.quota - taken)

    def _counted(self, key: str, wanted: int, policy: RatePolicy) -> int | None:
        """How many permits of the slice are taken after these; None where Redis does not say."""
        if not self._breaker.allows():
            return None
        try:
            pipeline = self._client.pipeline(transaction=False)
            pipeline.incrby(key, wanted)
            pipeline.expire(key, policy.window * 2)
            taken = int(pipeline.execute()[0])
        except (redis.RedisError, OSError, ValueError):
            self._breaker.failed()
            return None
        self._breaker.succeeded()
        return taken
