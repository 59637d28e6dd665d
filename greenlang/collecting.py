"""Python's search for cycles, made rarer while something large is built that stays until it is done.

By default everything alive is walked through again each time it has grown by a quarter. Of a report of ten thousand
lines that is a quarter of the time, and finds nothing.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

RARE = (300_000, 20, 100)
"""New objects between two searches among the young, and how many of those before one among the older, and among all."""

_lock = threading.Lock()
_usual: list[tuple[int, int, int]] = []
"""What held before, once for each that asked; the first of them comes back when the last is done."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Within, cycles are searched for rarely; also a decorator. The whole process's, until the last that asked is done.

    Cycles are still collected: whatever goes on beside it in other threads grows no further than some hundred
    thousand objects.
    """
    with _lock:
        _usual.append(gc.get_threshold())
        gc.set_threshold(*RARE)
    try:
        yield
    finally:
        with _lock:
            # From the end: whoever ends last takes away the first.
            before = _usual.pop()
            if not _usual:
                gc.set_threshold(*before)
