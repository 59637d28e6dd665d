"""The agent under test and the report about it, as every script of this folder takes them.

The scripts run in the folder that holds ``agent/`` and, where the pack brings them, ``samples.json``,
``factors.json`` and ``potentials.json``; what they find out goes, line by line, into one file of ``SANDBOX_OUT``.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.contract import AgentContract, FactorTable, Resolver, calculate
from greenlang.engine.gases import BUILTIN_GWP, GwpSet
from greenlang.errors import GreenLangError

Document = Mapping[str, object]


class Report:
    """Lines of the result, each with the evaluator's token, so that what never ends leaves what was before it."""

    def __init__(self, name: str) -> None:
        sys.path.insert(0, os.getcwd())  # noqa: PTH109 - where the agent is
        self._token = os.environ.pop("EVALUATION_TOKEN")
        self.orders: Mapping[str, Any] = json.loads(os.environ.pop("EVALUATION_ORDERS"))
        self._path = os.path.join(os.environ["SANDBOX_OUT"], name)  # noqa: PTH118
        self._dumps, self._open = json.dumps, open
        self.writing = False

    def write(self, stage: str, **content: object) -> None:
        """Append one stage."""
        self.writing = True
        with self._open(self._path, "a", encoding="utf-8") as file:
            file.write(self._dumps({"token": self._token, "stage": stage, **content}) + "\n")
        self.writing = False


@dataclass(frozen=True)
class Subject:
    """The agent, ready to calculate on the pack's own factors.

    Attributes:
        texts: its sample documents as JSON, so that each calculation can have a document of its own.
    """

    agent: AgentContract
    table: FactorTable
    gwp: GwpSet
    texts: tuple[str, ...]

    def run(self, document: Any, resolve: Resolver | None = None) -> bytes:
        """One calculation, of whatever is handed in; the outcome's canonical bytes."""
        _, outcome, _ = calculate(self.agent, document, resolve or self.table, self.gwp)
        return canonical_json(outcome.as_document())

    def documents(self) -> list[dict[str, Any]]:
        """The samples, fresh."""
        return [json.loads(text) for text in self.texts]

    def endless(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The samples in turn, each time a fresh one, with its place."""
        while True:
            for place, text in enumerate(self.texts):
                yield place, json.loads(text)

    def only(self, places: list[int]) -> "Subject":
        """The same with some of the samples."""
        return Subject(self.agent, self.table, self.gwp, tuple(self.texts[place] for place in places))


def said(error: BaseException) -> str:
    """An exception in one line."""
    return f"{type(error).__name__}: {error}"[:300]


def imported(report: Report) -> AgentContract | None:
    """The agent, from the folder the script was started in; nothing, and a line in the report, where it fails."""
    try:
        agent: AgentContract = __import__("agent").AGENT
    except BaseException as error:
        report.write("import", error=said(error))
        return None
    report.write("import", error="")
    return agent


def subject_of(agent: AgentContract, report: Report) -> Subject | None:
    """The agent with the pack's factors and samples; nothing where the pack brings none that can be used."""
    if not os.path.exists("samples.json"):  # noqa: PTH110
        return None
    try:
        samples = read("samples.json")
        documents = samples["documents"] if isinstance(samples, dict) else None
        if not isinstance(documents, list) or not documents:
            raise ValueError("samples.json has no documents.")
        table = FactorTable.from_document(read("factors.json"))
        return Subject(agent, table, _potentials(agent.GWP_SET), tuple(json.dumps(each) for each in documents))
    except (ValueError, LookupError, TypeError, AttributeError, StopIteration, GreenLangError) as error:
        report.write("unusable", error=said(error))
        return None


def calculated(subject: Subject) -> tuple[dict[int, bytes], list[dict[str, object]]]:
    """Each sample once: the outcomes by the sample's place, and the refusals."""
    outcomes: dict[int, bytes] = {}
    refused: list[dict[str, object]] = []
    for place, document in enumerate(subject.documents()):
        try:
            outcomes[place] = subject.run(document)
        except BaseException as error:
            refused.append({"sample": place, "error": said(error)})
    return outcomes, refused


def read(name: str) -> Any:
    """A JSON file beside the agent."""
    with open(name, encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not needed to start
        return json.load(file)


def _potentials(name: str) -> GwpSet:
    """The set the pack carries; the engine's own where it carries none."""
    if not os.path.exists("potentials.json"):  # noqa: PTH110
        return BUILTIN_GWP[name]
    carried = read("potentials.json")
    found = next(each for each in (carried if isinstance(carried, list) else []) if each["id"] == name)
    return GwpSet(name, found["name"], found["values"], found["source"])


def within(milliseconds: int) -> Callable[[], bool]:
    """Whether that much wall time is left, asked again and again."""
    end = time.perf_counter_ns() + milliseconds * 1_000_000
    return lambda: time.perf_counter_ns() < end


def leave() -> None:
    """End without running anything the agent left behind."""
    os._exit(0)
