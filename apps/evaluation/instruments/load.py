"""The agent under a growing load, in a sandboxed process of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import Depth
from apps.evaluation.instruments.sandboxed import MOST, Sandbox, alone, count, ending, run_script, stages_of

WAYS = ("single", "run", "callers")
_CPU_SECONDS = 4


@dataclass(frozen=True)
class LoadRun:
    """What it bore.

    Attributes:
        ended: how the process ended, for a reader.
        rates: right results a second by the load's step, by way: ``single`` and ``run`` at 1, 10 and 100 times the
            work (a slow agent's at 1 and 10), ``callers`` at 1 and 4 threads. A way that never ended is not among them.
        wrong: results that were not right, by way.
    """

    ended: str
    rates: Mapping[str, Mapping[int, Decimal]]
    wrong: Mapping[str, int]


def run_load(agent: AgentUnderTest, *, sandbox: Sandbox, depth: Depth) -> LoadRun:
    """Load it, a step at a time."""
    result, token = run_script("run_load.py", alone(agent), cpu_seconds=_CPU_SECONDS, sandbox=sandbox, depth=depth)
    return _read(stages_of(result.outputs.get("load.jsonl", b""), token), ending(result))


def _read(stages: Mapping[str, Mapping[str, Any]], ended: str) -> LoadRun:
    found = {way: stages[way] for way in WAYS if way in stages}
    rates = {way: _rates(stage.get("rates")) for way, stage in found.items()}
    return LoadRun(
        ended=ended,
        rates={way: steps for way, steps in rates.items() if steps},
        wrong={way: count(stage, "wrong") for way, stage in found.items()},
    )


def _rates(said: object) -> dict[int, Decimal]:
    """Rates by step; none where one of them is no rate."""
    given = said if isinstance(said, dict) else {}
    try:
        return {_step(step): _rate(rate) for step, rate in given.items()}
    except (ValueError, TypeError, InvalidOperation):
        return {}


def _step(said: str) -> int:
    step = int(said)
    if not 0 < step <= MOST:
        raise ValueError(said)
    return step


def _rate(said: str) -> Decimal:
    rate = Decimal(said)
    if not rate.is_finite() or not 0 <= rate <= MOST:
        raise ValueError(said)
    return rate
