"""5 Reliability: faults answered, equal repetitions, memory kept, and hours between failures.

- **Faults.** Each sample document is spoilt in one place at a time (an input missing, unknown, of the wrong shape, not
  a number, in an unknown or foreign unit), and the lookup finds nothing, breaks, answers nothing, a wrong unit, no
  values, a gas too few, or slowly. Right is an error of the product's family, the lookup's own error coming through,
  and for the slow one the very result; another number and any other exception are not.
- **Repetitions.** Samples are calculated again and compared byte by byte.
- **Memory.** Bytes the interpreter holds after some hundred calculations of fresh documents that it did not hold
  before, a calculation: small objects counted and taken at 64 bytes, large ones traced; the least of twelve stretches
  after a warm-up, for a leak grows in each of them.
- **Mean time between failures.** A process of some seconds has no hours to observe, so the figure is a bound from what
  was seen: of N calculations of valid samples k failed (an error, or other bytes than before); the chance of a failure
  is then at most m / N with 95 % confidence, where a Poisson count of mean m is k or less once in twenty (m = ln 20,
  about 3, where none failed); at the nominal rate of 60 calculations an hour the mean time is at least N / (60 m)
  hours. It rises with N, so it is shown and earns nothing: a deeper run shows more of the same agent.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import cut, most_expected, percent
from apps.evaluation.instruments.probe import ProbeRun
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 5
NOMINAL_RATE = 60
_HOURS = "mean time between failures, at least, h"


def read(observed: Observations) -> Reading:
    """Answered faults, equal repetitions, bytes kept a calculation, and the hours."""
    probe = observed.probe
    if probe.faults and probe.repetitions[1] and probe.kept:
        return _read(probe, probe.kept)
    if not probe.samples:
        return Reading(not_measured="Without sample documents there is nothing to put faults into.")
    if probe.unusable:
        return Reading(not_measured=f"Its samples or factors cannot be used: {probe.unusable}")
    evidence = [Finding("high", "probe", probe.failure)]
    return Reading(failure="It did not outlast the faults.", evidence=evidence)


def _read(probe: ProbeRun, kept: tuple[int, int]) -> Reading:
    answered = [fault for fault in probe.faults if fault.is_right]
    made, failed, first = probe.endurance
    growth = cut(Decimal(kept[0]) / kept[1]) if kept[1] else Decimal(0)
    hours = cut(made / (most_expected(failed) * NOMINAL_RATE))
    evidence = [
        Finding("note", "probe", f"{len(answered)} of {len(probe.faults)} faults answered."),
        Finding("note", "probe", f"{kept[0]} bytes kept over {kept[1]} calculations."),
        Finding(
            "note",
            "probe",
            f"{failed} of {made} calculations failed; at {NOMINAL_RATE} an hour the mean time between failures is "
            f"{hours} h or more, with 95 % confidence.",
        ),
    ]
    if first:
        evidence.append(Finding("high", "probe", first))
    evidence += [
        Finding("medium", f"probe {fault.answer}", f"{fault.fault}: {fault.message}")
        for fault in probe.faults
        if not fault.is_right
    ]
    figures = {
        "faults answered": percent(len(answered), len(probe.faults)),
        "equal repetitions": percent(*probe.repetitions),
        "memory kept": growth,
        _HOURS: hours,
    }
    return Reading(figures, evidence=evidence)
