"""Throughput as the load grows: once, ten times and a hundred times the work, singly, in a run, by several callers.

A script for the sandbox; writes ``load.jsonl``, a line for each way. A step is repeated and the median of its rates
counts. Steps rise, and the agent's own state with them. Time is the processor's, so that what else the machine does
costs an honest agent nothing; where the process waits by itself (it slept, locked or read), wall time counts.
"""

import itertools
import resource
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import median

from apps.evaluation.instruments.inside.subject import Report, Subject, calculated, imported, leave, subject_of
from greenlang.engine.batch import BatchCalculator, Refusal

_CALLERS = 4
_WAYS = 3
_WARM_UP = 8
_WAITING = 0.1
_CHANCE = 3
"""Waits a calculation beyond which the agent waits, and how many are none of its doing. Of several callers all but one
wait for the interpreter, which is not the agent's doing either."""
_NOBODYS = "0" * 64


@dataclass(frozen=True)
class Steps:
    """How much work at each step, and how often it is repeated; how much a caller does, and how often.

    Attributes:
        once: calculations of the single load.
    """

    once: int
    loads: Mapping[int, int]
    callers_loads: int
    callers_repeated: int


_WHOLE = Steps(1, {1: 20, 10: 5, 100: 2}, 10, 3)
_SHORT = Steps(1, {1: 4, 10: 1}, 2, 1)
"""For an agent so slow that the whole would not fit the time."""


@dataclass(frozen=True)
class Spent:
    """So many right results of so many asked for, in so many seconds."""

    right: int
    asked: int
    seconds: float


Work = Callable[[int], Spent]


def main() -> None:
    """Measure each way at each step."""
    report = Report("load.jsonl")
    agent = imported(report)
    subject = subject_of(agent, report) if agent is not None else None
    if subject is not None:
        outcomes, _ = calculated(subject)
        if outcomes:
            _measure(subject.only(list(outcomes)), list(outcomes.values()), report)
    leave()


def _measure(subject: Subject, expected: list[bytes], report: Report) -> None:
    def singly(count: int) -> Spent:
        return _timed(lambda: _singly(subject, expected, count), count)

    def in_a_run(count: int) -> Spent:
        return _timed(lambda: _in_a_run(subject, count), count)

    steps = _steps(singly, report.orders["load_milliseconds"])
    for way, work in (("single", singly), ("run", in_a_run)):
        _write(report, way, {step: [work(step * steps.once) for _ in range(n)] for step, n in steps.loads.items()})

    def one_of_several(count: int) -> Spent:
        return _timed(lambda: _singly(subject, expected, count), count, waiting=False)

    def callers(count: int) -> Spent:
        return _by_callers(one_of_several, count, steps.once * steps.callers_loads)

    repeated = range(steps.callers_repeated)
    _write(report, "callers", {number: [callers(number) for _ in repeated] for number in (1, _CALLERS)})


def _steps(work: Work, milliseconds: int) -> Steps:
    """The steps, so that everything fits the time; a busy machine makes them no shorter."""
    seconds = work(_WARM_UP).seconds / _WARM_UP
    loads = sum(step * repeated for step, repeated in _WHOLE.loads.items())
    once = int(milliseconds / 1000 / _WAYS / loads / max(seconds, 1e-6))
    return replace(_WHOLE, once=once) if once else _SHORT


def _timed(work: Callable[[], int], asked: int, *, waiting: bool = True) -> Spent:
    """The thread's processor time, or wall time where it waited and that counts."""
    # The process's own clock moves by the kernel's ticks once its processor time is limited.
    wall, processor, waits = time.perf_counter(), time.thread_time(), _waits()
    right = work()
    seconds = time.thread_time() - processor
    if waiting and _waits() - waits > max(asked * _WAITING, _CHANCE):
        seconds = time.perf_counter() - wall
    return Spent(right, asked, seconds)


def _waits() -> int:
    """How often the thread has given the processor away by itself."""
    return resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw


def _write(report: Report, way: str, measured: dict[int, list[Spent]]) -> None:
    rates = {
        str(step): f"{median(spent.right / max(spent.seconds, 1e-9) for spent in found):.3f}"
        for step, found in measured.items()
    }
    wrong = sum(spent.asked - spent.right for found in measured.values() for spent in found)
    report.write(way, rates=rates, wrong=wrong)


def _singly(subject: Subject, expected: list[bytes], count: int) -> int:
    right = 0
    for place, document in itertools.islice(subject.endless(), count):
        try:
            right += subject.run(document) == expected[place]
        except Exception:  # noqa: S112 - what is not right is counted by the caller
            continue
    return right


def _in_a_run(subject: Subject, count: int) -> int:
    agent = {"id": subject.agent.AGENT_ID, "version": subject.agent.AGENT_VERSION, "pack_sha256": _NOBODYS}
    batch = BatchCalculator(subject.agent, subject.table, subject.gwp, agent)
    documents = (document for _, document in itertools.islice(subject.endless(), count))
    return sum(not isinstance(row, Refusal) for row in batch.run(documents))


def _by_callers(work: Work, callers: int, each: int) -> Spent:
    """So many threads at once, each with its own documents; their time together."""
    spent: list[Spent] = []
    threads = [threading.Thread(target=lambda: spent.append(work(each))) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Spent(sum(one.right for one in spent), callers * each, sum(one.seconds for one in spent))


if __name__ == "__main__":
    main()
