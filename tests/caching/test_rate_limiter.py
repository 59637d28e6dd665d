"""Permits: never more than the quota in a slice, whoever gives them out; and without Redis each counts alone."""

import threading
import uuid
from dataclasses import dataclass, field
from typing import Any

import pytest
import redis
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from greenlang.caching.rate_limiter import RateLimiter, RatePolicy
from greenlang.caching.redis_tier import connect


@dataclass
class Clock:
    """Time that stands still until it is moved."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Counters:
    """As much of Redis as permits need."""

    counts: dict[str, int] = field(default_factory=dict)
    trips: int = 0
    down: bool = False

    def pipeline(self, transaction: bool) -> "Counters":
        return self

    def incrby(self, key: str, amount: int) -> None:
        self._key, self._amount = key, amount

    def expire(self, key: str, seconds: int) -> None:
        assert seconds > 0

    def execute(self) -> list[Any]:
        self.trips += 1
        if self.down:
            raise redis.ConnectionError
        self.counts[self._key] = self.counts.get(self._key, 0) + self._amount
        return [self.counts[self._key], True]


def limiter(counters: Counters, clock: Clock) -> RateLimiter:
    return RateLimiter(counters, clock=clock)  # type: ignore[arg-type]


@given(st.integers(1, 400), st.lists(st.integers(0, 2), max_size=600))
def test_several_processes_never_give_out_more_than_the_quota(quota: int, turns: list[int]) -> None:
    clock, counters, tenant = Clock(), Counters(), uuid.uuid4()
    policy = RatePolicy("read", quota, 10)
    processes = [limiter(counters, clock) for _ in range(3)]
    given_out = sum(processes[turn].take(tenant, policy).allowed for turn in turns)
    assert given_out <= quota
    # What one process took and did not use is all that may be missing: a block each.
    assert given_out >= min(len(turns), quota - 3 * max(1, quota // 20))


@given(st.integers(1, 400))
def test_one_process_gives_out_the_whole_quota_and_then_says_when_to_come_back(quota: int) -> None:
    clock, counters, tenant = Clock(), Counters(), uuid.uuid4()
    policy = RatePolicy("read", quota, 10)
    alone = limiter(counters, clock)
    verdicts = [alone.take(tenant, policy) for _ in range(quota + 3)]
    assert [verdict.allowed for verdict in verdicts] == [True] * quota + [False] * 3
    assert verdicts[-1].headers() == {
        "RateLimit-Policy": f'"read";q={quota};w=10',
        "RateLimit": '"read";r=0;t=10',
        "Retry-After": "10",
    }
    trips = counters.trips
    alone.take(tenant, policy)
    assert counters.trips == trips
    clock.now += 10
    assert alone.take(tenant, policy).allowed


def test_tenants_and_doors_are_counted_apart() -> None:
    alone = limiter(Counters(), Clock())
    first, second = uuid.uuid4(), uuid.uuid4()
    read, write = RatePolicy("read", 1, 10), RatePolicy("write", 1, 10)
    assert [alone.take(*each).allowed for each in ((first, read), (second, read), (first, write), (first, read))] == [
        True, True, True, False,
    ]  # fmt: skip


def test_without_redis_a_process_counts_by_itself_and_soon_asks_no_more() -> None:
    counters = Counters(down=True)
    alone, tenant = limiter(counters, Clock()), uuid.uuid4()
    allowed = [alone.take(tenant, RatePolicy("read", 50, 10)).allowed for _ in range(60)]
    assert allowed == [True] * 50 + [False] * 10
    assert counters.trips == 3


@dataclass
class Stalling(Counters):
    """Redis that keeps whoever asks first waiting."""

    asked: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def execute(self) -> list[Any]:
        if not self.asked.is_set():
            self.asked.set()
            assert self.let_go.wait(60)
        return super().execute()


def test_while_one_waits_for_redis_other_tenants_and_doors_do_not() -> None:
    redis, policy, waiting, done = Stalling(), RatePolicy("read", 50, 10), uuid.uuid4(), threading.Event()
    together = limiter(redis, Clock())

    def others() -> None:
        together.take(uuid.uuid4(), policy)
        together.take(waiting, RatePolicy("write", 50, 10))
        done.set()

    threads = [threading.Thread(target=together.take, args=(waiting, policy)), threading.Thread(target=others)]
    threads[0].start()
    assert redis.asked.wait(10)
    threads[1].start()
    try:
        assert done.wait(10)
    finally:
        redis.let_go.set()
        for thread in threads:
            thread.join()


@pytest.mark.django_db
def test_processes_count_together_in_a_real_redis() -> None:
    tenant, policy, clock = uuid.uuid4(), RatePolicy("read", 40, 10), Clock()
    processes = [RateLimiter(connect(settings.REDIS_URL), clock=clock) for _ in range(2)]
    verdicts = [processes[turn % 2].take(tenant, policy) for turn in range(60)]
    assert sum(verdict.allowed for verdict in verdicts) == 40
    key = f"rate:{tenant}:read:{int(clock.now // 10)}"
    assert 0 < connect(settings.REDIS_URL).ttl(key) <= 20
