"""Who waits too long leaves, and those behind are still served."""

import threading
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from apps.runtime.gateway import groups
from apps.runtime.gateway.groups import Groups

TENANT = uuid.UUID(int=1)


def test_one_who_left_is_not_chosen_to_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "WAIT_SECONDS", 0.1)
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def work(_: uuid.UUID, group: Sequence[str]) -> list[str]:
        begun.set()
        assert go_on.wait(30)
        done.extend(group)
        return list(group)

    queue: Groups[str, str] = Groups(work)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(queue.do, TENANT, "first")
        assert begun.wait(30)
        with pytest.raises(TimeoutError):
            queue.do(TENANT, "gave up")
        go_on.set()
        assert first.result(30) == "first"
    assert queue.do(TENANT, "later") == "later"
    assert done == ["first", "later"]
