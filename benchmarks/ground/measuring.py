"""Clocks of the benches: paired rounds, the server's own CPU time, the peak of memory."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

Work = Callable[[], object]


def seconds_of(work: Work) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(works: Mapping[str, Work], rounds: int) -> dict[str, list[float]]:
    """Seconds of each work in each round; in a round all take their turn, so that drift hits them alike."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        names = list(works)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            seconds[name].append(seconds_of(works[name]))
    return seconds


def median_ratio(seconds: Sequence[float], reference: Sequence[float]) -> float:
    """Median of the rounds' own ratios."""
    return statistics.median(one / other for one, other in zip(seconds, reference, strict=True))


def peak_memory() -> float:
    """Most MB this process has had, of this program only where /proc says it."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class ServerClock:
    """CPU seconds of the server's sessions that have ended, from /proc; zero where there is none.

    Args:
        backend: process id of any session; its parent is the server.
    """

    def __init__(self, backend: int) -> None:
        self.server = self._fields(backend)[1] if self._fields(backend) else "0"

    def seconds(self) -> float:
        """So far; a session counts once it has ended, which takes a moment after the connection is closed."""
        time.sleep(0.1)
        fields = self._fields(int(self.server))
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK") if fields else 0.0

    @staticmethod
    def _fields(process: int) -> list[str]:
        try:
            return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return []


def cpu_seconds(work: Work, server: ServerClock) -> float:
    """CPU time of a piece of work, in this process and in sessions of the server that it opened and closed."""
    theirs, own = server.seconds(), time.process_time()
    work()
    own = time.process_time() - own
    return own + server.seconds() - theirs


def session_seconds(backend: int) -> float:
    """CPU seconds of one session of the server so far, from /proc; zero where there is none. Counted in hundredths."""
    try:
        fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
