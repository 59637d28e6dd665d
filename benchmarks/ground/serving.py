"""Servers of a bench: the product's web server and its peers, each ready before anything is measured."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from greenlang.errors import Unavailable
from greenlang.management.serving import WEB_THREADS, WEB_WORKERS

READY_SECONDS = 90.0


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def product_served(database: str) -> Iterator[int]:
    """The product on a database of a bench, as ``up`` serves it; its port."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(WEB_WORKERS), "--blocking-threads", str(WEB_THREADS), "--no-ws", "--log-level", "error",
        "benchmarks.ground.served:application",
    ]  # fmt: skip
    more = {"GREENLANG_BENCH_DATABASE": database, "GREENLANG_CHECKPOINTS": str(settings.CHECKPOINTS)}
    with served(command, port, more):
        yield port


@contextmanager
def served(command: Sequence[str], port: int, more: Mapping[str, str], cwd: Path | None = None) -> Iterator[int]:
    """A server for the duration of the block; its port.

    Raises:
        Unavailable: it does not listen in time.
    """
    environment = {**os.environ, **more}
    child = subprocess.Popen(
        command, env=environment, cwd=cwd or settings.BASE_DIR, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait(child, port)
        yield port
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stderr:
            child.stderr.close()


def _wait(child: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if child.poll() is not None:
            said = child.stderr.read().decode("utf-8", "replace")[-600:] if child.stderr else ""
            raise Unavailable(f"A server of the bench ended by itself: {said}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise Unavailable(f"A server of the bench did not listen within {READY_SECONDS:.0f} s.")
