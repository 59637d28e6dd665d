"""Processes of the tests' own: a supervisor to kill, and waiting for what follows."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Poll until the condition holds; whether it came to hold."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def supervisor(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own that runs ``code`` and says on stdout what the test waits for."""
    prelude = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from greenlang.embedded.children import Children\n"
        "from greenlang.embedded.paths import DataDirectory\n"
        "from greenlang.embedded.services import EmbeddedServices\n"
    )
    command = [sys.executable, "-c", prelude + code, *(str(argument) for argument in arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    """The next line of its stdout."""
    assert process.stdout is not None
    return str(process.stdout.readline()).strip()


def alive(process: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
