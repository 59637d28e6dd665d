"""12 Testability: lines and branches of ``agent/`` that its tests execute.

Coverage.py with branches, in the same run as the pass rate: executed statements and taken branches of all there
are, files that were never imported included, comments that would exclude lines ignored. How well the tests
would notice a fault (mutants) is not in it.
"""

from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 12
_SHOWN_LINES = 20


def read(observed: Observations) -> Reading:
    """Coverage in percent."""
    suite = observed.suite
    if suite.problem or not suite.files:
        reason = suite.problem or "The tests execute nothing of the agent."
        return Reading({"coverage": Decimal(0)}, evidence=[Finding("high", "coverage", reason)])
    files = suite.files
    covered = sum(file.covered_statements + file.covered_branches for file in files.values())
    existing = sum(file.statements + file.branches for file in files.values())
    evidence = [
        Finding(
            "medium",
            "coverage",
            f"Not executed: lines {', '.join(str(line) for line in file.missing_lines[:_SHOWN_LINES])}.",
            name,
            file.missing_lines[0],
        )
        for name, file in sorted(files.items())
        if file.missing_lines
    ]
    note = f"{covered} of {existing} statements and branches in {len(files)} files."
    return Reading({"coverage": percent(covered, existing)}, evidence=[Finding("note", "coverage", note), *evidence])
