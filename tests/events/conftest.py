"""A committed database, a Redis of the tests' own, and the processes a test starts."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.caching.private_redis import PrivateRedis
from tests.database import TestDatabase, superuser_connection
from tests.events.surroundings import Surroundings


@pytest.fixture
def private_redis() -> Iterator[PrivateRedis]:
    """Started, empty."""
    server = PrivateRedis(Path(tempfile.mkdtemp(prefix="gl-redis-")))
    server.start()
    yield server
    server.stop()
    shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture
def surroundings(committed: TestDatabase, private_redis: PrivateRedis) -> Surroundings:
    """A database whose transactions really commit, and a Redis of its own."""
    with superuser_connection(committed.name) as superuser:  # the catalogue's editions were told long ago, and let go
        superuser.execute("DELETE FROM events_outboxevent")
    return Surroundings(committed, private_redis)


@pytest.fixture
def processes() -> Iterator[Callable[["subprocess.Popen[str]"], "subprocess.Popen[str]"]]:
    """Ends what a test has started, and what that has started in turn."""
    started: list[subprocess.Popen[str]] = []

    def keep(process: "subprocess.Popen[str]") -> "subprocess.Popen[str]":
        started.append(process)
        return process

    yield keep
    for process in started:
        if process.poll() is None and os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.communicate()
