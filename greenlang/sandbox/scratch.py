"""The host's side of one run: a private folder, what it shows of the host, and the launcher's order."""

import base64
import fcntl
import json
import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from greenlang.errors import InvalidInput
from greenlang.sandbox import seccomp
from greenlang.sandbox.contract import Limits
from greenlang.sandbox.interpreter import Interpreter, interpreter, outermost

LAUNCHER = Path(__file__).with_name("launcher.py")
DEVICES = tuple(Path("/dev") / name for name in ("null", "zero", "random", "urandom"))
MOST_ENTRIES = 1000
_PREFIX = "greenlang-sandbox-"
LIBRARIES = "site-packages"
"""The import folder, named as libraries expect it: Hypothesis reads every module that lies elsewhere for constants."""
_ABANDONED_SECONDS = 600

_PRODUCT = Path(__file__).resolve().parents[1]
ENGINE: Mapping[str, Path] = {
    "greenlang/__init__.py": _PRODUCT / "__init__.py",
    "greenlang/errors.py": _PRODUCT / "errors.py",
    "greenlang/engine": _PRODUCT / "engine",
}
"""All a generated agent may import of the product; settings, keys and data stay outside."""


@dataclass(frozen=True)
class View:
    """Where a run sees its folders: ``work`` and ``python`` read-only, ``out`` and ``tmp`` writable."""

    work: str
    out: str
    tmp: str
    python: str
    folders: tuple[str, ...]


@dataclass
class Scratch:
    """A folder of the host for one run, removed when left.

    Args:
        files: the run's own files by relative POSIX path.
        modules: importable files and packages of the host by their path below one import folder.
        python_path: whole import folders of the host.
        other: an interpreter besides this one, whose files are shown as well.
    """

    files: Mapping[str, bytes]
    modules: Mapping[str, Path]
    python_path: Sequence[Path]
    other: Interpreter | None = None
    base: Path = field(init=False)
    _held: int = field(init=False, default=-1)

    def __enter__(self) -> Self:
        remove_abandoned(tempfile.gettempdir())
        self.base = Path(tempfile.mkdtemp(prefix=_PREFIX)).resolve()
        try:
            self._held = os.open(self.base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            for name in ("work", "out", "tmp", "root", LIBRARIES):
                (self.base / name).mkdir(mode=0o700)
            for name, content in self.files.items():
                target = self.base / "work" / checked_name(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        remove(self.base)
        if self._held >= 0:
            os.close(self._held)

    def folder(self, name: str) -> Path:
        """One of ``work``, ``out``, ``tmp``, ``root``, ``site-packages``."""
        return self.base / name

    def interpreters(self) -> tuple[Path, ...]:
        """What the interpreters need of the host, outer before inner."""
        more = self.other.read_only if self.other else ()
        return outermost([*interpreter().read_only, *more])

    def private_view(self) -> View:
        """The view inside a private root."""
        folders = tuple(f"/sandbox/path/{number}" for number in range(len(self.python_path)))
        return View("/sandbox/work", "/sandbox/out", "/tmp", f"/sandbox/{LIBRARIES}", folders)  # noqa: S108

    def host_view(self) -> View:
        """The view on the host's own tree; imports go through links to the allowed places."""
        for name, source in self.modules.items():
            link = self.folder(LIBRARIES) / checked_name(name)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(source.resolve())
        folders = tuple(str(path.resolve()) for path in self.python_path)
        named = [str(self.folder(name)) for name in ("work", "out", "tmp", LIBRARIES)]
        return View(named[0], named[1], named[2], named[3], folders)

    def shown(self, view: View) -> list[tuple[Path, str]]:
        """Read-only pairs (host path, path in the private root), the interpreter's first."""
        pairs = [(path, str(path)) for path in self.interpreters()]
        pairs.append((self.folder("work"), view.work))
        pairs += [(source.resolve(), f"{view.python}/{checked_name(name)}") for name, source in self.modules.items()]
        pairs += [(path.resolve(), place) for path, place in zip(self.python_path, view.folders, strict=True)]
        return pairs


@dataclass(frozen=True)
class Order:
    """What the launcher is told; mechanisms add their own part."""

    command: Sequence[str]
    folder: str
    environment: Mapping[str, str]
    limits: Limits
    report: int

    def text(
        self,
        *,
        own_namespaces: bool,
        private_root: Mapping[str, object] | None = None,
        landlock: Mapping[str, object] | None = None,
        parent: int = 0,
    ) -> str:
        """The order as JSON.

        Args:
            own_namespaces: whether the mechanism gives mount, process and network namespaces.
            private_root: mounts for the launcher to make, where no tool made them.
            landlock: readable and writable paths, where no namespace hides the others.
            parent: process id that must still be the parent, where no tool ties the two lives.
        """
        program = seccomp.program(new_processes=self.limits.processes > 1, own_namespaces=own_namespaces)
        document = {
            "report": self.report,
            "parent": parent,
            "private_root": private_root,
            "landlock": landlock,
            "folder": self.folder,
            "limits": {
                "AS": self.limits.memory_bytes,
                "CPU": self.limits.cpu_seconds,
                "FSIZE": self.limits.file_bytes,
                "CORE": 0,
                "NOFILE": 256,
                "MSGQUEUE": 0,
            },
            "filter": base64.b64encode(program).decode(),
            "command": list(self.command),
            "environment": dict(self.environment),
        }
        return json.dumps(document)


def checked_name(name: str) -> str:
    """A relative path without steps upward, as given; anything else is refused."""
    path = PurePosixPath(name)
    if not path.parts or path.is_absolute() or ".." in path.parts or "\0" in name or str(path) != name:
        raise InvalidInput("A file of a run needs a plain relative name.", where=name)
    return name


def collect(folder: Path, most_bytes: int) -> dict[str, bytes]:
    """Regular files below ``folder``, at most `MOST_ENTRIES` entries and ``most_bytes`` together.

    Only to be called when the run has ended. Links, pipes and devices are passed over.
    """
    found: dict[str, bytes] = {}
    left = most_bytes
    seen = 0
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            seen += 1
            if seen > MOST_ENTRIES:
                return found
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
                continue
            content = _read_regular(entry.path, left)
            if content is not None:
                left -= len(content)
                found[Path(entry.path).relative_to(folder).as_posix()] = content
    return found


def _read_regular(path: str, most_bytes: int) -> bytes | None:
    """The content, or nothing when it is no regular file, unreadable or larger than what is left."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_nlink > 1 or state.st_size > most_bytes:
            return None
        return file.read(most_bytes)


@lru_cache(maxsize=4)
def remove_abandoned(parent: str) -> None:
    """Remove scratch folders of a product that was killed; looked for once in a process.

    A folder in use is locked by its owner; a young one may not be yet.
    """
    for folder in Path(parent).glob(f"{_PREFIX}*"):
        try:
            state = folder.lstat()
            if state.st_uid != os.geteuid() or state.st_mtime > time.time() - _ABANDONED_SECONDS:
                continue
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue
        else:
            remove(folder)
        finally:
            os.close(held)


def remove(folder: Path) -> None:
    """Remove a folder whatever a run left in it: locked folders, very deep ones."""
    try:
        shutil.rmtree(folder)
    except (OSError, RecursionError):
        subprocess.run(["chmod", "-R", "u+rwx", "--", str(folder)], check=False, capture_output=True)
        subprocess.run(["rm", "-rf", "--", str(folder)], check=False, capture_output=True)
