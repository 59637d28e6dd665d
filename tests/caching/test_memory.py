"""L1: by bytes, by age, by tag, and never a value that became old while it was read."""

import random
import threading

from hypothesis import given
from hypothesis import strategies as st

from greenlang.caching.memory import ENTRY_BYTES, MISSING, MemoryTier
from greenlang.caching.weight import weigh


class Clock:
    """Time that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def keep(tier: MemoryTier, key: str, value: object, *tags: str) -> bool:
    return tier.put(key, value, tags=tags, token=tier.token())


def test_what_was_used_least_recently_goes_first_and_the_limit_is_in_bytes() -> None:
    size = weigh("x" * 1000) + ENTRY_BYTES
    tier = MemoryTier(limit=10 * size, seconds=300)
    for number in range(10):
        keep(tier, f"key-{number}", f"{number}" * 1000)
    assert len(tier) == 10
    assert tier.get("key-0") == "0" * 1000
    keep(tier, "key-10", "z" * 1000)
    assert tier.get("key-1") is MISSING
    assert tier.get("key-0") == "0" * 1000
    assert tier.evicted == 1
    assert tier.size == 10 * size


def test_a_value_that_would_empty_the_memory_is_not_kept() -> None:
    tier = MemoryTier(limit=8000, seconds=300)
    keep(tier, "small", "s")
    assert not keep(tier, "large", "x" * 2000)
    assert tier.get("small") == "s"


def test_a_value_is_gone_when_its_time_is_up() -> None:
    clock = Clock()
    tier = MemoryTier(limit=10_000, seconds=300, clock=clock)
    keep(tier, "key", None)
    clock.now += 299.9
    assert tier.get("key") is None
    clock.now += 0.2
    assert tier.get("key") is MISSING
    assert tier.size == 0


def test_a_tag_takes_exactly_its_values_with_it() -> None:
    tier = MemoryTier(limit=100_000, seconds=300)
    keep(tier, "one", 1, "ef", "tenant:a")
    keep(tier, "two", 2, "ef", "tenant:b")
    keep(tier, "three", 3)
    assert tier.evict(["tenant:a"]) == 1
    assert [tier.get(key) for key in ("one", "two", "three")] == [MISSING, 2, 3]
    assert tier.evict(["ef", "unknown"]) == 1
    assert tier.get("three") == 3


def test_what_was_read_before_an_eviction_is_not_kept_after_it() -> None:
    tier = MemoryTier(limit=100_000, seconds=300)
    token = tier.token()
    tier.evict(["ef"])
    assert not tier.put("key", "old", tags=("ef",), token=token)
    assert tier.get("key") is MISSING
    assert tier.put("other", "fine", tags=("tenant:a",), token=token)
    assert tier.put("key", "new", tags=("ef",), token=tier.token())
    token = tier.token()
    tier.clear()
    assert not tier.put("key", "old", tags=("ef",), token=token)


def test_an_eviction_that_is_no_longer_remembered_still_refuses_what_was_read_before_it() -> None:
    tier = MemoryTier(limit=100_000, seconds=300)
    token = tier.token()
    tier.evict(["ef"])
    for number in range(10_001):
        tier.evict([f"tenant:{number}"])
    assert not tier.put("key", "old", tags=("ef",), token=token)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 8), st.integers(0, 600)),
        st.tuples(st.just("get"), st.integers(0, 8), st.just(0)),
        st.tuples(st.just("evict"), st.integers(0, 2), st.just(0)),
    )
)


@given(steps)
def test_the_bytes_it_says_are_those_of_what_it_holds(script: list[tuple[str, int, int]]) -> None:
    tier = MemoryTier(limit=8 * (ENTRY_BYTES + 700), seconds=300)
    for verb, number, length in script:
        if verb == "put":
            keep(tier, str(number), "v" * length, f"tag-{number % 3}")
        elif verb == "get":
            tier.get(str(number))
        else:
            tier.evict([f"tag-{number}"])
        held = [tier.get(str(key)) for key in range(9)]
        assert tier.size == sum(weigh(value) + ENTRY_BYTES for value in held if value is not MISSING)
        assert tier.size <= tier.limit


def test_many_threads_at_once_leave_it_consistent() -> None:
    tier = MemoryTier(limit=20_000, seconds=300)
    wrong: list[object] = []

    def work(seed: int) -> None:
        choose = random.Random(seed)
        for _ in range(3000):
            key = choose.randrange(60)
            tier.put(key, ("value", key), tags=(f"tag-{key % 5}",), token=tier.token())
            found = tier.get(choose.randrange(60))
            if found is not MISSING and found[0] != "value":
                wrong.append(found)
            if key == 7:
                tier.evict([f"tag-{choose.randrange(5)}"])

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert tier.size <= tier.limit
    tier.evict([f"tag-{number}" for number in range(5)])
    assert (len(tier), tier.size) == (0, 0)
