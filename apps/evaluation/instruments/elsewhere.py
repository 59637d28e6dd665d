"""The agent in other surroundings, each time in a clean isolated process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import Depth
from apps.evaluation.instruments.sandboxed import Sandbox, alone, ending, items, run_script, stages_of
from greenlang.sandbox.interpreter import Interpreter

_CPU_SECONDS = 2
SURROUNDINGS: Mapping[str, str] = {
    "PYTHONHASHSEED": "4711",
    "PYTHONUTF8": "0",
    "LANG": "C",
    "LC_ALL": "C",
    "TZ": "Pacific/Kiritimati",
}
OPTIONS = ("-O",)


@dataclass(frozen=True)
class ElsewhereRun:
    """What it calculated there.

    Attributes:
        ended: how the process ended, for a reader.
        interpreter: name and version.
        outcomes: canonical bytes of each sample that could be calculated, as text.
        error: why it could not be imported; empty where it could.
    """

    ended: str
    interpreter: str
    outcomes: tuple[str, ...]
    error: str


def run_elsewhere(
    agent: AgentUnderTest, *, sandbox: Sandbox, depth: Depth, other: Interpreter | None = None
) -> ElsewhereRun:
    """Calculate the samples once under another hash seed, time zone, encoding and decimal context, without asserts.

    Args:
        other: the interpreter to do it on, where it is not this one.
    """
    result, token = run_script(
        "run_elsewhere.py",
        alone(agent),
        cpu_seconds=_CPU_SECONDS,
        sandbox=sandbox,
        depth=depth,
        options=OPTIONS,
        env=SURROUNDINGS,
        other=other,
    )
    named = other.executable.name if other else ""
    return _read(stages_of(result.outputs.get("elsewhere.jsonl", b""), token), ending(result), named)


def _read(stages: Mapping[str, Mapping[str, Any]], ended: str, named: str) -> ElsewhereRun:
    interpreter = stages.get("interpreter", {})
    return ElsewhereRun(
        ended=ended,
        interpreter=f"{interpreter.get('name', '')} {interpreter.get('version', '')}".strip() or named,
        outcomes=tuple(str(item) for item in items(stages.get("outcomes", {}), "outcomes")),
        error=str(stages.get("import", {}).get("error", "")),
    )
