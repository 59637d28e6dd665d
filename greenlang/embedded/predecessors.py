"""Servers left over from a killed supervisor: they are ending, and must be gone before new ones start."""

import contextlib
import os
import signal
import time
from pathlib import Path

from greenlang.embedded.errors import ServiceFailed

PATIENCE_SECONDS = 20.0


def processes_in(folder: Path) -> list[int]:
    """Processes whose working folder is ``folder``: each server runs in its own data."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if (entry / "cwd").readlink() == folder:
                    found.append(int(entry.name))
    return found


def wait_until_gone(folder: Path, *, what: str) -> None:
    """Wait for leftovers of the last run; half-way through the patience they are killed.

    Call only while holding the data directory's lock. A shell that stands in the folder is not ours to end:
    only servers count.

    Raises:
        ServiceFailed: they will not go.
    """
    began = time.monotonic()
    while leftovers := [process for process in processes_in(folder) if _is_server(process)]:
        waited = time.monotonic() - began
        if waited > PATIENCE_SECONDS:
            raise ServiceFailed(
                f"{what} of an earlier run (process {leftovers[0]}) does not end.",
                where=str(folder),
                mend=f"End it with: kill -9 {leftovers[0]}",
            )
        if waited > PATIENCE_SECONDS / 2:
            for process in leftovers:
                with contextlib.suppress(OSError):
                    os.kill(process, signal.SIGKILL)
        time.sleep(0.02)


def _is_server(process: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/comm").read_text().strip() in {
            "postgres",
            "redis-server",
            "valkey-server",
        }
    return False
