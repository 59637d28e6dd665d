"""Memory, Redis, source: who answers, how often, and what happens to what cannot be believed."""

import threading
import time
from collections.abc import Callable, Iterator
from copy import copy
from functools import partial
from typing import Any

import pytest

from greenlang.caching import counters
from greenlang.caching.redis_tier import generation_key
from greenlang.caching.tiers import Kind, TieredCache
from tests.caching.private_redis import PrivateRedis
from tests.embedded.processes import wait_for

NewCache = Callable[..., TieredCache]


def text_of(document: object) -> str:
    if not isinstance(document, dict) or not isinstance(document["text"], str):
        raise TypeError("no text")
    return document["text"]


TEXT = Kind("text", encode=lambda text: {"text": text}, decode=text_of)


class Source:
    """A source that counts how often it is asked."""

    def __init__(self, answer: str = "first") -> None:
        self.answer = answer
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return self.answer


def ask(cache: TieredCache, source: Callable[[], str], *tags: str, key: str = "text:1") -> str:
    return cache.get(TEXT, key, key=lambda: key, load=source, tags=tags)


@pytest.fixture
def counted() -> Iterator[Callable[[], dict[str, dict[str, int]]]]:
    """What the counters have gained since the test began."""
    before = counters.totals()

    def gained() -> dict[str, dict[str, int]]:
        return {
            tier: {name: value - before.get(tier, {}).get(name, 0) for name, value in figures.items()}
            for tier, figures in counters.totals().items()
        }

    yield gained


def test_a_value_is_loaded_once_then_comes_from_memory_and_for_another_process_from_redis(
    new_cache: NewCache, counted: Callable[[], dict[str, dict[str, int]]]
) -> None:
    source = Source()
    first, second = new_cache(), new_cache()
    assert [ask(cache, source) for cache in (first, first, second, second)] == ["first"] * 4
    assert source.asked == 1
    gained = counted()
    assert gained["L1"] == {"hits": 2, "misses": 2, "errors": 0}
    assert gained["L2"] == {"hits": 1, "misses": 1, "errors": 0}
    assert gained["L4"]["hits"] == 1


def test_hits_are_counted_for_the_agent_that_is_served(new_cache: NewCache) -> None:
    cache = new_cache()
    with counters.serving_agent("boiler"):
        ask(cache, Source())
        ask(cache, Source())
    assert counters.HITS.labels("boiler", "L4")._value.get() == 1
    assert counters.HITS.labels("boiler", "L1")._value.get() == 1
    assert counters.MISSES.labels("boiler", "L2")._value.get() == 1


def test_an_error_of_the_source_comes_through_and_is_not_kept(new_cache: NewCache) -> None:
    cache = new_cache()

    def refuse() -> str:
        raise LookupError("there is none")

    for _ in range(2):
        with pytest.raises(LookupError):
            ask(cache, refuse)
    assert ask(cache, Source("there")) == "there"


def test_an_invalidation_is_believed_by_every_process_that_asks_redis(new_cache: NewCache) -> None:
    writer, reader = new_cache(), new_cache()
    ask(writer, Source("old"), "ef")
    writer.invalidate(("ef",))
    assert ask(reader, Source("new"), "ef") == "new"
    assert ask(writer, Source("never asked"), "ef") == "new"


def test_a_value_read_before_an_invalidation_and_written_after_it_does_not_stay(new_cache: NewCache) -> None:
    slow, other = new_cache(hears=True), new_cache(hears=True)
    reading, go_on = threading.Event(), threading.Event()

    def read_slowly() -> str:
        reading.set()
        assert go_on.wait(10)
        return "old"

    found: list[str] = []
    thread = threading.Thread(target=lambda: found.append(ask(slow, read_slowly, "ef")))
    thread.start()
    assert reading.wait(10)
    other.invalidate(("ef",))
    slow.evict(("ef",))  # as its listener does
    # Who asks now began after the change: it does not wait for the reading that began before.
    assert ask(slow, Source("new"), "ef") == "new"
    go_on.set()
    thread.join()
    assert found == ["old"]
    assert ask(slow, Source("unused"), "ef") == "new"
    # The late writer has replaced the entry in Redis by one that nobody believes.
    assert ask(other, Source("read again"), "ef") == "read again"


def test_a_generation_that_ran_out_makes_its_values_unbelieved_for_good(
    new_cache: NewCache, private_redis: PrivateRedis
) -> None:
    ask(new_cache(), Source("old"), "ef")
    private_redis.client.delete(generation_key("ef"))
    assert ask(new_cache(), Source("new"), "ef") == "new"


def test_a_flush_reaches_values_without_tags(new_cache: NewCache) -> None:
    cache = new_cache()
    ask(cache, Source("old"))
    cache.flush()
    assert ask(new_cache(), Source("new")) == "new"
    assert ask(cache, Source("unused")) == "new"


def test_a_cold_key_asks_the_source_once_for_all_threads(new_cache: NewCache) -> None:
    cache = new_cache()
    asked, found = [], []

    def slow() -> str:
        asked.append(1)
        time.sleep(0.2)
        return "value"

    threads = [threading.Thread(target=lambda: found.append(ask(cache, slow))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(asked), found) == (1, ["value"] * 12)


def test_when_the_first_reader_fails_the_others_ask_themselves(new_cache: NewCache) -> None:
    cache = new_cache()
    asked: list[int] = []
    outcomes: list[str] = []

    def flaky() -> str:
        asked.append(1)
        if len(asked) == 1:
            time.sleep(0.2)
            raise LookupError("not this time")
        return "value"

    def work() -> None:
        try:
            outcomes.append(ask(cache, flaky))
        except LookupError:
            outcomes.append("failed")

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["failed", *["value"] * 4]


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\xff" * 200,
        b"not json",
        b'{"generations":[],"value":{"text":"poison"}}',
        b"x" * 32 + b'{"generations":[],"value":{"text":"poison"}}',
        b"[" * 100_000,
    ],
)
def test_garbage_in_redis_is_a_miss_and_is_mended(
    new_cache: NewCache,
    private_redis: PrivateRedis,
    garbage: bytes,
    counted: Callable[[], dict[str, dict[str, int]]],
) -> None:
    private_redis.client.set("text:1", garbage)
    assert ask(new_cache(), Source("right"), "ef") == "right"
    assert counted()["L2"] == {"hits": 0, "misses": 1, "errors": 1}
    assert ask(new_cache(), Source("unused"), "ef") == "right"


def test_entries_moved_to_another_key_or_of_another_installation_are_not_believed(
    new_cache: NewCache, private_redis: PrivateRedis
) -> None:
    ask(new_cache(), Source("of key 1"), key="text:1")
    client = private_redis.client
    client.set("text:2", client.get("text:1") or b"")
    assert ask(new_cache(), Source("of key 2"), key="text:2") == "of key 2"
    assert ask(new_cache(secret=b"another"), Source("mine"), key="text:1") == "mine"


def test_an_entry_of_another_shape_is_a_miss(
    new_cache: NewCache, counted: Callable[[], dict[str, dict[str, int]]]
) -> None:
    other: Kind[Any] = Kind("other", encode=lambda value: value, decode=lambda document: document)
    shapes: list[Any] = [{"text": ["a", "list"]}, {"other": "member"}, ["a"], None, "text"]
    for shape in shapes:
        new_cache().get(other, "k", key=lambda: "text:1", load=partial(copy, shape))
        assert ask(new_cache(), Source("right")) == "right"
        new_cache().shared.client.delete("text:1")
    assert counted()["L2"]["errors"] == 5


def test_keys_of_another_type_where_generations_belong_break_nothing(
    new_cache: NewCache, private_redis: PrivateRedis
) -> None:
    private_redis.client.rpush(generation_key("ef"), "a list")
    private_redis.client.rpush("text:1", "a list")
    source = Source()
    assert ask(new_cache(), source, "ef") == "first"
    assert ask(new_cache(), source, "ef") == "first"
    assert source.asked == 2


def test_with_redis_stopped_everything_goes_on_from_the_source_and_quickly(
    new_cache: NewCache, private_redis: PrivateRedis, counted: Callable[[], dict[str, dict[str, int]]]
) -> None:
    cache = new_cache(hears=True)
    ask(cache, Source("old"), "ef")
    private_redis.stop()
    assert wait_for(lambda: not cache.live, 3)
    source = Source("from the source")
    began = time.monotonic()
    for _ in range(200):
        # Nothing tells this process of changes any more: what can become old is not served from memory.
        assert ask(cache, source, "ef") == "from the source"
    assert time.monotonic() - began < 2
    assert source.asked == 200
    assert cache.snapshot()["redis_left_alone"] is True
    assert 3 <= counted()["L2"]["errors"] <= 6
    private_redis.start()
    assert wait_for(lambda: cache.live, 5)
    keys = (f"more:{number}" for number in range(1000))
    assert wait_for(lambda: ask(cache, Source(), "ef", key=next(keys)) == "first" and not cache.shared.breaker.open, 5)
    assert ask(cache, Source("again"), "ef") == "again"


def test_a_redis_that_hangs_is_left_alone_after_three_short_waits(
    new_cache: NewCache, private_redis: PrivateRedis
) -> None:
    cache = new_cache()
    private_redis.freeze()
    try:
        began = time.monotonic()
        for number in range(50):
            assert ask(cache, Source("source"), "ef", key=f"text:{number}") == "source"
        assert time.monotonic() - began < 2.5
    finally:
        private_redis.thaw()


def test_values_determined_by_their_key_are_served_from_memory_without_redis(
    new_cache: NewCache, private_redis: PrivateRedis
) -> None:
    private_redis.stop()
    cache, source = new_cache(), Source()
    assert [ask(cache, source) for _ in range(3)] == ["first"] * 3
    assert source.asked == 1
