"""Contradicted figures: each is of a golden test, says what it expects, and is in truth another or refused."""

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from apps.agents.spec.errors import Path
from apps.agents.spec.expectations import Expectation, expectations_of
from apps.agents.spec.findings import Finding
from apps.agents.spec.goldens import WorkedGolden, work_golden
from apps.agents.spec.model import Contradicted, GoldenTest, PackSpec
from apps.agents.spec.plan import CalculationPlan
from apps.agents.spec.rules.golden import Catalogue
from greenlang.engine import InvalidInput, parse_number


def check_contradicted(spec: PackSpec, plan: CalculationPlan, catalogue: Catalogue) -> Iterator[Finding]:
    """Every contradiction is complete and true; without a catalogue its truth is not looked at.

    An undeclared golden test that does not hold is told of as a warning: the agent's own suite fails with it.
    """
    tests = {golden.name: golden for golden in spec.tests.golden}
    worked = _working(spec, plan, catalogue)
    counts = Counter((entry.golden, output_of(entry, spec)) for entry in spec.tests.contradicted)
    for index, entry in enumerate(spec.tests.contradicted):
        path: Path = ("tests", "contradicted", index)
        if entry.golden not in tests:
            mend = "Name one of `tests.golden`."
            yield Finding(
                "error", (*path, "golden"), f"There is no golden test {entry.golden[:60]!r}.", mend, "unknown"
            )
            continue
        if counts[entry.golden, output_of(entry, spec)] > 1:
            yield Finding("error", (*path, "golden"), "It is contradicted twice.", "Keep one.", "duplicate")
        found = list(_complete(path, entry, tests[entry.golden], spec))
        yield from found
        if not found and worked:
            yield from _true(path, entry, worked(entry.golden), spec)
    if worked:
        yield from _undeclared(spec, worked)


def _working(spec: PackSpec, plan: CalculationPlan, catalogue: Catalogue) -> Callable[[str], WorkedGolden] | None:
    """What works a golden test by its name, each once; None without a catalogue."""
    tests, lookup = {golden.name: golden for golden in spec.tests.golden}, catalogue.lookup
    if lookup is None:
        return None
    return cache(lambda name: work_golden(tests[name], spec, plan, lookup, catalogue.potentials))


def output_of(entry: Contradicted, spec: PackSpec) -> str:
    """The expectation a contradiction is about."""
    return entry.output or spec.formulas[0].output.name


def agrees(calculated: str, shown: str) -> bool:
    """Whether a figure is the one shown, rounded to as many decimals; other texts are to be equal."""
    try:
        figure, wanted = parse_number(calculated), parse_number(shown)
    except InvalidInput:
        return calculated == shown
    return figure == wanted or _rounded(figure, wanted) == wanted


def _rounded(figure: Decimal, like: Decimal) -> Decimal:
    decimals = Decimal(1).scaleb(min(int(like.as_tuple().exponent), 0))
    return figure.quantize(decimals, rounding=ROUND_HALF_EVEN)


def _complete(path: Path, entry: Contradicted, golden: GoldenTest, spec: PackSpec) -> Iterator[Finding]:
    if not entry.reason.strip():
        yield Finding("error", (*path, "reason"), "It says no reason.", "Say why the figure is another.", "missing")
    if bool(entry.calculated) == bool(entry.refused):
        mend = "Write `calculated: ` with the figure, or `refused: ` with why it cannot be calculated."
        yield Finding("error", path, "It says either what is calculated or why it is refused.", mend, "contradicted")
        return
    name = output_of(entry, spec)
    expected = next((each for each in expectations_of(golden) if each.name == name), None)
    if expected is None:
        names = ", ".join(each.name for each in expectations_of(golden))
        detail = f"The golden test expects nothing of {name[:60]!r}."
        yield Finding("error", path, detail, f"It expects {names}.", "contradicted")
    elif not _says(entry, expected):
        detail = f"It says that {entry.expected[:60]!r} is expected; the golden test expects {expected.text[:60]!r}."
        yield Finding("error", (*path, "expected"), detail, "Write what the test expects.", "contradicted")


def _says(entry: Contradicted, expected: Expectation) -> bool:
    try:
        return entry.expected == expected.text or parse_number(entry.expected) == expected.value
    except InvalidInput:
        return False


def _true(path: Path, entry: Contradicted, worked: WorkedGolden, spec: PackSpec) -> Iterator[Finding]:
    compared = worked.of(output_of(entry, spec))
    if worked.refused is not None:
        if entry.calculated:
            mend = "Write `refused` with the reason, in place of `calculated`."
            yield Finding(
                "error", (*path, "calculated"), f"It is refused: {worked.refused.message}", mend, "contradicted"
            )
    elif compared is None:
        detail = f"Nothing is calculated for {output_of(entry, spec)[:60]!r}."
        yield Finding("error", path, detail, "Name an output or a gas.", "contradicted")
    elif entry.refused:
        mend = f"Write `calculated: {compared.calculated}` in place of `refused`, if the expectation does not hold."
        detail = f"It is not refused: {compared.calculated} is calculated."
        yield Finding("error", (*path, "refused"), detail, mend, "contradicted")
    elif compared.holds:
        detail = f"The golden test holds: {compared.calculated} is calculated."
        yield Finding("error", path, detail, "Leave the contradiction out.", "contradicted")
    elif not agrees(compared.calculated, entry.calculated):
        detail = f"{entry.calculated[:60]} is not what is calculated, which is {compared.calculated}."
        yield Finding("error", (*path, "calculated"), detail, f"Write {compared.calculated}.", "contradicted")


def _undeclared(spec: PackSpec, worked: Callable[[str], WorkedGolden]) -> Iterator[Finding]:
    declared = {(entry.golden, output_of(entry, spec)) for entry in spec.tests.contradicted}
    refused = {entry.golden for entry in spec.tests.contradicted if entry.refused}
    for index, golden in enumerate(spec.tests.golden):
        if golden.name in refused:
            continue
        for compared in worked(golden.name).compared:
            if not compared.holds and (golden.name, compared.name) not in declared:
                detail = f"{compared.name}: {compared.expected[:60]} is expected, {compared.calculated} is calculated."
                mend = "Correct the figure, or declare it under `tests.contradicted` with a reason."
                path: Path = ("tests", "golden", index, "expect", *compared.name.split("."))
                yield Finding("warning", path, detail, mend, "golden-fails")
