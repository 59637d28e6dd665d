"""What the agent does besides calculating: the interpreter's audit events, and what it left changed.

Python raises an event before it opens a file or a socket, starts a process, loads a library or compiles text. The
hook is set before a line of the agent is imported and cannot be taken away again; each event is written down before
it happens, so that what the sandbox's walls then refuse, or what ends the process, has been seen.
"""

import builtins
import decimal
import os
import sys
import threading
from collections.abc import Mapping
from types import FrameType
from typing import Any

from apps.evaluation.instruments.inside.subject import Report

_MOST_EVENTS = 40
LOADING, CALCULATING = "loading", "calculating"
_MACHINERY = "<frozen importlib"
_TEXT = frozenset({"exec", "compile"})
_WATCHED = (
    "open", "exec", "compile", "os.", "socket.", "subprocess.", "shutil.", "tempfile.", "ctypes.", "mmap.", "signal.",
    "pty.", "fcntl.", "resource.", "syslog.", "glob.", "pathlib.", "sqlite3.", "urllib.", "http.", "ftplib.",
    "smtplib.", "webbrowser.", "winreg.", "gc.", "sys._getframe", "sys._current_frames", "sys.settrace",
    "sys.setprofile", "sys.addaudithook", "sys.excepthook", "builtins.input", "builtins.breakpoint", "code.__new__",
    "_thread.start",
)  # fmt: skip


class Watch:
    """The hook, quiet until it is told what goes on."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._folder = os.getcwd() + os.sep  # noqa: PTH109
        self._left = _MOST_EVENTS
        self._seen: set[tuple[str, str, int]] = set()
        self.doing = ""
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.doing or self._report.writing or not self._left or not event.startswith(_WATCHED):
            return
        # Looking and writing raise events as well.
        doing, self.doing = self.doing, ""
        try:
            self._note(event, arguments, doing, sys._getframe(1))
        finally:
            self.doing = doing

    def _note(self, event: str, arguments: tuple[Any, ...], doing: str, raised_in: FrameType) -> None:
        file, line = self._place(raised_in)
        if raised_in.f_code.co_filename.startswith(_MACHINERY) or (event, file, line) in self._seen:
            return
        if doing == LOADING and event in _TEXT and not self._is_agents(raised_in):
            # Dataclasses and named tuples are made of text that the standard library writes.
            return
        self._left -= 1
        self._seen.add((event, file, line))
        shown = ", ".join(str(argument)[:60] for argument in arguments[:2])
        self._report.write(f"event {len(self._seen)}", event=event, shown=shown, doing=doing, file=file, line=line)

    def _is_agents(self, frame: FrameType) -> bool:
        name = frame.f_code.co_filename
        return name.startswith(self._folder) and "/../" not in name

    def _place(self, frame: FrameType | None) -> tuple[str, int]:
        """The innermost line of the agent on the stack."""
        while frame is not None:
            if self._is_agents(frame):
                return frame.f_code.co_filename.removeprefix(self._folder), frame.f_lineno
            frame = frame.f_back
        return "", 0


def surroundings() -> dict[str, Mapping[str, object]]:
    """What must be the same afterwards: names of modules, environment, decimal context, descriptors, threads."""
    modules = {
        name: {key: id(value) for key, value in vars(module).items()}
        for name, module in [*sys.modules.items()]
        if name in _GUARDED or name.startswith(("greenlang.engine", "greenlang.errors"))
    }
    context = decimal.getcontext()
    return {
        **modules,
        "environment": dict(os.environ),
        "interpreter": {
            "path": tuple(sys.path),
            "finders": tuple(id(finder) for finder in sys.meta_path),
            "recursion limit": sys.getrecursionlimit(),
            "trace": id(sys.gettrace()),
            "decimal precision": context.prec,
            "decimal rounding": context.rounding,
            "descriptors": tuple(number for number in range(3, 64) if _is_open(number)),
            "threads": threading.active_count(),
        },
    }


_GUARDED = frozenset({builtins.__name__, "decimal", "fractions", "json", "math", "sys", "os"})
_OWN_BOOKKEEPING = frozenset({"_", "__warningregistry__", "last_exc", "last_type", "last_value", "last_traceback"})


def changed(before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Names that are other things than before, or gone, or new in the environment."""
    found = []
    for place, names in before.items():
        now = after.get(place, {})
        found += [f"{place}: {name}" for name in names if now.get(name) != names[name] and name not in _OWN_BOOKKEEPING]
    found += [f"environment: {name}" for name in after["environment"] if name not in before["environment"]]
    return found[:_MOST_EVENTS]


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
