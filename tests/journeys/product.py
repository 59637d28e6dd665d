"""The product itself, started as a user starts it, in a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 180


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(data: Path, settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment with a data directory of its own and no trace of the test servers."""
    dropped = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "GREENLANG_TEST_SERVERS", "GREENLANG_ENV"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    patient = dict.fromkeys(("GREENLANG_SIGN_INS_A_MINUTE", "GREENLANG_SIGN_INS_AN_ADDRESS"), "1000")
    return {**kept, **patient, "GREENLANG_DATA": str(data), "GREENLANG_BOOTSTRAP": "0", **(settings or {})}


def manage(
    data: Path, *arguments: str, stdin: bytes = b"", settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """One command, as from the shell."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment(data, settings),
        input=stdin,
        capture_output=True,
        timeout=START_SECONDS,
        check=False,
    )


def processes_of(data: Path) -> list[str]:
    """Command lines of processes whose environment names this data directory."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if f"GREENLANG_DATA={data}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@dataclass
class Product:
    """A running stack."""

    data: Path
    url: str
    port: int
    first: dict[str, Any]
    process: subprocess.Popen[bytes]

    def manage(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """A command against it."""
        return manage(self.data, *arguments, stdin=stdin)

    @property
    def password(self) -> str:
        """Of the demonstration's accounts."""
        return (self.data / "keys" / "demo-password").read_text()


@contextmanager
def running(data: Path, arguments: Sequence[str] = ()) -> Iterator[Product]:
    """``up`` until it has printed its object; Ctrl-C at the end, which must leave nothing behind."""
    _let_interrupts_through()
    port = free_port()
    errors = (data.parent / f"{data.name}.err").open("w+b")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up", "--json", "--port", str(port), *arguments],
        cwd=PROJECT,
        env=environment(data),
        stdout=subprocess.PIPE,
        stderr=errors,
    )
    try:
        first = _object(process)
        if first is None:
            errors.seek(0)
            raise AssertionError(f"up did not come up:\n{errors.read().decode()}")
        yield Product(data, f"http://127.0.0.1:{port}", port, first, process)
    finally:
        process.send_signal(signal.SIGINT)
        status = process.wait(60)
        errors.close()
    assert status == 0, status
    assert processes_of(data) == []


def _let_interrupts_through() -> None:
    """A shell lets what it starts in the background ignore Ctrl-C, and children inherit that, but no handler."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _object(process: "subprocess.Popen[bytes]") -> dict[str, Any] | None:
    text = ""
    for line in process.stdout or ():
        text += line.decode()
        try:
            document = json.loads(text)
        except ValueError:
            continue
        return None if "error" in document else document
    return None
