"""What a golden test expects, whichever of the five forms in use it is written in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.spec.errors import Path
from apps.agents.spec.model import GoldenTest
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
    """

    name: str
    path: Path
    value: Decimal | None
    tolerance: Decimal = Decimal(0)


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
            yield Expectation(
                name, place, _number(value["value"]), _tolerance(value.get("tolerance", value.get("tol")))
            )
        elif isinstance(value, Mapping) and "contains" not in value:
            yield from _expectations(value, place, beside)
        else:
            tolerance = beside.get(name) if isinstance(beside, Mapping) else beside
            yield Expectation(name, place, _number(value), _tolerance(tolerance))


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
    number = _number(value)
    return Decimal(0) if number is None else abs(number)
