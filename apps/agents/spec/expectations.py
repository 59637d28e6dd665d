"""What a golden test expects, whichever of the five forms in use it is written in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.spec.errors import Path
from apps.agents.spec.model import GoldenTest
from apps.agents.spec.plan import as_choice
from greenlang.engine import InvalidInput, parse_number

SEPARABLE = "separable"
"""Expectation of a truth value: whether every gas is known, so that another set of potentials can be applied."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expected value.

    Attributes:
        name: of the output or gas; nested names are joined by dots.
        path: where it stands below ``expect``.
        value: the number expected; None where no number is (text, ``contains``, true and false).
        tolerance: largest absolute difference accepted; 0 means every digit.
        text: what is expected, as text; a number canonical.
        contains: whether the text is a part of what is expected.
    """

    name: str
    path: Path
    value: Decimal | None
    tolerance: Decimal = Decimal(0)
    text: str = ""
    contains: bool = False


def expectations_of(golden: GoldenTest) -> tuple[Expectation, ...]:
    """The expectations of a golden test.

    Forms: a plain value with ``tolerance: {name: ...}`` or ``tolerance: ...`` beside ``expect``;
    ``{value, tolerance}``; ``{value, tol}``; ``{contains}``; and any of these nested below a name.
    """
    return tuple(_expectations(golden.expect, (), golden.tolerance))


def separable_of(golden: GoldenTest) -> bool | None:
    """What a golden test expects of ``separable``; None where it says nothing, or no truth value."""
    said = golden.expect.get(SEPARABLE)
    return said if isinstance(said, bool) else None


def _expectations(expect: Mapping[str, object], path: Path, beside: object) -> Iterator[Expectation]:
    for key, value in expect.items():
        place = (*path, key)
        name = ".".join(str(step) for step in place)
        if isinstance(value, Mapping) and "value" in value:
            tolerance = _tolerance(value.get("tolerance", value.get("tol")))
            yield Expectation(name, place, _number(value["value"]), tolerance, as_choice(value["value"]))
        elif isinstance(value, Mapping) and "contains" in value:
            yield Expectation(name, place, None, text=as_choice(value["contains"]), contains=True)
        elif isinstance(value, Mapping):
            yield from _expectations(value, place, beside)
        else:
            tolerance = _tolerance(beside.get(name) if isinstance(beside, Mapping) else beside)
            yield Expectation(name, place, _number(value), tolerance, as_choice(value))


def tolerance_faults(golden: GoldenTest) -> Iterator[tuple[Path, str]]:
    """Every tolerance that is none, by its place in the golden test, and why.

    A tolerance is a number from 0 to the largest figure expected (or 1, where all are smaller): a wider one would
    accept anything.
    """
    figures = (abs(each.value) for each in expectations_of(golden) if each.value is not None)
    most = max(figures, default=Decimal(0)).max(1)
    for path, said in _tolerances(golden):
        number = _number(said)
        if number is None:
            yield path, f"A tolerance is a number; {str(said)[:40]!r} is none."
        elif number < 0:
            yield path, f"A tolerance is not negative: {str(said)[:40]}."
        elif number > most:
            yield path, f"A tolerance of {str(said)[:40]} accepts every figure: the largest expected is {most:f}."


def _tolerances(golden: GoldenTest) -> Iterator[tuple[Path, object]]:
    """What is written as a tolerance, beside the expected figures and within them."""
    beside = golden.tolerance
    places = beside.items() if isinstance(beside, Mapping) else [("", beside)]
    yield from ((("tolerance", *([name] if name else [])), said) for name, said in places if said is not None)
    yield from _inner_tolerances(golden.expect, ("expect",))


def _inner_tolerances(expect: Mapping[str, object], path: Path) -> Iterator[tuple[Path, object]]:
    for key, value in expect.items():
        if not isinstance(value, Mapping) or "contains" in value:
            continue
        if "value" not in value:
            yield from _inner_tolerances(value, (*path, key))
            continue
        name = "tolerance" if "tolerance" in value else "tol"
        if value.get(name) is not None:
            yield (*path, key, name), value[name]


def _number(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str):
        return None
    try:
        return parse_number(value)
    except InvalidInput:
        return None


def _tolerance(value: object) -> Decimal:
    """As written; 0, every digit, for one that `tolerance_faults` tells."""
    number = _number(value)
    return Decimal(0) if number is None or number < 0 else number
