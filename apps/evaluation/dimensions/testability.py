"""12 Testability: how much of ``agent/`` its tests execute, and how many faults put into it they notice.

*Coverage*: coverage.py with branches, in the same run as the pass rate: executed statements and taken branches of all
there are, files that were never imported included, comments that would exclude lines ignored.

*Mutation score*: of the agent with one small fault each (`instruments.mutants` says which), those on which a test
fails, among all that can be loaded. One that never ends is stopped and counts as noticed. At the gate a sample is
tried, in an order that is the same in every run, each kind of fault in each file with its share; the deeper run takes
all of them. Either stops at its time limit, and the evidence says how many were tried. Each that no
test noticed stands in the evidence with its file, its line and the change. A suite that does not pass unchanged
notices nothing.
"""

from collections.abc import Iterator
from decimal import Decimal

from apps.evaluation.dimensions.reading import Reading
from apps.evaluation.figures import percent
from apps.evaluation.instruments.mutation import MutationRun
from apps.evaluation.instruments.suite import SuiteRun
from apps.evaluation.observations import Observations
from apps.evaluation.results import Finding

NUMBER = 12
_SHOWN_LINES = 20
_SHOWN_SURVIVORS = 50


def read(observed: Observations) -> Reading:
    """Coverage and mutation score in percent."""
    suite, mutation = observed.suite, observed.mutation
    if suite.problem or not suite.files:
        reason = suite.problem or "The tests execute nothing of the agent."
        nothing = {"coverage": Decimal(0), "mutation score": Decimal(0)}
        return Reading(nothing, evidence=[Finding("high", "coverage", reason)])
    files = suite.files.values()
    covered = sum(file.covered_statements + file.covered_branches for file in files)
    existing = sum(file.statements + file.branches for file in files)
    noticed = len(mutation.counted) - len(mutation.survivors)
    figures = {
        "coverage": percent(covered, existing),
        "mutation score": percent(noticed, len(mutation.counted)),
    }
    note = Finding("note", "coverage", f"{covered} of {existing} statements and branches in {len(files)} files.")
    return Reading(figures, evidence=[note, *_missed(suite), *_mutants(mutation)])


def _missed(suite: SuiteRun) -> Iterator[Finding]:
    for name, file in sorted(suite.files.items()):
        if file.missing_lines:
            lines = ", ".join(str(line) for line in file.missing_lines[:_SHOWN_LINES])
            yield Finding("medium", "coverage", f"Not executed: lines {lines}.", name, file.missing_lines[0])


def _mutants(run: MutationRun) -> Iterator[Finding]:
    if not run.counted:
        reason = run.problem or f"None of {len(run.tried)} changes could be loaded."
        yield Finding("high", "mutants", reason)
        return
    counted, survivors = len(run.counted), run.survivors
    said = f"{counted - len(survivors)} of {counted} changes were noticed"
    stopped = sum(each.end == "timeout" for each in run.counted)
    said += f", {stopped} of them because they never ended" if stopped else ""
    broken = sum(each.end == "broken" for each in run.counted)
    said += f", {broken} of them because the run broke off" if broken else ""
    left_out = len(run.tried) - counted
    said += f"; {left_out} more could not be loaded and count for nothing" if left_out else ""
    yield Finding("note", "mutants", f"{said}. {len(run.tried)} of {run.made} were tried{_how(run)}.")
    for each in survivors[:_SHOWN_SURVIVORS]:
        mutant = each.mutant
        change = f"`{mutant.before}` became `{mutant.after}`" if mutant.after else f"`{mutant.before}` was left out"
        yield Finding("medium", f"mutant {mutant.operator}", f"No test notices: {change}.", mutant.file, mutant.line)
    if len(survivors) > _SHOWN_SURVIVORS:
        yield Finding("note", "mutants", f"{len(survivors) - _SHOWN_SURVIVORS} more were not noticed.")


def _how(run: MutationRun) -> str:
    return "" if len(run.tried) == run.made else ", each kind of change in each file with its share"
