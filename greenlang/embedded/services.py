"""The embedded servers of one data directory as a context manager, and who may use them at the same time.

Two locks in the data directory's ``run`` folder: ``lock`` is held alone by the stack that runs there,
``users`` is shared by the commands that merely use its servers, so that a command which started servers for
its own duration does not take them away from another one.
"""

import contextlib
import fcntl
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn, Self

from greenlang.embedded import postgres as postgres_server
from greenlang.embedded import redis_server
from greenlang.embedded.children import Children
from greenlang.embedded.errors import DataDirectoryInUse, ServiceFailed
from greenlang.embedded.paths import DataDirectory

HEALTH_SECONDS = 120.0
ATTACH_SECONDS = 60.0
_POLL_SECONDS = 0.02


class EmbeddedServices:
    """PostgreSQL and Redis for the duration of a ``with`` block; enter it in the main thread.

    A server whose address is set from outside (DATABASE_URL, REDIS_URL) is not started. A termination signal
    inside the block (SIGTERM, SIGHUP, unless the caller handles them) becomes ``SystemExit``, so that the
    servers are stopped in order.

    Args:
        data: where they keep their data.
        postgres: whether PostgreSQL is wanted.
        redis: whether Redis is wanted.
    """

    def __init__(self, data: DataDirectory, *, postgres: bool = True, redis: bool = True) -> None:
        self.data = data
        self.postgres = postgres and not os.environ.get("DATABASE_URL")
        self.redis = redis and not os.environ.get("REDIS_URL")
        self.children = Children(data.logs)
        self.attached = False
        self._may_attach = False
        self._locks: dict[Path, int] = {}
        self._signals: dict[int, Callable[[int, FrameType | None], object] | int | None] = {}

    @classmethod
    def attach_or_start(cls, data: DataDirectory, *, postgres: bool = True, redis: bool = True) -> Self:
        """For a command: use the servers of the stack that runs here; where none does, start them meanwhile.

        ``attached`` says which it was. Servers that were started are stopped at the end of the block, after
        the last other command that uses them.
        """
        services = cls(data, postgres=postgres, redis=redis)
        services._may_attach = True
        return services

    def __enter__(self) -> Self:
        if self._may_attach and not self.postgres and not self.redis:
            return self
        if not sys.platform.startswith("linux"):
            raise ServiceFailed(
                "Embedded servers run on Linux only.",
                mend="Set DATABASE_URL and REDIS_URL to servers of your own.",
            )
        self.data.ensure()
        try:
            self._handle_signals()
            if self._take_place():
                self._start()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        interrupted = kind is not None and issubclass(kind, KeyboardInterrupt | _Terminated)
        self._leave(at_once=interrupted or not self._may_attach)

    def database_url(self, role: str = postgres_server.APP) -> str:
        """Where to connect as ``role``: the external server's own URL when there is one."""
        return os.environ.get("DATABASE_URL") or postgres_server.dsn(self.data, role)

    def redis_url(self) -> str:
        """Where Redis is."""
        return os.environ.get("REDIS_URL") or redis_server.url(self.data)

    def check(self) -> None:
        """Raise ``ServiceFailed`` when a child of this stack has ended by itself."""
        self.children.check()

    def healthy(self) -> bool:
        """Whether every embedded server that is wanted answers now."""
        return (not self.postgres or postgres_server.answers(self.data)) and (
            not self.redis or redis_server.answers(self.data)
        )

    def _start(self) -> None:
        """Start the servers, wait for them, prepare the database."""
        self.data.ensure_sockets()
        self._write_record()
        if self.redis:
            redis_server.start(self.data, self.children)
        if self.postgres:
            postgres_server.start(self.data, self.children)
        self._wait_until_healthy()
        if self.postgres:
            postgres_server.prepare(self.data)
        self._write_record(ready=True)

    def _wait_until_healthy(self) -> None:
        """Poll until all answer; a child that dies meanwhile ends the wait at once."""
        until = time.monotonic() + HEALTH_SECONDS
        while not self.healthy():
            self.children.check()
            if time.monotonic() > until:
                raise ServiceFailed(
                    f"The embedded servers did not answer within {HEALTH_SECONDS:.0f} s.",
                    where=str(self.data.logs),
                    mend="Their logs in that folder say what they wait for.",
                )
            time.sleep(_POLL_SECONDS)
        self.children.check()

    def _take_place(self) -> bool:
        """True: the data directory is ours alone. False: attached to the stack that has it.

        Raises:
            DataDirectoryInUse: another stack has it, and we may not attach or it does not serve what we need.
        """
        place = self.data.root
        until = time.monotonic() + ATTACH_SECONDS
        while not self._lock(self.data.lock, fcntl.LOCK_EX):
            if not self._may_attach:
                raise DataDirectoryInUse(
                    f"Another GreenLang, process {self._holder()}, runs on the data directory {place}.",
                    mend="Stop it, or set GREENLANG_DATA to another folder.",
                )
            self._refuse_other_servers()
            users = self.data.run / "users"
            if self._lock(users, fcntl.LOCK_SH):
                if self._serving() and self.healthy():
                    self.attached = True
                    return False
                self._unlock(users)
            if time.monotonic() > until:
                raise DataDirectoryInUse(
                    f"GreenLang, process {self._holder()}, has the data directory {place}, but its "
                    f"servers did not answer within {ATTACH_SECONDS:.0f} s.",
                    mend="Stop that process and try again.",
                )
            time.sleep(_POLL_SECONDS)
        self._write_record()
        return True

    def _serving(self) -> bool:
        """Whether the holder has said that its servers are prepared, not merely started."""
        return self.data.lock_record().get("ready") is True

    def _refuse_other_servers(self) -> None:
        """Raise when the holder uses external servers where this process was told of none."""
        record = self.data.lock_record()
        for wanted, name, variable in (
            (self.postgres, "postgres", "DATABASE_URL"),
            (self.redis, "redis", "REDIS_URL"),
        ):
            if wanted and record.get(name) is False:
                raise DataDirectoryInUse(
                    f"GreenLang, process {self._holder()}, runs on {self.data.root} with an external server.",
                    mend=f"Set {variable} as it does.",
                )

    def _holder(self) -> object:
        return self.data.lock_record().get("pid", "unknown")

    def _write_record(self, *, ready: bool = False) -> None:
        """Say in the lock file who runs here and what it serves."""
        record = {
            "pid": os.getpid(),
            "postgres": self.postgres,
            "redis": self.redis,
            "sockets": str(self.data.socket_directory),
            "ready": ready,
        }
        self.data.lock.write_text(json.dumps(record))

    def _leave(self, *, at_once: bool = True) -> None:
        """Give up the place: stop what was started; unless ``at_once``, after the last command using it."""
        try:
            if self.data.lock in self._locks:
                try:
                    if not at_once:
                        self._wait_for_users()
                finally:
                    self.children.stop_all()
                    self._remove_sockets()
                    self.data.lock.write_text("")
        finally:
            for path in list(self._locks):
                self._unlock(path)
            for number, handler in self._signals.items():
                signal.signal(number, handler)
            self._signals.clear()

    def _remove_sockets(self) -> None:
        """Leave nothing behind outside the data directory; what is not empty is not ours to remove."""
        folder = self.data.socket_directory
        for empty in (folder / "postgres", folder):
            with contextlib.suppress(OSError):
                empty.rmdir()

    def _wait_for_users(self) -> None:
        """Wait until no other command uses the servers, and let no further one begin."""
        told = False
        while not self._lock(self.data.run / "users", fcntl.LOCK_EX):
            if not told:
                sys.stderr.write("greenlang: waiting for another command that uses these servers\n")
                told = True
            time.sleep(_POLL_SECONDS)

    def _lock(self, path: Path, kind: int) -> bool:
        """Take a lock if it is free."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._locks[path] = descriptor
        return True

    def _unlock(self, path: Path) -> None:
        os.close(self._locks.pop(path))

    def _handle_signals(self) -> None:
        """Let termination unwind the block, where nobody else handles it."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) == signal.SIG_DFL:
                self._signals[number] = signal.signal(number, _terminate)


def running_process(data: DataDirectory) -> int | None:
    """The process of the stack that holds this data directory now; None where none does."""
    try:
        descriptor = os.open(data.lock, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pid = data.lock_record().get("pid")
        return pid if isinstance(pid, int) else 0
    finally:
        os.close(descriptor)
    return None


class _Terminated(SystemExit):
    """A termination signal arrived."""


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise _Terminated(128 + number)
