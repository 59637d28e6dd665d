"""6 Security: findings in the agent's sources and of the running agent, by severity.

Bandit and ruff's S rules over ``agent/``, suppressing comments ignored, one finding where both name the same
rule and line; an allow-list over the syntax trees of ``agent/`` and ``tests/``: only the engine and safe modules of
the standard library, no evaluated text, no way to the interpreter's or the test runner's insides.

Then the running agent, in the sandbox: the interpreter tells of every file, socket, process, library, signal or text
to be run before it happens, while the agent is loaded, calculates, and meets faults; each is a finding of high
severity with the agent's line (a thread of medium), whether the sandbox's walls then refuse it or not. Modules of the
engine and the standard library, the environment, the decimal context, open descriptors and threads must be the same
afterwards. What native code does without the interpreter is not told; the walls stop it (`greenlang.sandbox`).
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.instruments.probe import Event, ProbeRun
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding, Severity

NUMBER = 6


def read(observed: Observations) -> Reading:
    """Counts of high, medium and low findings."""
    sources = observed.sources
    if sources.security_missing and not sources.security:
        return Reading(not_measured=sources.security_missing)
    findings = [*sources.security, *_running(observed.probe)]
    severities = [finding.severity for finding in findings]
    figures = {f"{severity} findings": Decimal(severities.count(severity)) for severity in ("high", "medium", "low")}
    return Reading(figures, evidence=findings)


def _running(probe: ProbeRun) -> list[Finding]:
    """What the agent did besides calculating, and left changed."""
    found = [_event(event) for event in probe.events]
    place = "agent/__init__.py"
    found += [Finding("high", "watch changed", f"It left changed {name}.", place) for name in probe.changed]
    if not found and "changed" in probe.stages:
        made = probe.endurance[0]
        found.append(Finding("note", "watch", f"Nothing but calculating was seen, over {made} calculations."))
    return found


def _event(event: Event) -> Finding:
    severity: Severity = "medium" if event.event.startswith("_thread") else "high"
    message = f"While {event.doing}, {event.event}({event.shown})."
    return Finding(severity, f"watch {event.event}", message, event.file, event.line)
