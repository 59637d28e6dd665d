"""9 Scalability: throughput kept as the load grows.

In one sandboxed process, over the pack's samples: single calls and runs of many rows at 1, 10 and 100 times the
work, and four concurrent callers beside one. For each step the median of several rates of *right* results, compared
with the first outcome, in processor time (of all callers together), or in wall time where one caller alone waits; the
figure is the lowest share of the smallest load's rate that a larger load keeps, over all ways. One interpreter
calculates in one thread at a time, so several callers share what one would have. How many processes or pods share the
work is the runtime's affair; an agent that keeps no state does not hinder it. The highest throughputs are kept as
figures; they are this machine's.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import cut
from apps.evaluation.instruments.load import WAYS, LoadRun
from apps.evaluation.instruments.probe import SAMPLES
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 9


def read(observed: Observations) -> Reading:
    """Throughput kept in percent, and the highest throughputs."""
    load, probe = observed.load, observed.probe
    if not probe.samples:
        return Reading(not_measured=f"The pack has no {SAMPLES} with its factors.json.")
    if probe.unusable:
        return Reading(not_measured=f"Its samples or factors cannot be used: {probe.unusable}")
    if load is None or set(load.rates) != set(WAYS):
        said = (load.ended if load else "") or probe.failure
        return Reading(failure="It did not bear the load.", evidence=[Finding("high", "load", said)])
    kept = {way: _kept(load, way) for way in WAYS}
    evidence = [Finding("note", "load", _told(load, way, kept[way])) for way in WAYS]
    evidence += [
        Finding("high", "load", f"{way}: {wrong} results were not right.") for way, wrong in load.wrong.items() if wrong
    ]
    figures = {
        "throughput kept": min(kept.values()),
        "max throughput singly, 1/s": cut(max(load.rates["single"].values())),
        "max throughput in a run, 1/s": cut(max(load.rates["run"].values())),
    }
    return Reading(figures, evidence=evidence)


def _kept(load: LoadRun, way: str) -> Decimal:
    """The lowest share of the smallest load's rate; 0 where that is none."""
    steps = load.rates[way]
    least = steps[min(steps)]
    return cut(100 * min(steps.values()) / least) if least else Decimal(0)


def _told(load: LoadRun, way: str, kept: Decimal) -> str:
    rates = ", ".join(f"{rate:.0f}/s at {step}" for step, rate in sorted(load.rates[way].items()))
    return f"{way}: {rates}; {kept} % kept."
