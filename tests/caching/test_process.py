"""One cache a process: shared by its threads, not by its children."""

import json
import os
import threading

from greenlang.caching.process import process_cache
from tests.embedded.processes import wait_for


def test_threads_share_the_cache_and_a_forked_child_makes_its_own() -> None:
    found = []
    threads = [threading.Thread(target=lambda: found.append(process_cache())) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mine = process_cache()
    assert all(cache is mine for cache in found)
    assert wait_for(lambda: mine.live)
    mine.memory.put("key", "of the parent", token=mine.memory.token())

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        its = process_cache()
        said = {"own": its is not mine, "hears": wait_for(lambda: its.live), "entries": len(its.memory)}
        os.write(writing, json.dumps(said).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert json.loads(os.read(reading, 1000)) == {"own": True, "hears": True, "entries": 0}
    os.close(reading)
    os.close(writing)
    assert mine.live


def test_its_figures_are_for_people() -> None:
    snapshot = process_cache().snapshot()
    assert snapshot["memory"]["limit"] == 100 * 1024 * 1024  # type: ignore[index]
    assert set(snapshot) == {"tiers", "memory", "redis_left_alone", "hears_of_changes"}
