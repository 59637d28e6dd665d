"""Work in a process of its own, forked for it: what hangs, exits or eats memory there takes nobody with it.

Pure but for the system: the work says where it stands in memory that both share, and answers through a pipe. What is
inherited and must not be shared (connections) is let go of by the work itself, first thing.
"""

import ctypes
import mmap
import os
import resource
import select
import signal
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

PREPARING, WRITING = -1, -2
MOST_ANSWER_BYTES = 65_536
_POLL_SECONDS = 1.0
_PR_SET_PDEATHSIG = 1
_PLACE = struct.Struct("q")


class Mark:
    """Where the work stands: the number of a row from 0, or `PREPARING`, or `WRITING`."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, mmap.PAGESIZE)
        self.at(PREPARING)

    def at(self, place: int) -> None:
        """Say it; costs a tenth of a microsecond."""
        _PLACE.pack_into(self._memory, 0, place)

    @property
    def place(self) -> int:
        """What was said last."""
        return int(_PLACE.unpack_from(self._memory, 0)[0])


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may take.

    Args:
        seconds: altogether.
        row_seconds: at the same place.
        more_bytes: of data beyond what it inherits.
    """

    seconds: float
    row_seconds: float
    more_bytes: int


class How(Enum):
    """How the process ended."""

    ANSWERED = "it answered"
    EXITED = "it ended by itself"
    KILLED = "it was killed from outside"
    HUNG = "it did not go on"
    LATE = "its time was up"
    CALLED_BACK = "it was called back"


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended, where it stood, and what it answered.

    Args:
        status: exit status; negative: the signal that ended it.
    """

    how: How
    place: int
    status: int
    answer: bytes = b""


def guarded(work: Callable[[Mark], bytes], limits: Limits, *, beat: Callable[[], bool], beat_seconds: float) -> Ended:
    """Do the work in a child process and wait for its end.

    Args:
        work: called in the child; its answer is at most `MOST_ANSWER_BYTES`.
        beat: called here every ``beat_seconds``; the child is ended once it says no.
    """
    mark = Mark()
    receiving, sending = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _become(work, mark, limits, sending, parent)
    os.close(sending)
    try:
        return _Watch(child, receiving, mark, limits).until_it_ends(beat, beat_seconds)
    finally:
        os.close(receiving)


def _become(work: Callable[[Mark], bytes], mark: Mark, limits: Limits, sending: int, parent: int) -> None:
    """The child's life; never returns."""
    status = 1
    try:
        _die_with(parent)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            signal.signal(number, signal.SIG_DFL)
        most = _data_bytes() + limits.more_bytes
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        answer = work(mark)[:MOST_ANSWER_BYTES]
        while answer:
            answer = answer[os.write(sending, answer) :]
        status = 0
    finally:
        # Nothing of the parent's is flushed, closed or said good-bye to.
        os._exit(status)


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    # Where the machine runs out of memory, this process goes before those that wait for it.
    Path("/proc/self/oom_score_adj").write_text("1000")


def _data_bytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


class _Watch:
    """The parent's side."""

    def __init__(self, child: int, receiving: int, mark: Mark, limits: Limits) -> None:
        self.child, self.receiving, self.mark, self.limits = child, receiving, mark, limits
        self.began = self.moved = time.monotonic()
        self.place = mark.place
        self.answer = b""

    def until_it_ends(self, beat: Callable[[], bool], beat_seconds: float) -> Ended:
        beaten = self.began
        while not self._closed(min(_POLL_SECONDS, beat_seconds)):
            now = time.monotonic()
            if how := self._overdue(now):
                return self._end(how)
            if now - beaten >= beat_seconds:
                beaten = now
                if not beat():
                    return self._end(How.CALLED_BACK)
        status = self._wait()
        if status == 0 and self.answer:
            return Ended(How.ANSWERED, self.mark.place, status, self.answer)
        from_outside = status in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)
        return Ended(How.KILLED if from_outside else How.EXITED, self.mark.place, status)

    def _closed(self, seconds: float) -> bool:
        """Wait a little for the end of the pipe, which comes with the end of the process."""
        ready, _, _ = select.select([self.receiving], [], [], seconds)
        if not ready:
            return False
        part = os.read(self.receiving, MOST_ANSWER_BYTES)
        self.answer += part
        return not part

    def _overdue(self, now: float) -> How | None:
        place = self.mark.place
        if place != self.place:
            self.place, self.moved = place, now
        if now - self.moved > self.limits.row_seconds:
            return How.HUNG
        return How.LATE if now - self.began > self.limits.seconds else None

    def _end(self, how: How) -> Ended:
        os.kill(self.child, signal.SIGKILL)
        return Ended(how, self.mark.place, self._wait())

    def _wait(self) -> int:
        _, status = os.waitpid(self.child, 0)
        return os.waitstatus_to_exitcode(status)
