"""Agents that try to write their own results: the gate fails them all."""

import pytest

from apps.evaluation.instruments.suite import run_suite
from apps.evaluation.scoring import gate
from greenlang.sandbox import run
from tests.evaluation.agents import FILES, agent, measured

pytestmark = [pytest.mark.usefixtures("sandboxed"), pytest.mark.thorough]

FAILING = "def test_wrong() -> None:\n    assert AGENT.AGENT_ID == 'other'\n"

WRITES_A_RESULT = """
import json, os
out = os.environ["SANDBOX_OUT"]
for name in ("suite.json", "probe.jsonl", "results.xml", ".coverage"):
    with open(os.path.join(out, name), "w") as file:
        tests = {"tests/test_golden.py::test_wrong": {"outcome": "passed"}}
        json.dump({"token": "", "status": 0, "tests": tests}, file)
os._exit(0)
"""
LEAVES = "import os\nos._exit(0)\n"
LEAVES_KINDLY = "raise SystemExit(0)\n"
PRINTS_A_SUMMARY = "print('4 passed in 0.01s')\n"
PATCHES_REPORTS = """
import _pytest.reports
_pytest.reports.TestReport.failed = property(lambda self: False)
_pytest.reports.TestReport.passed = property(lambda self: True)
"""
PATCHES_RUNNER = """
import _pytest.runner
_pytest.runner.pytest_runtest_call = lambda item: None
import pytest
pytest.Function.runtest = lambda self: None
"""
FINDS_THE_COLLECTOR = """
import gc
for thing in gc.get_objects():
    if type(thing).__name__ == "Collector" and hasattr(thing, "tests"):
        thing.pytest_runtest_logreport = lambda report: thing.tests.__setitem__(report.nodeid, {"outcome": "passed"})
"""
WALKS_FRAMES = """
import sys
frame = sys._getframe()
while frame is not None:
    if "token" in frame.f_locals:
        TOKEN = frame.f_locals["token"]
    frame = frame.f_back
"""
THROUGH_ANOTHER_MODULE = "import dataclasses\n\nTOKEN = dataclasses.sys.modules['__main__']\n"
IN_EVALUATED_TEXT = "eval(\"__import__('os')._exit(0)\")\n"


@pytest.mark.parametrize("place", ["agent/__init__.py", "tests/conftest.py"])
@pytest.mark.parametrize(
    "source",
    [
        WRITES_A_RESULT,
        LEAVES,
        LEAVES_KINDLY,
        PATCHES_REPORTS,
        PATCHES_RUNNER,
        FINDS_THE_COLLECTOR,
        WALKS_FRAMES,
        THROUGH_ANOTHER_MODULE,
        IN_EVALUATED_TEXT,
    ],
    ids=lambda source: source.strip().splitlines()[-1][:40],
)
def test_the_forger_fails_the_gate(source: str, place: str) -> None:
    own = FILES.get(place, b"").decode()
    evaluation = measured(agent({place: own + source}, tests=FAILING))
    assert gate(evaluation).verdict == "FAIL", [result.as_document() for result in evaluation.dimensions]


@pytest.mark.parametrize("source", [WRITES_A_RESULT, LEAVES, LEAVES_KINDLY], ids=["writes", "leaves", "kindly"])
def test_a_run_that_ends_early_has_no_result(source: str) -> None:
    own = FILES["agent/__init__.py"].decode()
    done = run_suite(agent({"agent/__init__.py": own + source}, tests=FAILING), sandbox=run)
    assert done.problem
    assert "passed" not in done.outcomes.values()


def test_a_printed_summary_counts_for_nothing() -> None:
    own = FILES["agent/__init__.py"].decode()
    done = run_suite(agent({"agent/__init__.py": own + PRINTS_A_SUMMARY}, tests=FAILING), sandbox=run)
    assert list(done.outcomes.values()).count("failed") == 1


def test_deselected_tests_are_missed() -> None:
    hook = "def pytest_collection_modifyitems(items):\n    items[:] = [i for i in items if 'wrong' not in i.name]\n"
    subject = agent({"tests/conftest.py": hook}, tests=FAILING)
    done = run_suite(subject, sandbox=run)
    assert "test_wrong" in done.problem
    assert gate(measured(subject)).verdict == "FAIL"


def test_invented_tests_are_noticed() -> None:
    source = "for number in range(100):\n    globals()[f'test_{number}'] = lambda: None\n"
    done = run_suite(agent(tests=source), sandbox=run)
    assert "no source defines" in done.problem


def test_a_configuration_in_the_pack_is_not_read() -> None:
    configuration = "[pytest]\naddopts = --deselect tests/test_golden.py::test_wrong\n"
    done = run_suite(agent({"tests/pytest.ini": configuration}, tests=FAILING), sandbox=run)
    assert "failed" in done.outcomes.values()


def test_shadowing_the_runner_s_modules_does_not_replace_them() -> None:
    fake = "def main(*a, **k):\n    return 0\n"
    done = run_suite(agent({"agent/pytest.py": fake, "tests/coverage.py": fake}, tests=FAILING), sandbox=run)
    assert list(done.outcomes.values()).count("failed") == 1
