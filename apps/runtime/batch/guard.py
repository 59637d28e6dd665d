"""Work in a process of its own, forked for it: what hangs, exits or eats memory there takes nobody with it.

Pure but for the system: the work says where it stands in memory that both share, and answers over a socket. What is
inherited and must not be shared (connections) is let go of by the work itself, first thing.
"""

import contextlib
import ctypes
import gc
import mmap
import os
import resource
import select
import signal
import socket
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
_SIZE = struct.Struct("I")


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
        seconds: for one answer.
        row_seconds: at the same place.
        more_bytes: of data beyond what it inherits.
    """

    seconds: float
    row_seconds: float
    more_bytes: int


Work = Callable[[bytes, Mark], bytes]


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


class Guarded:
    """A process forked to answer questions, one after the other; it ends with this object or this process.

    Args:
        work: called in the child with a question and the mark; its answer is at most `MOST_ANSWER_BYTES`.
        limits: of each question, and of the process's memory.
    """

    def __init__(self, work: Work, limits: Limits) -> None:
        self.limits = limits
        self.asked = 0
        self._mark = Mark()
        self._line, theirs = socket.socketpair()
        parent = os.getpid()
        # Garbage collection in the child would copy every page it looks at.
        gc.freeze()
        self._child = os.fork()
        if self._child == 0:
            self._line.close()
            _become(work, self._mark, limits, theirs, parent)
        theirs.close()
        self._status: int | None = None

    @property
    def lives(self) -> bool:
        """Whether it can be asked."""
        if self._status is None:
            found, status = os.waitpid(self._child, os.WNOHANG)
            if found:
                self._status = os.waitstatus_to_exitcode(status)
        return self._status is None

    def ask(self, question: bytes, *, beat: Callable[[], bool], beat_seconds: float) -> Ended:
        """Put a question and wait for the answer; without one, the process has ended.

        Args:
            beat: called here every ``beat_seconds``; the process is ended once it says no.
        """
        self.asked += 1
        self._mark.at(PREPARING)
        watch = _Watch(self._line, self._mark, self.limits)
        try:
            self._line.sendall(_SIZE.pack(len(question)) + question)
            how = watch.until_answered(beat, beat_seconds)
        except OSError:
            how = How.EXITED
        if how is How.ANSWERED:
            return Ended(how, self._mark.place, 0, watch.answer)
        self.end(kill=how is not How.EXITED)
        status = self._status or 0
        from_outside = status in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)
        return Ended(How.KILLED if how is How.EXITED and from_outside else how, self._mark.place, status)

    def end(self, *, kill: bool = True) -> None:
        """End it, and wait until it has."""
        if self.lives:
            if kill:
                os.kill(self._child, signal.SIGKILL)
            _, status = os.waitpid(self._child, 0)
            self._status = os.waitstatus_to_exitcode(status)
        self._line.close()


def _become(work: Work, mark: Mark, limits: Limits, line: socket.socket, parent: int) -> None:
    """The child's life; never returns."""
    status = 1
    try:
        _die_with(parent)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1):
            signal.signal(number, signal.SIG_DFL)
        most = _data_bytes() + limits.more_bytes
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        while (question := _received(line)) is not None:
            answer = work(question, mark)[:MOST_ANSWER_BYTES]
            line.sendall(_SIZE.pack(len(answer)) + answer)
        status = 0
    finally:
        # Nothing of the parent's is flushed, closed or said good-bye to.
        os._exit(status)


def _received(line: socket.socket) -> bytes | None:
    """A whole message; None at the end of the line."""
    head = line.recv(_SIZE.size, socket.MSG_WAITALL)
    if len(head) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack(head)
    return line.recv(size, socket.MSG_WAITALL) if size else b""


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    # Where the machine runs out of memory, this process goes before those that wait for it.
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _data_bytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0


class _Watch:
    """The parent's side of one question."""

    def __init__(self, line: socket.socket, mark: Mark, limits: Limits) -> None:
        self.line, self.mark, self.limits = line, mark, limits
        self.began = self.moved = time.monotonic()
        self.place = mark.place
        self.heard = b""

    @property
    def answer(self) -> bytes:
        """What was answered."""
        return self.heard[_SIZE.size :]

    def until_answered(self, beat: Callable[[], bool], beat_seconds: float) -> How:
        beaten = self.began
        while True:
            if (how := self._hear(min(_POLL_SECONDS, beat_seconds))) is not None:
                return how
            now = time.monotonic()
            if (how := self._overdue(now)) is not None:
                return how
            if now - beaten >= beat_seconds:
                beaten = now
                if not beat():
                    return How.CALLED_BACK

    def _hear(self, seconds: float) -> How | None:
        """Wait a little for an answer; `How.EXITED` at the end of the line."""
        ready, _, _ = select.select([self.line], [], [], seconds)
        if not ready:
            return None
        part = self.line.recv(MOST_ANSWER_BYTES)
        self.heard += part
        if not part:
            return How.EXITED
        whole = len(self.heard) >= _SIZE.size and len(self.answer) == _SIZE.unpack_from(self.heard)[0]
        return How.ANSWERED if whole else None

    def _overdue(self, now: float) -> How | None:
        place = self.mark.place
        if place != self.place:
            self.place, self.moved = place, now
        if now - self.moved > self.limits.row_seconds:
            return How.HUNG
        return How.LATE if now - self.began > self.limits.seconds else None
