"""2 Performance: the 95th percentile of a calculation's latency.

Single calls of the engine's ``calculate`` over the pack's sample documents, in turn, in a sandboxed process of
its own without coverage, after each was calculated once, for a quarter of a second (five seconds in a deep
evaluation) and at least twenty calls; nearest rank. Binding, factor table, formula and output check are in it,
network and database are not.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import cut, percentile
from apps.evaluation.instruments.probe import SAMPLES
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 2
_NANOSECONDS = Decimal(1_000_000)


def read(observed: Observations) -> Reading:
    """P95 in milliseconds."""
    probe = observed.probe
    evidence = [Finding("medium", "probe", refusal, SAMPLES) for refusal in probe.refusals]
    if probe.nanoseconds:
        note = f"{len(probe.nanoseconds)} calculations, median {_milliseconds(probe.nanoseconds, 50)} ms."
        figure = _milliseconds(probe.nanoseconds, 95)
        return Reading({"latency P95": figure}, evidence=[*evidence, Finding("note", "probe", note)])
    if not probe.samples:
        return Reading(not_measured=f"The pack has no {SAMPLES} with its factors.json.")
    if probe.unusable:
        return Reading(not_measured=f"Its samples or factors cannot be used: {probe.unusable}")
    evidence.append(Finding("high", "probe", probe.failure))
    return Reading(failure="It finished no calculation.", evidence=evidence)


def _milliseconds(nanoseconds: tuple[int, ...], rank: int) -> Decimal:
    return cut(percentile(nanoseconds, rank) / _NANOSECONDS)
