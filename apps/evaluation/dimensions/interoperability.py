"""10 Interoperability: answers of the agent's HTTP interface that conform to its OpenAPI document.

The engine's WSGI application over the agent (what a pod serves) is asked in the sandbox: the pack's samples, documents
made from the schema in the pack's own ``openapi.json`` (allowed ones, and those with one thing wrong), and bodies that
are no documents. In a process where nothing of the agent runs, each exchange is then judged by that document: a sample
is allowed and answered by 200, what the schema does not allow is refused, and every answer has a status and a media
type that are described and a body the described schema allows. Never 500. The requests are the same each time; a deep
evaluation makes more of them.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.instruments.interface import OPENAPI
from apps.evaluation.instruments.probe import SAMPLES
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 10


def read(observed: Observations) -> Reading:
    """Conforming answers in percent."""
    run, probe = observed.interface, observed.probe
    if OPENAPI not in observed.agent.files:
        evidence = [Finding("high", "interface", f"The pack has no {OPENAPI}.", OPENAPI)]
        return Reading(failure="Its interface is not described.", evidence=evidence)
    if not probe.samples:
        return Reading(not_measured=f"The pack has no {SAMPLES} with its factors.json.")
    if probe.unusable:
        return Reading(not_measured=f"Its samples or factors cannot be used: {probe.unusable}")
    if run is None or run.unusable:
        said = run.unusable if run else probe.failure
        return Reading(failure="It gave no answers.", evidence=[Finding("high", "interface", said, OPENAPI)])
    by_status = ", ".join(f"{number} by {status}" for status, number in sorted((run.answered or {}).items()))
    evidence = [Finding("note", "interface", f"{run.requests} requests, answered {by_status}.")]
    evidence += [Finding("medium", "interface", f"{how}: {message}", OPENAPI) for how, message in run.findings]
    conforming: Decimal = percent(run.requests - run.wrong, run.requests)
    return Reading({"interface conformity": conforming}, evidence=evidence)
