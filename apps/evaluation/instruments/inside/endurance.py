"""Many calculations in a row: their times, whether each gives the same bytes, and the memory they keep."""

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass

from apps.evaluation.instruments.inside.subject import Subject, said, within

_FEWEST, _MOST = 20, 50_000
_WARM_UP = 40
_MEMORY_MILLISECONDS = 500
_STRETCHES = 12
_SMALL_BYTES, _LARGEST_SMALL = 64, 512
"""What a small object takes on average, and up to which size the interpreter counts an allocation as a small one."""


@dataclass
class Tally:
    """Calculations made and those that failed: an error, or other bytes than the first time."""

    made: int = 0
    failed: int = 0
    first: str = ""

    def fail(self, why: str) -> None:
        """Count one."""
        self.failed += 1
        self.first = self.first or why

    def as_document(self) -> dict[str, object]:
        """For the report."""
        return {"made": self.made, "failed": self.failed, "first": self.first}


def latencies(subject: Subject, outcomes: list[bytes], milliseconds: int, tally: Tally) -> list[int]:
    """Nanoseconds of single calculations, samples in turn, each compared with its first outcome."""
    now, left = time.perf_counter_ns, within(milliseconds)
    taken: list[int] = []
    for place, document in subject.endless():
        if len(taken) >= _MOST or (len(taken) >= _FEWEST and not left()):
            return taken
        start = now()
        try:
            outcome = subject.run(document)
        except BaseException as error:
            outcome = b""
            tally.fail(said(error))
        taken.append(now() - start)
        tally.made += 1
        if outcome and outcome != outcomes[place]:
            tally.fail(f"Sample {place} gave another result.")
    return taken


def kept_bytes(subject: Subject, calculations: int, tally: Tally) -> tuple[int, int]:
    """Bytes still held after calculations that were not held before, and how many calculations that were.

    Small objects by the interpreter's count of them, at their usual size; large ones by its tracing of allocations,
    which alone would take what replaces something older for new. Of several stretches the one counts that keeps least:
    what is filled once is filled in some of them, and a leak grows in each. Every calculation has a fresh document, so
    that keeping it shows.
    """
    work = _Work(subject, tally, within(_MEMORY_MILLISECONDS + calculations))
    tracemalloc.start()
    try:
        work.some(max(_WARM_UP, 2 * len(subject.texts)))
        kept = [_stretch(work, max(calculations // _STRETCHES, 1)) for _ in range(_STRETCHES)]
    finally:
        tracemalloc.stop()
    return min((each for each in kept if each[1]), key=lambda each: each[0] / each[1], default=(0, 0))


@dataclass
class _Work:
    subject: Subject
    tally: Tally
    left: Callable[[], bool]

    def __post_init__(self) -> None:
        self.documents = self.subject.endless()

    def some(self, most: int) -> int:
        """Calculations while there is time; how many."""
        for made in range(most):
            if not self.left():
                return made
            try:
                self.subject.run(next(self.documents)[1])
            except BaseException as error:
                self.tally.fail(said(error))
            self.tally.made += 1
        return most


def _stretch(work: _Work, calculations: int) -> tuple[int, int]:
    blocks, large = _held()
    made = work.some(calculations)
    more_blocks, more_large = (after - before for after, before in zip(_held(), (blocks, large), strict=True))
    return max(more_blocks * _SMALL_BYTES + more_large, 0), made


def _held() -> tuple[int, int]:
    """Small blocks held, and bytes of large ones."""
    gc.collect()
    blocks = sys.getallocatedblocks()
    return blocks, sum(trace.size for trace in tracemalloc.take_snapshot().traces if trace.size > _LARGEST_SMALL)
