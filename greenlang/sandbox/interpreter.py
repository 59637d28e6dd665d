"""What a bare Python needs of the host to start: its executable, standard library and shared libraries.

A virtual environment is left outside on purpose: its base interpreter runs, with ``-S``, so that no
site-packages is importable but what the caller mounts, and nothing beside the environment (settings, keys,
data directory) comes near the sandbox.
"""

import os
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from greenlang.sandbox.contract import MEND, SandboxUnavailable

_LOADER_CACHE = Path("/etc/ld.so.cache")
_ZONES = Path("/usr/share/zoneinfo")
_SYSTEM_LIBRARIES = (Path("/usr/lib"), Path("/usr/lib64"))
_MERGED = (Path("/lib"), Path("/lib64"))
SUPPORTED_MINORS = (11, 12, 13)
"""Of Python 3: what the product and its agents run on."""


@dataclass(frozen=True)
class Interpreter:
    """Where this Python lives.

    Attributes:
        executable: the base interpreter, no symbolic link.
        read_only: host paths to be visible at the same place, outer before inner.
        links: symbolic links to remake, place → target (``/lib`` → ``usr/lib`` on a merged system).
    """

    executable: Path
    read_only: tuple[Path, ...]
    links: tuple[tuple[Path, str], ...]

    def argv(self) -> tuple[str, ...]:
        """The words that stand for ``python`` in a command: no site-packages, no bytecode written."""
        return (str(self.executable), "-S", "-s", "-B")


@lru_cache(maxsize=1)
def interpreter() -> Interpreter:
    """The interpreter of this process, resolved through any virtual environment to its base."""
    named = getattr(sys, "_base_executable", None) or sys.executable
    if not named:
        raise SandboxUnavailable("This Python does not know its own executable.", mend=MEND)
    executable = Path(named).resolve()
    links = tuple((place, str(place.readlink())) for place in _MERGED if place.is_symlink())
    wanted = [
        *(place for place in _MERGED if not place.is_symlink()),
        *_SYSTEM_LIBRARIES,
        _LOADER_CACHE,
        _ZONES,
        executable,
        *_library_folders(),
    ]
    return Interpreter(executable=executable, read_only=outermost(wanted), links=links)


@lru_cache(maxsize=1)
def other_interpreters() -> tuple[Interpreter, ...]:
    """Other supported CPythons of this machine, one of each minor version, in their order.

    Looked for on the search path, and beside this interpreter where several versions lie side by side. Nothing of
    them is started to find out.
    """
    found: dict[int, Interpreter] = {}
    for minor in SUPPORTED_MINORS:
        if minor == sys.version_info.minor:
            continue
        name = f"python3.{minor}"
        on_path = shutil.which(name)
        beside = sorted(Path(sys.base_prefix).resolve().parent.glob(f"*/bin/{name}"))
        for place in [*([Path(on_path)] if on_path else []), *beside]:
            # A launcher of a version manager is a script and lies beside no library.
            other = _lying_at(place.resolve(), name)
            if other is not None:
                found.setdefault(minor, other)
    return tuple(found.values())


def _lying_at(executable: Path, name: str) -> Interpreter | None:
    base = executable.parent.parent
    library = base / "lib" / name
    if not (library / "os.py").is_file():
        return None
    shared = sorted((base / "lib").glob("libpython3*"))
    return Interpreter(executable, outermost([executable, library, *shared]), ())


def _library_folders() -> list[Path]:
    """Folders of the standard library and of libpython; for /usr they lie inside the system's libraries."""
    named = [sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib")]
    folders = [Path(name) for name in named if name]
    for base in {Path(sys.base_prefix), Path(sys.base_exec_prefix)}:
        folders += sorted((base / "lib").glob("libpython3*"))
    # In a virtual environment "platstdlib" names the environment; only the base's folders are wanted.
    bases = {os.path.realpath(sys.base_prefix), os.path.realpath(sys.base_exec_prefix)}
    return [path for path in folders if any(os.path.realpath(path).startswith(base) for base in bases)]


def outermost(paths: list[Path]) -> tuple[Path, ...]:
    """Existing paths, without those already inside another of them."""
    kept: list[Path] = []
    for path in sorted({path for path in paths if path.exists()}, key=lambda path: len(path.parts)):
        if not any(path.is_relative_to(outer) for outer in kept if outer.is_dir()):
            kept.append(path)
    return tuple(kept)
