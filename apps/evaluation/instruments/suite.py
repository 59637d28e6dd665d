"""The agent's own tests with line and branch coverage, one process in the sandbox.

The suite's process runs the agent's code, so nothing it says is taken as it stands:

- the result is a file written after the run that carries a token from outside; printed summaries, exit
  statuses and files of the agent's own count for nothing, and a run that ends early has no result;
- the tests it names are compared with those the sources define, in both directions;
- sources that could reach the test runner (imports, hooks, frames, evaluated text) are refused beforehand by
  `allowed_code` as findings of high severity, which fail the gate whatever the figures say.

What remains: code that passes those rules and still finds the runner in the interpreter's memory could forge
a result; and a suite may assert nothing, which only mutants show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.instruments.defined_tests import defined_tests
from apps.evaluation.instruments.sandboxed import Sandbox, count, is_ours, number, run_script, spoken
from apps.evaluation.results import Finding
from greenlang.sandbox import SandboxResult

PACKAGES = ("pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments", "py", "coverage")
PROPERTY_PACKAGES = ("hypothesis", "_hypothesis_globals", "sortedcontainers")
_LONGEST_OUTPUT = 2000
_CPU_SECONDS = 8


@dataclass(frozen=True)
class FileCoverage:
    """Counts of one source file of the agent."""

    statements: int
    covered_statements: int
    branches: int
    covered_branches: int
    missing_lines: tuple[int, ...]


@dataclass(frozen=True)
class SuiteRun:
    """What the suite did.

    Attributes:
        problem: why there is no result to be trusted; empty where there is one.
        outcomes: ``passed``, ``failed``, ``skipped`` or ``missing`` by test.
        findings: each test that did not pass, each module that could not be collected.
    """

    problem: str
    outcomes: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, FileCoverage] = field(default_factory=dict)
    mechanism: str = ""


def run_suite(agent: AgentUnderTest, *, sandbox: Sandbox) -> SuiteRun:
    """Run the tests once."""
    sources = agent.sources("tests")
    defined = defined_tests(sources)
    if not defined:
        return SuiteRun(problem="It has no tests.", findings=(_finding("There is no test.", "tests/"),))
    packages = [*PACKAGES]
    if any("hypothesis" in text for text in sources.values()):
        packages += PROPERTY_PACKAGES
    result, token = run_script(
        "run_suite.py", agent.runnable(), cpu_seconds=_CPU_SECONDS, sandbox=sandbox, packages=packages
    )
    said = _trusted(result, token)
    if isinstance(said, str):
        return SuiteRun(problem=said, findings=(_finding(f"{said} {_end_of(result)}"),), mechanism=result.mechanism)
    return _read(said, defined, result.mechanism)


def _trusted(result: SandboxResult, token: str) -> Mapping[str, object] | str:
    """The driver's document, or why there is none."""
    if result.status == "timeout":
        return "The tests did not end in time."
    if result.status != "ok":
        return f"The tests could not be run to their end. {result.reason}"
    try:
        document = spoken(result.outputs.get("suite.json", b""))
    except ValueError:
        return "The test run ended before its result was written."
    return document if is_ours(document, token) else "The test run's result was not written by the evaluation."


def _read(said: Mapping[str, object], defined: frozenset[str], mechanism: str) -> SuiteRun:
    tests = _mapping(said.get("tests"))
    outcomes = {name: str(_mapping(test).get("outcome")) for name, test in tests.items()}
    errors = [_mapping(error) for error in _sequence(said.get("errors"))]
    findings = [_finding(str(error.get("message")), str(error.get("where"))) for error in errors]
    findings += [
        _finding(str(_mapping(tests[name]).get("message")), name, count(_mapping(tests[name]), "line"))
        for name, outcome in outcomes.items()
        if outcome != "passed"
    ]
    problem = "The tests could not be collected." if errors else ""
    if not problem:
        problem = _difference(frozenset(name.partition("[")[0] for name in outcomes), defined)
    if problem:
        findings.append(_finding(problem))
    return SuiteRun(problem, outcomes, tuple(findings), _coverage(_mapping(said.get("files"))), mechanism)


def _difference(ran: frozenset[str], defined: frozenset[str]) -> str:
    missing, unknown = sorted(defined - ran), sorted(ran - defined)
    if missing:
        return f"Tests in the sources were not run: {', '.join(missing[:5])}."
    if unknown:
        return f"Tests were reported that no source defines: {', '.join(unknown[:5])}."
    return ""


def _coverage(files: Mapping[str, object]) -> dict[str, FileCoverage]:
    read: dict[str, FileCoverage] = {}
    for name, content in files.items():
        counts = _mapping(content)
        statements, branches = count(counts, "num_statements"), count(counts, "num_branches")
        read[name] = FileCoverage(
            statements=statements,
            covered_statements=min(count(counts, "covered_lines"), statements),
            branches=branches,
            covered_branches=min(count(counts, "covered_branches"), branches),
            missing_lines=tuple(number(line) for line in _sequence(counts.get("missing_lines"))),
        )
    return read


def _finding(message: str, where: str = "", line: int = 0) -> Finding:
    return Finding("high", "pytest", message.strip(), where.partition("::")[0], line)


def _end_of(result: SandboxResult) -> str:
    return (result.stdout + result.stderr).decode(errors="replace")[-_LONGEST_OUTPUT:].strip()


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
