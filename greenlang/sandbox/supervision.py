"""Watching a started run: bounded output, wall time, tasks and written bytes; nothing is left alive."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from greenlang.sandbox.contract import Limits
from greenlang.sandbox.scratch import MOST_ENTRIES

_LOOK_EVERY = 0.05
_CHUNK = 65536
_LAST_WORDS_SECONDS = 2.0


@dataclass
class Ended:
    """What the watcher saw: raw return code, kept output, why it stopped the run (empty: it did not)."""

    returncode: int = 0
    stdout: bytes = b""
    stderr: bytes = b""
    truncated: bool = False
    stopped: str = ""
    timed_out: bool = False
    seconds: float = 0.0
    report: str = ""


@dataclass
class _Stream:
    """One pipe of the run; keeps the beginning, drains the rest."""

    pipe: IO[bytes]
    most: int
    kept: bytearray = field(default_factory=bytearray)
    truncated: bool = False

    def read(self) -> bool:
        """Take what is there; False at the end."""
        chunk = os.read(self.pipe.fileno(), _CHUNK)
        room = self.most - len(self.kept)
        self.kept += chunk[: max(room, 0)]
        self.truncated = self.truncated or len(chunk) > room
        return bool(chunk)


def supervise(argv: Sequence[str], *, limits: Limits, written: Sequence[Path], report: tuple[int, int]) -> Ended:
    """Start ``argv`` in a session of its own and see it through to its end.

    Args:
        written: folders the run can write on the host; their size together is bounded.
        report: reading and writing end of the launcher's pipe; both are closed here.

    The calling thread must live as long as the call: the run's life is bound to it by the kernel.
    """
    started = time.monotonic()
    try:
        process = subprocess.Popen(
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
            pass_fds=(report[1],),
            start_new_session=True,
            cwd="/",
        )
    except BaseException:
        os.close(report[0])
        raise
    finally:
        os.close(report[1])
    ended = Ended()
    try:
        _watch(process, limits, written, started, ended)
    finally:
        _end(process)
        ended.report = _report(report[0])
    ended.returncode = process.returncode
    ended.seconds = time.monotonic() - started
    return ended


def _watch(
    process: subprocess.Popen[bytes], limits: Limits, written: Sequence[Path], started: float, ended: Ended
) -> None:
    if process.stdout is None or process.stderr is None:
        raise RuntimeError("the run was started without its pipes")
    streams = [_Stream(process.stdout, limits.output_bytes), _Stream(process.stderr, limits.output_bytes)]
    deadline = started + limits.seconds
    look_at = started + _LOOK_EVERY
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream.pipe, selectors.EVENT_READ, stream)
        stopped_at = 0.0
        while selector.get_map():
            now = time.monotonic()
            if stopped_at and now > stopped_at + _LAST_WORDS_SECONDS:
                break
            if not stopped_at and now >= look_at:
                ended.timed_out = now >= deadline
                ended.stopped = _excess(process.pid, limits, written, timed_out=ended.timed_out)
                look_at = min(now + _LOOK_EVERY, max(deadline, now + 0.001))
                if ended.stopped or _has_exited(process.pid):
                    stopped_at = now
                    _kill_group(process.pid)
            for key, _ in selector.select(_LOOK_EVERY if stopped_at else max(look_at - now, 0)):
                if not key.data.read():
                    selector.unregister(key.fileobj)
    ended.stdout, ended.stderr = (bytes(stream.kept) for stream in streams)
    ended.truncated = any(stream.truncated for stream in streams)
    if not ended.stopped:
        _await_exit(process.pid, deadline, ended)


def _await_exit(pid: int, deadline: float, ended: Ended) -> None:
    """A run may close its output and go on; it still has only its time."""
    pause = 0.0005
    while not _has_exited(pid):
        if time.monotonic() >= deadline:
            ended.timed_out, ended.stopped = True, "it ran out of time"
            return
        time.sleep(pause)
        pause = min(pause * 2, _LOOK_EVERY)


def _has_exited(pid: int) -> bool:
    """Without reaping, so that the process group's number stays taken until it has been ended."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _excess(pid: int, limits: Limits, written: Sequence[Path], *, timed_out: bool) -> str:
    if timed_out:
        return "it ran out of time"
    # Two tasks more: the tool's own processes of the same session.
    if _tasks(pid) > limits.processes + limits.threads + 2:
        return "it started too many processes or threads"
    if _is_larger(written, limits.file_bytes):
        return "it wrote too much"
    return ""


def _tasks(session: int) -> int:
    """Processes and threads alive in a session. The run cannot leave its session: its filter says so."""
    found = 0
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            fields = Path(entry.path, "stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            continue
        if len(fields) > 17 and int(fields[3]) == session and fields[0] != b"Z":
            found += int(fields[17])
    return found


def _is_larger(folders: Sequence[Path], most_bytes: int) -> bool:
    """Whether the folders hold more than ``most_bytes`` or more entries than a run may make."""
    total = entries = 0
    pending = [str(folder) for folder in folders]
    while pending:
        try:
            with os.scandir(pending.pop()) as listing:
                for entry in listing:
                    entries += 1
                    if entries > MOST_ENTRIES:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
                    else:
                        total += entry.stat(follow_symlinks=False).st_blocks * 512
        except FileNotFoundError:
            continue
        except OSError:
            # A folder locked, or nested beyond the longest path, so that it cannot be counted.
            return True
        if total > most_bytes:
            return True
    return False


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _end(process: subprocess.Popen[bytes]) -> None:
    """End every task of the run, then reap; a bomb is outrun by repeating."""
    limit = time.monotonic() + _LAST_WORDS_SECONDS
    _kill_group(process.pid)
    while not _has_exited(process.pid) and time.monotonic() < limit:
        time.sleep(0.001)
    while _tasks(process.pid) and time.monotonic() < limit:
        _kill_group(process.pid)
        time.sleep(0.001)
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _report(descriptor: int) -> str:
    """What the launcher said; the run is dead, so nobody can still write."""
    with os.fdopen(descriptor, "rb") as pipe:
        return pipe.read(_CHUNK).decode(errors="replace").strip()
