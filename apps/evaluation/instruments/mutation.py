"""The suite on mutants of its agent: which faults it notices, in one sandbox with hard limits.

Each mutant is a process of its own with processor and wall time of its own, so that one that never ends is stopped
and counts as noticed. One that cannot be loaded counts for nothing: whoever imports it notices, which says nothing
about what the tests assert. What the suite's processes say is taken as in `suite`: the process that writes the result
runs nothing of the agent, and alone knows the token.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import GATE, Depth
from apps.evaluation.instruments.mutants import Mutant, in_order_of_trial, mutants_of
from apps.evaluation.instruments.sandboxed import Sandbox, ending, is_ours, run_script, spoken
from apps.evaluation.instruments.suite import PACKAGES, PROPERTY_PACKAGES
from greenlang.sandbox import SandboxResult

_CPU_SECONDS = 20
_PROCESSES = 4
_ENDS = frozenset({"failed", "broken", "timeout", "passed", "not loaded"})


@dataclass(frozen=True)
class TriedMutant:
    """A mutant and how the suite ended on it: ``failed``, ``broken``, ``timeout``, ``passed`` or ``not loaded``.

    One that is broken ended before the suite could say how: it left, crashed or ran out of memory.

    Attributes:
        test: the test that failed first; empty where none did.
    """

    mutant: Mutant
    end: str
    test: str = ""

    @property
    def survived(self) -> bool:
        """Whether no test noticed the change."""
        return self.end == "passed"

    @property
    def counts(self) -> bool:
        """Whether it could be loaded, so that the tests had something to notice."""
        return self.end != "not loaded"


@dataclass(frozen=True)
class MutationRun:
    """How the suite fared.

    Attributes:
        problem: why there is no result; empty where there is one.
        made: how many mutants there are of the agent.
        tried: those that were run, in the order of trial.
    """

    problem: str = ""
    made: int = 0
    tried: tuple[TriedMutant, ...] = ()

    @property
    def counted(self) -> tuple[TriedMutant, ...]:
        """Those that could be loaded."""
        return tuple(each for each in self.tried if each.counts)

    @property
    def survivors(self) -> tuple[TriedMutant, ...]:
        """Those that no test noticed, by file and line."""
        found = (each for each in self.tried if each.survived)
        return tuple(sorted(found, key=lambda each: (each.mutant.file, each.mutant.line, each.mutant.start)))


def run_mutation(agent: AgentUnderTest, *, sandbox: Sandbox, depth: Depth = GATE) -> MutationRun:
    """Make every mutant and try as many as the depth allows, each kind of change in each file with its share."""
    mutants = mutants_of(agent.sources("agent"))
    chosen = in_order_of_trial(mutants)[: depth.mutants or None]
    if not chosen:
        return MutationRun("There is nothing in the agent that could be changed.")
    tests = agent.sources("tests")
    properties = any("hypothesis" in text for text in tests.values())
    result, token = run_script(
        "run_mutants.py",
        agent.runnable(),
        beside={"mutants.json": _document(chosen)},
        cpu_seconds=_CPU_SECONDS,
        processes=_PROCESSES,
        sandbox=sandbox,
        packages=[*PACKAGES, *(PROPERTY_PACKAGES if properties else ())],
        depth=depth,
        orders={"hypothesis": properties},
    )
    said = _trusted(result, token)
    if isinstance(said, str):
        return MutationRun(said, len(mutants))
    return _read(said, chosen, len(mutants))


def _document(mutants: Sequence[Mutant]) -> bytes:
    places = [
        {"file": each.file, "start": each.start, "end": each.end, "replacement": each.replacement} for each in mutants
    ]
    return json.dumps(places).encode()


def _trusted(result: SandboxResult, token: str) -> Mapping[str, Any] | str:
    """The driver's document, or why there is none."""
    if result.status != "ok":
        return f"The mutants could not be tried. {ending(result)}"
    try:
        document = spoken(result.outputs.get("mutants.json", b""))
    except ValueError:
        return "The trial of the mutants ended before its result was written."
    return document if is_ours(document, token) else "The result of the mutants was not written by the evaluation."


def _read(said: Mapping[str, Any], chosen: Sequence[Mutant], made: int) -> MutationRun:
    unchanged = said.get("unchanged")
    if not isinstance(unchanged, dict) or unchanged.get("end") != "passed":
        first = unchanged if isinstance(unchanged, dict) else {}
        where = f" {first.get('test')}: {first.get('message')}" if first.get("test") else f" {first.get('message', '')}"
        return MutationRun(f"The suite does not pass on the unchanged agent.{where.rstrip()}", made)
    if not unchanged.get("passed"):
        return MutationRun("No test runs on the unchanged agent.", made)
    ends = said.get("mutants")
    pairs = zip(chosen, ends if isinstance(ends, list) else [], strict=False)
    return MutationRun("", made, tuple(_tried(mutant, end) for mutant, end in pairs))


def _tried(mutant: Mutant, said: object) -> TriedMutant:
    """What says nothing of how it ended counts for nothing."""
    ended = said if isinstance(said, dict) else {}
    end = str(ended.get("end"))
    return TriedMutant(mutant, end if end in _ENDS else "not loaded", str(ended.get("test", "")))
