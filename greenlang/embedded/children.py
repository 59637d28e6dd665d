"""Child processes that end with the process that started them, even when that one is killed.

Each child leads a session and group of its own (a Ctrl-C on the terminal reaches only the supervisor, which
stops the children in order), gets a parent-death signal, and is known to a watchdog that ends its whole group
when the supervisor is gone: a parent-death signal reaches children only, not their workers.
"""

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from greenlang.embedded.errors import ServiceFailed

MARK_VARIABLE = "GREENLANG_SUPERVISORS"
LARGEST_LOG_BYTES = 5 * 1024 * 1024
_LAUNCHER = Path(__file__).with_name("launcher.py")
_WATCHDOG = Path(__file__).with_name("watchdog.py")


def launch_command(command: Sequence[str | Path], *, identity: str, death_signal: int) -> list[str]:
    """The command line that becomes ``command`` as ``identity`` (see ``launcher``), bound to this process."""
    launcher = [sys.executable, "-I", "-S", str(_LAUNCHER), str(os.getpid()), str(death_signal), identity]
    return [*launcher, *(str(part) for part in command)]


@dataclass
class Child:
    """One running child; made by ``Children.spawn``."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: int
    stop_seconds: float

    @property
    def pid(self) -> int:
        """Process id, also the id of the child's process group."""
        return self.process.pid

    @property
    def exit_status(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self.process.poll()

    def last_lines(self, count: int = 10) -> str:
        """The end of its log."""
        with contextlib.suppress(OSError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])
        return ""


class Children:
    """The children of this process, stopped in reverse order of their start.

    Spawn from the main thread: a parent-death signal is tied to the *thread* that made the child.

    Args:
        logs: existing folder for one ``NAME.log`` each.
    """

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self._children: list[Child] = []
        self._mark = secrets.token_hex(16)
        self._watchdog: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop_all()

    def __iter__(self) -> Iterator[Child]:
        """Those not yet stopped, the oldest first."""
        return iter(tuple(self._children))

    def spawn(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stop_signal: int = signal.SIGTERM,
        stop_seconds: float = 10.0,
        identity: str = "same",
    ) -> Child:
        """Start a child whose output is appended to ``NAME.log``.

        Args:
            name: what messages call it.
            command: program and arguments.
            env: its whole environment; None: this process's.
            cwd: its working folder.
            stop_signal: what stops it in order; also sent when this process dies.
            stop_seconds: how long it may take to stop before it is killed.
            identity: ``same``, ``namespace`` or ``nobody``, see ``launcher``.
        """
        if threading.current_thread() is not threading.main_thread():
            raise RuntimeError(f"{name} must be started from the main thread")
        log = self._open_log(name)
        try:
            process = subprocess.Popen(
                launch_command(command, identity=identity, death_signal=stop_signal),
                env=self._marked(os.environ if env is None else env),
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        finally:
            os.close(log)
        child = Child(name, process, self.logs / f"{name}.log", stop_signal, stop_seconds)
        self._children.append(child)
        self._tell_watchdog(f"+{child.pid} {int(stop_signal)}")
        return child

    def dead(self) -> Child | None:
        """The first child that ended by itself, or None."""
        return next((child for child in self if child.exit_status is not None), None)

    def check(self) -> None:
        """Raise ``ServiceFailed`` with the last lines of its log when a child ended by itself."""
        child = self.dead()
        if child is not None:
            raise ServiceFailed(
                f"{child.name} ended unexpectedly with status {child.exit_status}.",
                where=str(child.log),
                mend=f"Its last lines:\n{child.last_lines()}",
            )

    def watch(self, *, seconds: float | None = None, interval: float = 0.2) -> Child | None:
        """Wait until a child ends by itself and return it; None when ``seconds`` have passed."""
        until = None if seconds is None else time.monotonic() + seconds
        while until is None or time.monotonic() < until:
            child = self.dead()
            if child is not None:
                return child
            time.sleep(interval)
        return None

    def stop(self, child: Child) -> None:
        """Stop one child and its group: its signal, a wait, then the kill."""
        with contextlib.suppress(OSError):
            child.process.send_signal(child.stop_signal)
        try:
            child.process.wait(child.stop_seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            with contextlib.suppress(OSError):
                os.killpg(child.pid, signal.SIGKILL)
            child.process.wait()
            self._children.remove(child)
            self._tell_watchdog(f"-{child.pid}")

    def stop_all(self) -> None:
        """Stop all, the youngest first; a second interruption kills what is left at once."""
        try:
            while self._children:
                self.stop(self._children[-1])
        finally:
            for child in reversed(tuple(self)):
                child.stop_seconds = 0.0
                self.stop(child)
            self._dismiss_watchdog()

    def _marked(self, env: Mapping[str, str]) -> dict[str, str]:
        """The environment plus this supervisor's mark, by which the watchdog knows its descendants."""
        return {**env, MARK_VARIABLE: f"{env.get(MARK_VARIABLE, '')} {self._mark}".strip()}

    def _open_log(self, name: str) -> int:
        """Open a log for appending; a large one moves aside first."""
        path = self.logs / f"{name}.log"
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size > LARGEST_LOG_BYTES:
                path.replace(path.with_suffix(".log.1"))
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)

    def _tell_watchdog(self, line: str) -> None:
        """Register or forget a group; the watchdog is started with the first one."""
        if self._watchdog is None:
            self._watchdog = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_WATCHDOG), self._mark],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        if self._watchdog.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._watchdog.stdin.write(line.encode() + b"\n")
                self._watchdog.stdin.flush()

    def _dismiss_watchdog(self) -> None:
        """Close its pipe: it ends stray descendants, if there are any, and itself."""
        watchdog, self._watchdog = self._watchdog, None
        if watchdog is not None:
            watchdog.communicate()
