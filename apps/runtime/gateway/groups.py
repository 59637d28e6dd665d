"""Requests of one tenant that come at the same time are committed together: one of them does it for all.

A tenant's chain is moved by one transaction at a time, and a commit waits for the disk. Whoever arrives while another
commits waits for that, and the first of those who wait then commits for all of them.
"""

import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

MOST = 64
WAIT_SECONDS = 60.0

E = TypeVar("E")
R = TypeVar("R")


@dataclass(slots=True, eq=False)
class _Waiting(Generic[E, R]):
    """An entry, and whoever waits for what becomes of it."""

    entry: E
    woken: threading.Event = field(default_factory=threading.Event)
    leads: bool = False
    result: R | None = None
    error: BaseException | None = None


class Groups(Generic[E, R]):
    """Thread-safe.

    Args:
        work: does a group of entries of one tenant at once; gives their results in order, or raises for all of them.
    """

    def __init__(self, work: Callable[[uuid.UUID, Sequence[E]], Sequence[R]]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._queues: dict[uuid.UUID, deque[_Waiting[E, R]]] = {}

    def do(self, tenant_id: uuid.UUID, entry: E) -> R:
        """Have an entry done, alone or with others.

        Raises:
            TimeoutError: whoever was to do it did not come to an end.
            Whatever the group's work raised.
        """
        mine: _Waiting[E, R] = _Waiting(entry)
        with self._lock:
            queue = self._queues.get(tenant_id)
            if queue is None:
                queue = self._queues[tenant_id] = deque()
                mine.leads = True
            queue.append(mine)
        if not mine.leads and not mine.woken.wait(WAIT_SECONDS) and self._leaves(queue, mine):
            raise TimeoutError("the group's work did not end")
        if mine.leads:
            self._lead(tenant_id, queue)
        if mine.error is not None:
            raise mine.error
        return mine.result  # type: ignore[return-value]

    def _leaves(self, queue: "deque[_Waiting[E, R]]", mine: _Waiting[E, R]) -> bool:
        """Whether it waits no more: nobody who has gone may be chosen to lead, or all behind would wait for nobody."""
        with self._lock:
            if mine.woken.is_set():
                return False
            if mine in queue:
                queue.remove(mine)
            return True

    def _lead(self, tenant_id: uuid.UUID, queue: "deque[_Waiting[E, R]]") -> None:
        with self._lock:
            group = [queue.popleft() for _ in range(min(MOST, len(queue)))]
        try:
            results = self._work(tenant_id, [each.entry for each in group])
            for each, result in zip(group, results, strict=True):
                each.result = result
        except BaseException as error:
            for each in group:
                each.error = error
        finally:
            with self._lock:
                if queue:
                    queue[0].leads = True
                    queue[0].woken.set()
                else:
                    del self._queues[tenant_id]
            for each in group:
                each.woken.set()
