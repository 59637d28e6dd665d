"""Runs an agent by itself: only the standard library and the engine are there.

A script for the sandbox, started in the folder that holds ``agent/``, ``samples.json``, ``factors.json`` and,
where the pack carries any, ``potentials.json``.
Writes ``probe.jsonl`` into ``SANDBOX_OUT``, one line a stage with the evaluator's token, so that a stage which
never ends leaves the earlier ones.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, FactorRequest, FactorTable, Resolver, calculate
from greenlang.engine.formula import ResolvedFactor
from greenlang.engine.gases import BUILTIN_GWP, GwpSet
from greenlang.errors import GreenLangError

_FEWEST = 20
_MOST = 2000
_BUDGET_NS = 250_000_000
_FAULTS_CPU_SECONDS = 0.75
_LONG = "x" * 20_000


class Absent(Exception):
    """A lookup service that does not answer, as a test double."""


Document = Mapping[str, object]


@dataclass(frozen=True)
class Subject:
    """The agent, ready to calculate on the pack's own factors."""

    agent: AgentContract
    table: FactorTable
    gwp: GwpSet

    def run(self, document: Any, resolve: Resolver | None = None) -> bytes:
        """One calculation, of whatever is handed in; the outcome's canonical bytes."""
        _, outcome, _ = calculate(self.agent, document, resolve or self.table, self.gwp)
        return canonical_json(outcome.as_document())


class Report:
    """Lines of the result, each with the token."""

    def __init__(self) -> None:
        self._token = os.environ.pop("EVALUATION_TOKEN")
        self._path = os.path.join(os.environ["SANDBOX_OUT"], "probe.jsonl")  # noqa: PTH118
        self._dumps, self._open = json.dumps, open

    def write(self, stage: str, **content: object) -> None:
        """Append one stage."""
        with self._open(self._path, "a", encoding="utf-8") as file:
            file.write(self._dumps({"token": self._token, "stage": stage, **content}) + "\n")


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _read(name: str) -> object:
    with open(name, encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not needed to start
        return json.load(file)


def _subject(agent: AgentContract) -> tuple[Subject, list[Document]]:
    """The agent with the pack's factors, and the pack's samples."""
    samples = _read("samples.json")
    documents = samples["documents"] if isinstance(samples, dict) else None
    if not isinstance(documents, list) or not documents:
        raise ValueError("samples.json has no documents.")
    return Subject(agent, FactorTable.from_document(_read("factors.json")), _potentials(agent.GWP_SET)), documents


def _potentials(name: str) -> GwpSet:
    """The set the pack carries; the engine's own where it carries none."""
    if not os.path.exists("potentials.json"):  # noqa: PTH110
        return BUILTIN_GWP[name]
    carried = _read("potentials.json")
    found = next(each for each in (carried if isinstance(carried, list) else []) if each["id"] == name)
    return GwpSet(name, found["name"], found["values"], found["source"])


def _latencies(run: Callable[[Document], bytes], samples: list[Document]) -> list[int]:
    """Nanoseconds of single calculations, samples in turn, within a fixed budget of time."""
    now = time.perf_counter_ns
    taken: list[int] = []
    end = now() + _BUDGET_NS
    while len(taken) < _MOST and (now() < end or len(taken) < _FEWEST):
        sample = samples[len(taken) % len(samples)]
        start = now()
        run(sample)
        taken.append(now() - start)
    return taken


_QUANTITY_FAULTS: dict[str, dict[str, object]] = {
    "NaN": {"value": "NaN"},
    "infinity": {"value": "Infinity"},
    "a float": {"value": 0.1},
    "text": {"value": "fifty"},
    "a huge exponent": {"value": "1e999999"},
    "an unknown unit": {"unit": "furlong_of_fuel"},
    "a unit of another dimension": {"unit": "K", "basis": ""},
}


def _input_faults(agent: AgentContract, sample: Document) -> Iterator[tuple[str, object]]:
    """Documents no agent may accept, each with one thing wrong."""
    yield "an unknown input", {**sample, "no_such_input_": "1"}
    yield "a list for the whole document", [sample]
    for field in agent.INPUTS:
        name = field.name
        if name not in sample:
            continue
        if field.required and field.default is None:
            yield f"{name} missing", {key: value for key, value in sample.items() if key != name}
        yield f"a list for {name}", {**sample, name: ["1"]}
        given = sample[name]
        if field.kind == "quantity" and isinstance(given, dict):
            for fault, change in _QUANTITY_FAULTS.items():
                yield f"{name}: {fault}", {**sample, name: {**given, **change}}
        elif field.kind in ("number", "integer"):
            yield f"NaN for {name}", {**sample, name: "NaN"}
        elif field.kind == "string":
            yield f"an overlong text for {name}", {**sample, name: _LONG}


def _answers(subject: Subject, samples: list[Document]) -> Iterator[dict[str, str]]:
    """How each fault was answered: a named error is right, a number or another error is not."""
    end = time.process_time() + _FAULTS_CPU_SECONDS
    for sample in samples:
        for fault, document in _input_faults(subject.agent, sample):
            if time.process_time() > end:
                return
            yield _answer(fault, GreenLangError, partial(subject.run, document))
        for fault, raised in (
            ("a lookup that finds nothing", GreenLangError("gone")),
            ("a lookup that breaks", Absent()),
        ):
            asked: list[FactorRequest] = []
            answer = _answer(fault, type(raised), partial(subject.run, sample, _broken_lookup(raised, asked)))
            if asked:
                yield answer


def _broken_lookup(raised: Exception, asked: list[FactorRequest]) -> Resolver:
    def resolve(request: FactorRequest) -> ResolvedFactor:
        asked.append(request)
        raise raised

    return resolve


def _answer(fault: str, right: type[Exception], run: Callable[[], bytes]) -> dict[str, str]:
    try:
        run()
    except right:
        return {"fault": fault, "answer": "named", "message": ""}
    except BaseException as error:
        return {"fault": fault, "answer": "unnamed", "message": _said(error)}
    return {"fault": fault, "answer": "number", "message": "It calculated."}


def _calculate_all(subject: Subject, documents: list[Document], report: Report) -> dict[int, bytes]:
    """Each sample once; the outcomes by the sample's place."""
    outcomes: dict[int, bytes] = {}
    refused = []
    for index, document in enumerate(documents):
        try:
            outcomes[index] = subject.run(document)
        except BaseException as error:
            refused.append({"sample": index, "error": _said(error)})
    report.write("samples", count=len(documents), calculated=len(outcomes), refused=refused)
    return outcomes


def _probe(report: Report) -> None:
    """Import, calculate, time, repeat, spoil; each stage is one line."""
    sys.path.insert(0, os.getcwd())  # noqa: PTH109
    try:
        agent = __import__("agent").AGENT
    except BaseException as error:
        report.write("import", error=_said(error))
        return
    report.write("import", error="")
    if not os.path.exists("samples.json"):  # noqa: PTH110
        return
    try:
        subject, documents = _subject(agent)
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration, GreenLangError) as error:
        report.write("unusable", error=_said(error))
        return
    outcomes = _calculate_all(subject, documents, report)
    good = [documents[index] for index in outcomes]
    if not good:
        return
    report.write("latency", nanoseconds=_latencies(subject.run, good))
    before = list(outcomes.values())
    equal = [subject.run(document) == bytes_ for document, bytes_ in zip(good * 2, before * 2, strict=True)]
    report.write("repetition", equal=sum(equal), count=len(equal))
    report.write("faults", faults=list(_answers(subject, good[:3])))


def main() -> None:
    """Probe, then end without running anything the agent left behind."""
    leave = os._exit
    _probe(Report())
    leave(0)


if __name__ == "__main__":
    main()
