"""The agent under a growing load, in a sandboxed process of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.depth import Depth
from apps.evaluation.instruments.sandboxed import Sandbox, alone, count, ending, run_script, stages_of

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
    stages = stages_of(result.outputs.get("load.jsonl", b""), token)
    found = {way: stages[way] for way in WAYS if way in stages}
    return LoadRun(
        ended=ending(result),
        rates={
            way: {int(step): Decimal(rate) for step, rate in stage["rates"].items()} for way, stage in found.items()
        },
        wrong={way: count(stage, "wrong") for way, stage in found.items()},
    )
