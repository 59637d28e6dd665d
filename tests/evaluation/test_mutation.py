"""The suite on mutants: good suites notice faults, bad ones do not, and nothing they do makes them look better."""

from dataclasses import replace

import pytest

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import DEEP, GATE
from apps.evaluation.dimensions import testability
from apps.evaluation.instruments.mutation import MutationRun, run_mutation
from apps.evaluation.instruments.probe import ProbeRun
from apps.evaluation.instruments.suite import run_suite
from apps.evaluation.observations import Observations, SourceReading
from apps.evaluation.scoring import score
from greenlang.sandbox import run
from tests.agents.codegen.agent_samples import EXAMPLES, completion_bytes, pack_bytes
from tests.agents.codegen.carried_catalogue import build_carried
from tests.evaluation.agents import agent

pytestmark = [pytest.mark.usefixtures("sandboxed"), pytest.mark.thorough]

ALL = replace(DEEP, mutation_seconds=200)

RUNS_AND_ASSERTS_NOTHING = '''"""Runs everything and looks at nothing."""

import json
from pathlib import Path

from agent import AGENT
from greenlang.engine import BUILTIN_GWP, FactorTable, InvalidInput, calculate

HERE = Path(__file__).parent
TABLE = FactorTable.from_document(json.loads((HERE.parent / "factors.json").read_text()))
DOCUMENTS = json.loads((HERE / "samples.json").read_text())["documents"]


def test_it_runs() -> None:
    for document in [*DOCUMENTS, {}, {**DOCUMENTS[0], "fuel": "peat"}]:
        try:
            calculate(AGENT, document, TABLE, BUILTIN_GWP["AR5"])
        except InvalidInput:
            pass
'''


def share(done: MutationRun) -> float:
    """Noticed among those that count."""
    assert not done.problem, done.problem
    return 1 - len(done.survivors) / len(done.counted)


def survivors(done: MutationRun) -> str:
    """One line each, for who reads a failure."""
    found = (each.mutant for each in done.survivors)
    return "\n".join(f"{one.file}:{one.line} {one.operator}: {one.before} -> {one.after}" for one in found)


NAMES = sorted(place.parent.name for place in EXAMPLES.glob("*/pack.yaml"))
EVERY_TIME = ("freight-by-distance", "refrigerant-mass-balance")
"""The others take minutes: `make mutants`."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in EVERY_TIME else [pytest.mark.long]) for name in NAMES]
)
def test_the_generated_suite_notices_nine_in_ten_of_all_faults(name: str) -> None:
    subject = AgentUnderTest(build_carried(pack_bytes(name), completion_bytes(name)).files, name, "1.0.0")
    done = run_mutation(subject, sandbox=run, depth=ALL)
    assert len(done.tried) == done.made > 100
    assert share(done) >= 0.9, survivors(done)


def test_a_suite_that_asserts_nothing_earns_little() -> None:
    bad = agent({"tests/test_golden.py": RUNS_AND_ASSERTS_NOTHING})
    done = run_mutation(bad, sandbox=run, depth=ALL)
    good = run_mutation(agent(), sandbox=run, depth=ALL)
    assert share(done) < 0.5 < share(good), survivors(done)
    reading = testability.read(observed(bad, done))
    assert score(12, reading.figures) == 0
    assert reading.figures["coverage"] > 80
    shown = [finding for finding in reading.evidence if finding.source.startswith("mutant ")]
    assert all(finding.file.startswith("agent/") and finding.line for finding in shown)
    assert any("No test notices" in finding.message for finding in shown)


def test_at_the_gate_a_sample_is_tried_and_said_to_be_one() -> None:
    done = run_mutation(agent(), sandbox=run, depth=replace(GATE, mutants=12, mutation_seconds=60))
    assert len(done.tried) == 12 < done.made
    notes = [finding.message for finding in testability.read(observed(agent(), done)).evidence]
    assert any(
        f"12 of {done.made} were tried, each kind of change in each file with its share" in note for note in notes
    )


def test_a_fault_that_never_ends_is_stopped_and_counts_as_noticed() -> None:
    loop = "def waiting() -> int:\n    left = 3\n    while left > 0:\n        left -= 1\n    return left\n"
    test = "def test_waiting() -> None:\n    from agent.contract import waiting\n    assert waiting() == 0\n"
    subject = agent(contract=loop, tests=test)
    done = run_mutation(subject, sandbox=run, depth=ALL)
    endless = [each for each in done.tried if each.mutant.before == "left -= 1"]
    assert [each.end for each in endless] == ["timeout"]


def test_a_fault_at_which_the_process_ends_is_not_said_to_be_endless() -> None:
    leaving = "def kept() -> int:\n    return 3\n"
    test = (
        "import os\n\ndef test_kept() -> None:\n    from agent.contract import kept\n"
        "    if kept() != 3:\n        os._exit(7)\n"
    )
    done = run_mutation(agent(contract=leaving, tests=test), sandbox=run, depth=ALL)
    assert "broken" in {each.end for each in done.tried}, done
    assert not any(each.end == "timeout" for each in done.tried)
    notes = [finding.message for finding in testability._mutants(done)]
    assert "because the run broke off" in notes[0]


def test_a_suite_that_does_not_pass_notices_nothing() -> None:
    failing = agent(tests="def test_wrong() -> None:\n    assert AGENT.AGENT_ID == 'other'\n")
    done = run_mutation(failing, sandbox=run)
    assert "does not pass on the unchanged agent" in done.problem
    assert "test_wrong" in done.problem


@pytest.mark.parametrize(
    "forging",
    [
        "import os\nos._exit(0)\n",
        "import os, json\njson.dump({}, open(os.environ['SANDBOX_OUT'] + '/mutants.json', 'w'))\nos._exit(0)\n",
        "raise SystemExit(0)\n",
    ],
)
def test_a_suite_that_writes_its_own_result_has_none(forging: str) -> None:
    done = run_mutation(agent({"tests/conftest.py": forging}), sandbox=run)
    assert done.problem
    assert not done.tried


def test_an_agent_without_anything_to_change_is_said_so() -> None:
    empty = agent({"agent/__init__.py": "", "agent/contract.py": None})
    assert "nothing in the agent" in run_mutation(empty, sandbox=run).problem


def observed(subject: AgentUnderTest, mutation: MutationRun) -> Observations:
    return Observations(
        agent=subject,
        suite=run_suite(subject, sandbox=run),
        probe=ProbeRun(ended=""),
        sources=SourceReading((), "", (), ()),
        mutation=mutation,
    )
