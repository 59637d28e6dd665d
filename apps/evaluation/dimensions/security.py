"""6 Security: findings in the agent's sources, by severity.

Bandit and ruff's S rules over ``agent/``, suppressing comments ignored, one finding where both name the same
rule and line; and an allow-list over the syntax trees of ``agent/`` and ``tests/``: only the engine and safe
modules of the standard library, no evaluated text, no way to the interpreter's or the test runner's insides.
Probes of the running agent belong to it as well and are not made here; the sandbox's own tests show what they
would reach.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.observations import Observations

NUMBER = 6


def read(observed: Observations) -> Reading:
    """Counts of high, medium and low findings."""
    sources = observed.sources
    if sources.security_missing and not sources.security:
        return Reading(not_measured=sources.security_missing)
    severities = [finding.severity for finding in sources.security]
    figures = {f"{severity} findings": Decimal(severities.count(severity)) for severity in ("high", "medium", "low")}
    return Reading(figures, evidence=sources.security)
