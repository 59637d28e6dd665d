"""Many calculations in a row: their times, whether each gives the same bytes, and the memory they keep."""

import gc
import time
import tracemalloc
from dataclasses import dataclass

from apps.evaluation.instruments.inside.subject import Subject, said, within

_FEWEST, _MOST = 20, 50_000
_WARM_UP = 40
_MEMORY_MILLISECONDS = 400


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

    Counted by the interpreter's own allocator, after a warm-up that fills what is filled once. Every calculation has
    a fresh document, so that keeping it shows.
    """
    documents = subject.endless()
    run, left = subject.run, within(_MEMORY_MILLISECONDS + calculations)

    def some(most: int) -> int:
        for made in range(most):
            try:
                run(next(documents)[1])
            except BaseException as error:
                tally.fail(said(error))
            if not left():
                return made + 1
        return most

    tracemalloc.start()
    try:
        tally.made += some(max(_WARM_UP, 2 * len(subject.texts)))
        gc.collect()
        before = tracemalloc.get_traced_memory()[0]
        made = some(calculations)
        gc.collect()
        after = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    tally.made += made
    return max(after - before, 0), made
