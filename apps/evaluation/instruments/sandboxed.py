"""What the sandboxed instruments share: the sandbox as they take it, a run's token, importable packages."""

import compileall
import importlib.util
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from greenlang.sandbox import Limits, SandboxResult
from greenlang.sandbox.contract import MIB

INSIDE = Path(__file__).with_name("inside")

_LIMITS = Limits(seconds=15, memory_bytes=1024 * MIB, file_bytes=16 * MIB)
"""Processor time is what ends an endless loop, within the gate's five seconds; wall time is wider, so that a
busy machine fails no honest agent."""


class Sandbox(Protocol):
    """`greenlang.sandbox.run`, or it with a mechanism chosen."""

    def __call__(
        self,
        command: Sequence[str],
        *,
        files: Mapping[str, bytes],
        workdir: str,
        limits: Limits,
        modules: Mapping[str, Path],
        env: Mapping[str, str],
    ) -> SandboxResult:
        """Run the command isolated."""
        ...


def run_script(
    name: str, files: Mapping[str, bytes], *, cpu_seconds: int, sandbox: Sandbox, packages: Sequence[str] = ()
) -> tuple[SandboxResult, str]:
    """Run one script of `INSIDE` beside ``files``; gives how it ended and the token its results must carry.

    The script is outside the folder of the agent's files, and the token is in no file.
    """
    token = secrets.token_hex(16)
    laid = {f"pack/{path}": content for path, content in files.items()}
    laid[f"driver/{name}"] = (INSIDE / name).read_bytes()
    result = sandbox(
        ["python", f"../driver/{name}"],
        files=laid,
        workdir="pack",
        limits=replace(_LIMITS, cpu_seconds=cpu_seconds),
        modules=_modules(tuple(packages)),
        env={
            "EVALUATION_TOKEN": token,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            # Hypothesis then takes examples that are the same in every run, without a deadline.
            "CI": "1",
        },
    )
    return result, token


@lru_cache(maxsize=8)
def _modules(names: tuple[str, ...]) -> Mapping[str, Path]:
    """Where the named packages lie, those that are installed; compiled once, as the sandbox cannot write."""
    found: dict[str, Path] = {}
    for name in names:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            continue
        origin = Path(spec.origin)
        place = origin.parent if spec.submodule_search_locations else origin
        found[place.name] = place
        if place.is_dir():
            compileall.compile_dir(str(place), quiet=2, workers=1)
    return found
