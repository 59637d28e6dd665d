"""Evaluating an agent: measure once, read twelve dimensions, score by the table."""

import os
import platform
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.contracts import ConsumerExpectation, Contract
from apps.evaluation.depth import GATE, Depth
from apps.evaluation.dimensions import DIMENSIONS, Reading
from apps.evaluation.figures import cut
from apps.evaluation.instruments.allowed_code import examine, examine_other_files
from apps.evaluation.instruments.elsewhere import ElsewhereRun, run_elsewhere
from apps.evaluation.instruments.interface import InterfaceRun, run_interface
from apps.evaluation.instruments.load import LoadRun, run_load
from apps.evaluation.instruments.mutation import MutationRun, run_mutation
from apps.evaluation.instruments.parsing import PARSING
from apps.evaluation.instruments.probe import ProbeRun, run_probe
from apps.evaluation.instruments.sandboxed import Sandbox
from apps.evaluation.instruments.static_analysis import complexities, security_findings, standards_findings
from apps.evaluation.instruments.suite import SuiteRun, run_suite
from apps.evaluation.observations import NOT_TRIED, Observations, SourceReading
from apps.evaluation.results import DimensionResult, Evaluation, Finding
from apps.evaluation.score_table import TABLE, DimensionRow
from apps.evaluation.scoring import score
from greenlang.engine.version import ENGINE_VERSION
from greenlang.sandbox import run
from greenlang.sandbox.interpreter import Interpreter, other_interpreters

_TOOLS = ("pytest", "coverage", "ruff", "bandit", "radon", "jsonschema")


@dataclass(frozen=True)
class _Alone:
    """What was seen of the agent by itself."""

    probe: ProbeRun
    load: LoadRun | None = None
    elsewhere: tuple[ElsewhereRun, ...] = ()
    interface: InterfaceRun | None = None


def evaluate(
    agent: AgentUnderTest,
    *,
    sandbox: Sandbox = run,
    depth: Depth = GATE,
    earlier: Sequence[Contract] = (),
    consumers: Sequence[ConsumerExpectation] = (),
) -> Evaluation:
    """Measure all twelve dimensions of an agent; its code runs in the sandbox only.

    The suite, and then the suite on mutants of the agent, runs in one thread; the agent by itself in another.

    Args:
        depth: how thoroughly; `DEEP` takes minutes.
        earlier: contracts of earlier versions; the nearest one is compared with.
        consumers: what registered consumers rely on.

    Raises:
        SandboxUnavailable: nothing isolates here, so nothing is run.
    """
    started = time.monotonic()
    with ThreadPoolExecutor(max_workers=2) as pool:
        tests = pool.submit(_by_its_tests, agent, sandbox, depth)
        rest = pool.submit(_by_itself, agent, sandbox, depth, earlier, consumers)
        with PARSING:
            sources = read_sources(agent)
        alone = rest.result()
        suite, mutation = tests.result()
        observed = Observations(
            agent=agent,
            suite=suite,
            probe=alone.probe,
            sources=sources,
            load=alone.load,
            elsewhere=alone.elsewhere,
            interface=alone.interface,
            mutation=mutation,
            earlier=earlier,
            consumers=consumers,
            depth=depth,
        )
    results = tuple(_result(row, DIMENSIONS[row.number - 1].read(observed)) for row in TABLE)
    return Evaluation(
        agent_id=agent.agent_id,
        version=agent.version,
        dimensions=results,
        conditions=_conditions(observed),
        seconds=cut(Decimal(str(time.monotonic() - started))),
        depth=depth.name,
    )


def _by_its_tests(agent: AgentUnderTest, sandbox: Sandbox, depth: Depth) -> tuple[SuiteRun, MutationRun]:
    """The suite, and where it passes the suite on mutants of the agent."""
    suite = run_suite(agent, sandbox=sandbox)
    if suite.problem or not suite.outcomes or set(suite.outcomes.values()) - {"passed", "skipped"}:
        return suite, NOT_TRIED
    return suite, run_mutation(agent, sandbox=sandbox, depth=depth)


def _by_itself(
    agent: AgentUnderTest,
    sandbox: Sandbox,
    depth: Depth,
    earlier: Sequence[Contract],
    consumers: Sequence[ConsumerExpectation],
) -> _Alone:
    """The runs of the agent without its tests; the later ones only where the first came to calculate."""
    probe = run_probe(agent, sandbox=sandbox, depth=depth, earlier=earlier, consumers=consumers)
    if not probe.nanoseconds:
        return _Alone(probe)
    return _Alone(
        probe,
        load=run_load(agent, sandbox=sandbox, depth=depth),
        elsewhere=tuple(run_elsewhere(agent, sandbox=sandbox, depth=depth, other=other) for other in _places(depth)),
        interface=run_interface(agent, sandbox=sandbox, depth=depth),
    )


def _places(depth: Depth) -> tuple[Interpreter | None, ...]:
    """This interpreter, and every other one where the depth asks for them."""
    return (None, *other_interpreters()) if depth.interpreters else (None,)


def read_sources(agent: AgentUnderTest) -> SourceReading:
    """Everything that is read without running the agent."""
    sources = agent.sources("agent")
    security, missing = security_findings(sources)
    standards, standards_missing = standards_findings(sources)
    listed = examine(sources) + examine(agent.sources("tests"), tests=True)
    other = examine_other_files(list(agent.files))
    read, unreadable = complexities(sources)
    return SourceReading(
        security=tuple(other + listed + security),
        security_missing=missing,
        complexities=tuple(read),
        unreadable=tuple(unreadable),
        standards=tuple(standards),
        standards_missing=standards_missing,
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


def _conditions(observed: Observations) -> dict[str, str]:
    """What the figures depend on; ``load`` is the machine's own, over the last minute."""
    return {
        "depth": observed.depth.name,
        "load": f"{os.getloadavg()[0]:.2f}",
        "sandbox": observed.suite.mechanism,
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
