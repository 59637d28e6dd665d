"""5 Reliability: the share of injected faults that the agent answers by a named error.

Each sample document is spoilt in one place at a time (an input missing, unknown, of the wrong shape, not a
number, in an unknown or foreign unit), and the lookup finds nothing or breaks. Right is an error of the
product's family, and the lookup's own error coming through; a number or any other exception is not. Samples are
also calculated again and compared byte by byte. A mean time between failures is not derived: a process of some
seconds says nothing about hours.
"""

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 5


def read(observed: Observations) -> Reading:
    """Answered faults and equal repetitions in percent."""
    probe = observed.probe
    if probe.faults and probe.repetitions[1]:
        answered = [fault for fault in probe.faults if fault.answer == "named"]
        evidence = [Finding("note", "probe", f"{len(answered)} of {len(probe.faults)} faults answered.")]
        evidence += [
            Finding("medium", f"probe {fault.answer}", f"{fault.fault}: {fault.message}")
            for fault in probe.faults
            if fault.answer != "named"
        ]
        figures = {
            "faults answered": percent(len(answered), len(probe.faults)),
            "equal repetitions": percent(*probe.repetitions),
        }
        return Reading(figures, evidence=evidence)
    if not probe.samples:
        return Reading(not_measured="Without sample documents there is nothing to put faults into.")
    if probe.unusable:
        return Reading(not_measured=f"Its samples or factors cannot be used: {probe.unusable}")
    failure = probe.import_error or probe.ended or "No sample could be calculated."
    return Reading(failure="It did not outlast the faults.", evidence=[Finding("high", "probe", failure)])
