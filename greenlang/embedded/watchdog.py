"""Outlives a killed supervisor just long enough to end what it started. A script, standard library only.

Usage: ``watchdog.py MARK``. Stdin is a pipe from the supervisor: ``+GROUP SIGNAL`` registers a process group
and the signal that stops it, ``-GROUP`` forgets it. When the supervisor dies or closes the pipe, every
registered group gets its signal, and after a grace everything still alive in those groups, or carrying MARK
in its environment (grandchildren that made a session of their own), is killed.
"""

import contextlib
import os
import select
import signal
import sys
import time
from pathlib import Path

GRACE_SECONDS = 5.0


def listen() -> dict[int, int]:
    """The registered groups and their signals, once the supervisor is gone."""
    groups: dict[int, int] = {}
    poller = select.poll()
    poller.register(0, select.POLLIN | select.POLLHUP)
    parent = os.getppid()
    with contextlib.suppress(AttributeError, OSError):  # the pipe alone suffices unless a fork holds it open
        poller.register(os.pidfd_open(parent), select.POLLIN)
    pending = b""
    while True:
        ready = dict(poller.poll())
        if 0 in ready:
            part = os.read(0, 65536)
            *lines, pending = (pending + part).split(b"\n")
            for line in lines:
                note(groups, line.decode())
            if part:
                continue
        return groups


def note(groups: dict[int, int], line: str) -> None:
    """Register or forget one group."""
    group, _, number = line[1:].partition(" ")
    if line.startswith("+"):
        groups[int(group)] = int(number)
    else:
        groups.pop(int(group), None)


def living(groups: dict[int, int], mark: bytes) -> tuple[set[int], set[int]]:
    """Processes alive in the groups, and those elsewhere that carry the mark."""
    members: set[int] = set()
    strays: set[int] = set()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if fields[0] in "ZX":
                continue
            if int(fields[2]) in groups:
                members.add(int(entry.name))
            elif mark in (entry / "environ").read_bytes():
                strays.add(int(entry.name))
    return members, strays


def end(groups: dict[int, int], mark: bytes) -> None:
    """Ask, wait, kill until nothing is left."""
    for group, number in groups.items():
        with contextlib.suppress(OSError):
            os.killpg(group, number)
    asked = time.monotonic()
    while time.monotonic() < asked + 2 * GRACE_SECONDS:
        members, strays = living(groups, mark)
        if not members and not strays:
            return
        if not members or time.monotonic() > asked + GRACE_SECONDS:
            for process in members | strays:
                with contextlib.suppress(OSError):
                    os.kill(process, signal.SIGKILL)
        time.sleep(0.03)


if __name__ == "__main__":
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    end(listen(), sys.argv[1].encode())
