"""1 Functional Quality: the share of the agent's tests that pass.

The suite runs once in the sandbox. Passed tests are divided by all collected tests but skipped ones; a test
that was expected to fail counts as failed, one that never ran too. Without a trustworthy result, without tests
and where the suite cannot be collected, the share is 0.

Figures that the specification declares contradicted (``tests/contradicted.json``) stand among the findings, each with
what was expected and what is calculated: the suite holds the agent to the second.
"""

import json
from collections.abc import Iterator
from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 1
CONTRADICTED = "tests/contradicted.json"
MOST = 400
"""Characters shown of a text of it."""


def read(observed: Observations) -> Reading:
    """Pass rate in percent."""
    suite = observed.suite
    evidence = [*suite.findings, *_contradicted(observed.agent.files.get(CONTRADICTED, b"[]"))]
    if suite.problem:
        return Reading({"pass rate": Decimal(0)}, evidence=evidence)
    ran = [outcome for outcome in suite.outcomes.values() if outcome != "skipped"]
    return Reading({"pass rate": percent(ran.count("passed"), len(ran))}, evidence=evidence)


def _contradicted(content: bytes) -> Iterator[Finding]:
    """Both figures of each contradicted expectation; a file that is no list of them says so."""
    try:
        entries = [{name: str(text)[:MOST] for name, text in dict(entry).items()} for entry in json.loads(content)]
    except (ValueError, TypeError, RecursionError):
        yield Finding("medium", "contradicted", "It cannot be read.", CONTRADICTED)
        return
    for entry in entries:
        found = f"{entry['calculated']} is calculated" if "calculated" in entry else f"refused: {entry.get('refused')}"
        message = (
            f"{entry.get('golden')}: {entry.get('expected')} is expected of {entry.get('output')}, {found}. "
            f"{entry.get('reason')}"
        )
        yield Finding("note", "contradicted", message, CONTRADICTED)
