"""Runs an agent's tests with coverage; the one process in which the suite and the agent's code meet.

A script for the sandbox, started in the folder that holds ``agent/`` and ``tests/``. Writes
``suite.json`` into ``SANDBOX_OUT``: the evaluator's token, each test with its outcome, coverage by file.
Everything it needs later is bound to local names before a line of the agent is imported.
"""

import json
import os
import sys
import time

import coverage
import pytest

_LONGEST_MESSAGE = 600
# No configuration of the pack's is read, and nothing above its folder is looked at.
_OPTIONS = ("-q", "--tb=short", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir=.", "--confcutdir=.")


class Collector:
    """Pytest plugin: what was collected, and how each test ended."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[str, object]] = {}
        self.errors: list[dict[str, str]] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Every collected test begins as one that never ran."""
        for item in session.items:
            self.tests[item.nodeid] = {"outcome": "missing", "message": "It never ran."}

    @pytest.hookimpl(tryfirst=True)
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that cannot be imported."""
        if report.failed:
            self.errors.append({"where": report.nodeid, "message": _tail(report.longreprtext)})

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Passed only if every phase passed; an expected failure is a failure."""
        test = self.tests.setdefault(report.nodeid, {"outcome": "missing", "message": ""})
        if report.failed or hasattr(report, "wasxfail"):
            test.update(outcome="failed", message=_tail(report.longreprtext), line=_line(report))
        elif report.skipped and test["outcome"] == "missing":
            test.update(outcome="skipped", message=_tail(report.longreprtext))
        elif report.when == "call" and report.passed:
            test.update(outcome="passed", message="")


def _tail(text: str) -> str:
    return text[-_LONGEST_MESSAGE:]


def _line(report: pytest.TestReport) -> int:
    return (report.location[1] or 0) + 1


def _covered(measured: coverage.Coverage, folder: str) -> dict[str, dict[str, object]]:
    """Per file of the agent: statements, branches, and what of them was reached."""
    path = os.path.join(os.environ["TMPDIR"], "coverage.json")  # noqa: PTH118
    measured.json_report(outfile=path)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        report = json.load(file)
    root = os.path.dirname(folder)  # noqa: PTH120
    return {
        os.path.relpath(os.path.join(root, name), root): {  # noqa: PTH118
            **{key: value for key, value in found["summary"].items() if isinstance(value, int)},
            "missing_lines": found["missing_lines"][:50],
            "missing_branches": found["missing_branches"][:50],
        }
        for name, found in report["files"].items()
    }


def main() -> None:
    """Measure, run, write; exit status 0 says only that the result was written."""
    token = os.environ.pop("EVALUATION_TOKEN")
    os.environ.pop("EVALUATION_ORDERS")
    target = os.path.join(os.environ["SANDBOX_OUT"], "suite.json")  # noqa: PTH118
    folder = os.path.abspath("agent")  # noqa: PTH100
    write, leave, now = json.dumps, os._exit, time.monotonic
    sys.path.insert(0, os.getcwd())  # noqa: PTH109
    collector = Collector()
    measured = coverage.Coverage(branch=True, source=[folder], data_file=None, config_file=False)
    # Comments in the agent must not hide lines from the figure.
    measured.set_option("report:exclude_lines", [r"^\s*if (typing\.)?TYPE_CHECKING:"])
    measured.set_option("report:partial_branches", [])
    started = now()
    measured.start()
    status = pytest.main([*_OPTIONS, "tests"], plugins=[collector])
    measured.stop()
    seconds = now() - started
    try:
        covered, uncovered = _covered(measured, folder), ""
    except coverage.CoverageException as error:
        covered, uncovered = {}, str(error)
    result = {
        "token": token,
        "status": int(status),
        "seconds": str(seconds),
        "tests": collector.tests,
        "errors": collector.errors,
        "files": covered,
        "coverage_error": uncovered,
    }
    with open(target, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(write(result))
    # Nothing the agent left behind (threads, exit handlers) runs after this.
    leave(0)


if __name__ == "__main__":
    main()
