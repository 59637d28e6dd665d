"""1 Functional Quality: the share of the agent's tests that pass.

The suite runs once in the sandbox. Passed tests are divided by all collected tests but skipped ones; a test
that was expected to fail counts as failed, one that never ran too. Without a trustworthy result, without tests
and where the suite cannot be collected, the share is 0.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.observations import Observations

NUMBER = 1


def read(observed: Observations) -> Reading:
    """Pass rate in percent."""
    suite = observed.suite
    if suite.problem:
        return Reading({"pass rate": Decimal(0)}, evidence=suite.findings)
    ran = [outcome for outcome in suite.outcomes.values() if outcome != "skipped"]
    return Reading({"pass rate": percent(ran.count("passed"), len(ran))}, evidence=suite.findings)
