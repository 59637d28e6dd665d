"""Evaluating an agent: measure once, read twelve dimensions, score by the table."""

import os
import platform
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.dimensions import DIMENSIONS, Reading
from apps.evaluation.figures import cut
from apps.evaluation.instruments.allowed_code import examine, examine_other_files
from apps.evaluation.instruments.probe import ProbeRun, run_probe
from apps.evaluation.instruments.sandboxed import Sandbox
from apps.evaluation.instruments.static_analysis import complexities, security_findings
from apps.evaluation.instruments.suite import run_suite
from apps.evaluation.observations import Observations, SourceReading
from apps.evaluation.results import DimensionResult, Evaluation, Finding
from apps.evaluation.score_table import TABLE, DimensionRow
from apps.evaluation.scoring import score
from greenlang.engine.version import ENGINE_VERSION
from greenlang.sandbox import run

_TOOLS = ("pytest", "coverage", "ruff", "bandit", "radon")


def evaluate(agent: AgentUnderTest, *, sandbox: Sandbox = run) -> Evaluation:
    """Measure all twelve dimensions of an agent; its code runs in the sandbox only.

    The suite runs in one thread; the agent by itself and then the readers of its sources in another.

    Raises:
        SandboxUnavailable: nothing isolates here, so nothing is run.
    """
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        suite = pool.submit(run_suite, agent, sandbox=sandbox)
        rest = pool.submit(_probe_and_read, agent, sandbox)
        probe, sources = rest.result()
        observed = Observations(agent=agent, suite=suite.result(), probe=probe, sources=sources)
    results = tuple(_result(row, DIMENSIONS[row.number - 1].read(observed)) for row in TABLE)
    return Evaluation(
        agent_id=agent.agent_id,
        version=agent.version,
        dimensions=results,
        conditions=_conditions(observed.suite.mechanism),
        seconds=cut(Decimal(str(time.monotonic() - started))),
    )


def _probe_and_read(agent: AgentUnderTest, sandbox: Sandbox) -> tuple[ProbeRun, SourceReading]:
    return run_probe(agent, sandbox=sandbox), read_sources(agent)


def read_sources(agent: AgentUnderTest) -> SourceReading:
    """Everything that is read without running the agent."""
    sources = agent.sources("agent")
    security, missing = security_findings(sources)
    listed = examine(sources) + examine(agent.sources("tests"), tests=True)
    other = examine_other_files(list(agent.files))
    read, unreadable = complexities(sources)
    return SourceReading(
        security=tuple(other + listed + security),
        security_missing=missing,
        complexities=tuple(read),
        unreadable=tuple(unreadable),
    )


def _result(row: DimensionRow, reading: Reading) -> DimensionResult:
    leading = row.criteria[0]
    evidence = tuple(reading.evidence)
    value: Decimal | None = reading.figures.get(leading.metric)
    reached: Decimal | None = None
    if reading.figures:
        reached = cut(score(row.number, reading.figures))
    elif reading.failure:
        reached = Decimal(0)
        evidence = (Finding("high", "evaluation", reading.failure), *evidence)
    return DimensionResult(
        number=row.number,
        name=row.name,
        weight=row.weight,
        score=reached,
        metric=leading.metric,
        value=value,
        unit=leading.unit,
        measured=reached is not None,
        reason_not_measured=reading.not_measured if reached is None else "",
        figures=dict(reading.figures),
        evidence=evidence,
    )


def _conditions(mechanism: str) -> dict[str, str]:
    """What the figures depend on."""
    return {
        "sandbox": mechanism,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": str(os.cpu_count() or 1),
        "engine": ENGINE_VERSION,
        **{tool: _version(tool) for tool in _TOOLS},
    }


def _version(tool: str) -> str:
    try:
        return version(tool)
    except PackageNotFoundError:
        return ""
