"""What the sandboxed instruments share: the sandbox as they take it, a run's token, importable packages."""

import compileall
import hmac
import importlib.util
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, TypeGuard

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import GATE, Depth
from greenlang.sandbox import Limits, SandboxResult
from greenlang.sandbox.contract import MIB
from greenlang.sandbox.interpreter import Interpreter

INSIDE = Path(__file__).with_name("inside")
SAMPLES = "tests/samples.json"
FACTORS = "factors.json"
POTENTIALS = "tests/potentials.json"
"""Warming potentials a pack carries where its gases are others than the engine's three."""
_NOTHING: Mapping[str, str] = {}
_NO_FILES: Mapping[str, bytes] = {}
_NO_ORDERS: Mapping[str, object] = {}

_LIMITS = Limits(seconds=60, memory_bytes=1024 * MIB, file_bytes=16 * MIB)
"""Processor time is what ends an endless loop: after the seconds its script is given, at the gate 8 for the suite and
20 for the mutants. Wall time ends what only waits; it is wider, so that a busy machine fails no honest agent."""
MOST = 10**12
"""The largest number that is believed: what is beyond it no run of ours counts, measures or holds."""
_DEEPEST = 40


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
        other: Interpreter | None,
    ) -> SandboxResult:
        """Run the command isolated."""
        ...


def run_script(
    name: str,
    files: Mapping[str, bytes],
    *,
    cpu_seconds: int,
    sandbox: Sandbox,
    packages: Sequence[str] = (),
    depth: Depth = GATE,
    options: Sequence[str] = (),
    env: Mapping[str, str] = _NOTHING,
    beside: Mapping[str, bytes] = _NO_FILES,
    processes: int = 1,
    orders: Mapping[str, object] = _NO_ORDERS,
    other: Interpreter | None = None,
) -> tuple[SandboxResult, str]:
    """Run one script of `INSIDE` beside ``files``; gives how it ended and the token its results must carry.

    The script is outside the folder of the agent's files, and the token is in no file.

    Args:
        options: of the interpreter.
        env: other surroundings than the usual.
        beside: further files of the script, by name.
        processes: alive at once, the script's own among them.
        orders: what the script is told besides the depth.
        other: the interpreter to run it on, where it is not this one.
    """
    token = secrets.token_hex(16)
    laid = {f"pack/{path}": content for path, content in files.items()}
    laid |= {**_scripts(), **{f"driver/{path}": content for path, content in beside.items()}}
    result = sandbox(
        ["python", *options, f"../driver/{name}"],
        files=laid,
        workdir="pack",
        limits=replace(
            _LIMITS,
            cpu_seconds=cpu_seconds * depth.factor,
            seconds=_LIMITS.seconds * depth.factor,
            processes=processes,
        ),
        modules=_modules(tuple(packages)),
        env={
            "EVALUATION_TOKEN": token,
            "EVALUATION_ORDERS": json.dumps({**depth.orders(), **orders}),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            # Hypothesis then takes examples that are the same in every run, without a deadline.
            "CI": "1",
            **env,
        },
        other=other,
    )
    return result, token


@lru_cache(maxsize=1)
def _scripts() -> Mapping[str, bytes]:
    """The scripts, each beside the others under the name it is imported by."""
    found = {path.name: path.read_bytes() for path in sorted(INSIDE.glob("*.py"))}
    package = "driver/apps/evaluation/instruments/inside"
    return {
        **{f"driver/{name}": content for name, content in found.items()},
        **{f"{package}/{name}": content for name, content in found.items()},
    }


def alone(agent: AgentUnderTest) -> dict[str, bytes]:
    """The agent without its tests; their sample documents, factors and potentials come along."""
    files = agent.below("agent")
    if SAMPLES in agent.files and FACTORS in agent.files:
        files |= {"samples.json": agent.files[SAMPLES], FACTORS: agent.files[FACTORS]}
        if POTENTIALS in agent.files:
            files["potentials.json"] = agent.files[POTENTIALS]
    return files


def stages_of(content: bytes, token: str) -> dict[str, dict[str, Any]]:
    """A script's lines by stage, each as it was said first; a line without the token is somebody else's."""
    found: dict[str, dict[str, Any]] = {}
    for line in content.splitlines():
        try:
            stage = spoken(line)
        except ValueError:
            continue
        if is_ours(stage, token):
            found.setdefault(str(stage.get("stage")), stage)
    return found


def spoken(content: bytes) -> Any:
    """The JSON a sandboxed process wrote, with text that can be stored and nesting that can be shown.

    Raises:
        ValueError: it is none, or is nested deeper than anything of ours.
    """
    try:
        return _plain(json.loads(content), _DEEPEST)
    except RecursionError as error:
        raise ValueError(str(error)) from error


def _plain(value: Any, deeper: int) -> Any:
    if not deeper:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        return value.encode(errors="replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, list):
        return [_plain(item, deeper - 1) for item in value]
    if isinstance(value, dict):
        return {_plain(name, deeper): _plain(item, deeper - 1) for name, item in value.items()}
    return value


def is_ours(document: object, token: str) -> TypeGuard[dict[str, Any]]:
    """Whether it is a map that carries the run's token."""
    return isinstance(document, dict) and hmac.compare_digest(str(document.get("token")).encode(), token.encode())


def items(stage: Mapping[str, Any], name: str) -> list[Any]:
    """A list a stage said; empty where it said none."""
    value = stage.get(name)
    return value if isinstance(value, list) else []


def objects(stage: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The maps of a list a stage said; whatever else is in it is left out."""
    return [item for item in items(stage, name) if isinstance(item, dict)]


def count(stage: Mapping[str, Any], name: str) -> int:
    """A number of things a stage said, at most `MOST`; 0 where it said none."""
    return number(stage.get(name))


def number(value: object) -> int:
    """A whole number from 0 to `MOST`, the nearest; 0 for anything else."""
    return min(max(value, 0), MOST) if isinstance(value, int) else 0


def ending(result: SandboxResult) -> str:
    """How a run ended, for a reader."""
    tail = result.stderr.decode(errors="replace").strip()[-400:]
    return " ".join(part for part in (result.reason, tail) if part)


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
