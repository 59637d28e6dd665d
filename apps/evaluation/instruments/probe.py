"""The agent by itself in the sandbox, with nothing importable but the standard library and the engine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.contracts import ConsumerExpectation, Contract, is_description
from apps.evaluation.depth import Depth
from apps.evaluation.instruments.sandboxed import (
    FACTORS,
    SAMPLES,
    Sandbox,
    alone,
    count,
    ending,
    items,
    number,
    objects,
    run_script,
    stages_of,
)
from greenlang.sandbox import SandboxResult

__all__ = ["SAMPLES", "Event", "Fault", "ProbeRun", "run_probe"]

_CPU_SECONDS = 4
_MOST_MADE = 100_000
"""Calculations believed to have been made: no depth makes as many."""


@dataclass(frozen=True)
class Fault:
    """One thing put wrong, and the answer.

    Attributes:
        answer: ``named`` error, ``equal`` result where nothing was wrong but slow; ``unnamed`` error or a ``number``.
        says_where, says_mend: of a named error, whether it says so.
    """

    fault: str
    answer: str
    message: str
    says_where: bool = False
    says_mend: bool = False

    @property
    def is_right(self) -> bool:
        """Whether it was answered as it should be."""
        return self.answer in {"named", "equal"}


@dataclass(frozen=True)
class Event:
    """Something the interpreter was asked to do besides calculating; ``doing`` is ``loading`` or ``calculating``."""

    event: str
    shown: str
    doing: str
    file: str
    line: int


@dataclass(frozen=True)
class Check:
    """Something that must hold; ``wrong`` is empty where it does."""

    check: str
    wrong: str


@dataclass(frozen=True)
class ProbeRun:
    """What the agent did by itself, as far as it came.

    Attributes:
        ended: how the process ended, for a reader.
        imported: whether the agent could be imported; nothing where even that never ended.
        unusable: why the pack's samples could not be used.
        samples: golden inputs handed in; 0 where the pack brings none.
        outcomes: canonical bytes of each sample that could be calculated, as text.
        nanoseconds: of single calculations; empty where none ended.
        repetitions: calculations repeated and how many gave the same bytes.
        endurance: calculations of valid samples made, those that failed, and the first failure's message.
        kept: bytes held after calculations that were not held before, and how many calculations; none where unknown.
        description: what it declares (`describe`); nothing where that fails, and ``undescribed`` says why.
        contract, agreement: checks of the declaration, and of each sample.
        others: how each document of an earlier version or a consumer fared, by group.
        events, changed: what it did besides calculating, and what it left changed.
    """

    ended: str
    unusable: str = ""
    imported: bool | None = None
    import_error: str = ""
    samples: int = 0
    calculated: int = 0
    refusals: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    nanoseconds: tuple[int, ...] = ()
    repetitions: tuple[int, int] = (0, 0)
    endurance: tuple[int, int, str] = (0, 0, "")
    kept: tuple[int, int] | None = None
    faults: tuple[Fault, ...] = ()
    description: Mapping[str, Any] | None = None
    undescribed: str = ""
    contract: tuple[Check, ...] = ()
    agreement: tuple[Check, ...] = ()
    others: tuple[tuple[Mapping[str, Any], ...], ...] = ()
    events: tuple[Event, ...] = ()
    changed: tuple[str, ...] = ()
    stages: frozenset[str] = field(default_factory=frozenset)

    @property
    def failure(self) -> str:
        """Why it came to no calculation, for a reader."""
        return self.import_error or self.ended or "No sample could be calculated."


def run_probe(
    agent: AgentUnderTest,
    *,
    sandbox: Sandbox,
    depth: Depth,
    earlier: Sequence[Contract] = (),
    consumers: Sequence[ConsumerExpectation] = (),
) -> ProbeRun:
    """Run it once. The pack's tests are left out; only their sample documents come along."""
    files = alone(agent)
    groups = [{"documents": list(each.samples), "factors": list(each.factors)} for each in earlier]
    groups += [{"documents": list(each.documents), "factors": []} for each in consumers]
    files["others.json"] = json.dumps(groups, default=dict).encode()
    result, token = run_script("run_probe.py", files, cpu_seconds=_CPU_SECONDS, sandbox=sandbox, depth=depth)
    stages = stages_of(result.outputs.get("probe.jsonl", b""), token)
    return _read(stages, result, samples_given="samples.json" in files and FACTORS in files)


def _read(stages: Mapping[str, Mapping[str, Any]], result: SandboxResult, *, samples_given: bool) -> ProbeRun:
    imported = stages.get("import")
    samples, repetition = stages.get("samples", {}), stages.get("repetition", {})
    endurance, kept = stages.get("endurance", {}), stages.get("kept")
    described = stages.get("description", {}).get("description")
    made, repeated = min(count(endurance, "made"), _MOST_MADE), count(repetition, "count")
    return ProbeRun(
        ended=ending(result),
        unusable=str(stages.get("unusable", {}).get("error", "")),
        imported=None if imported is None else not imported.get("error"),
        import_error=str(imported.get("error", "")) if imported else "",
        samples=count(samples, "count") or int(samples_given),
        calculated=count(samples, "calculated"),
        refusals=tuple(f"sample {item.get('sample')}: {item.get('error')}" for item in objects(samples, "refused")),
        outcomes=tuple(str(item) for item in items(stages.get("outcomes", {}), "outcomes")),
        nanoseconds=tuple(
            number(item) for item in items(stages.get("latency", {}), "nanoseconds") if isinstance(item, int)
        ),
        repetitions=(min(count(repetition, "equal"), repeated), repeated),
        endurance=(made, min(count(endurance, "failed"), made), str(endurance.get("first", ""))),
        kept=(count(kept, "bytes"), count(kept, "calculations")) if kept else None,
        faults=tuple(_fault(item) for item in objects(stages.get("faults", {}), "faults")),
        description=described if is_description(described) else None,
        undescribed=str(stages.get("description", {}).get("error", "")),
        contract=_checks(stages.get("contract", {})),
        agreement=_checks(stages.get("agreement", {})),
        others=tuple(tuple(objects({"group": group}, "group")) for group in items(stages.get("others", {}), "answers")),
        events=tuple(_event(stage) for name, stage in stages.items() if name.startswith("event ")),
        changed=tuple(str(name) for name in items(stages.get("changed", {}), "names")),
        stages=frozenset(stages),
    )


def _fault(said: Mapping[str, Any]) -> Fault:
    fault, answer, message = (str(said.get(name, "")) for name in ("fault", "answer", "message"))
    return Fault(fault, answer, message, said.get("where") is True, said.get("mend") is True)


def _event(said: Mapping[str, Any]) -> Event:
    event, shown, doing, file = (str(said.get(name, "")) for name in ("event", "shown", "doing", "file"))
    return Event(event, shown, doing, file, count(said, "line"))


def _checks(stage: Mapping[str, Any]) -> tuple[Check, ...]:
    return tuple(Check(str(item.get("check")), str(item.get("wrong", ""))) for item in objects(stage, "checks"))
