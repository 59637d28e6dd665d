"""Exact numbers as people read them: grouped, shortened, with the exact one beside."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any, TypedDict

from greenlang.engine.numbers import canonical_number, exact_sum

# Shown numbers only: what is calculated is never rounded here.
_WIDE = Context(prec=400, rounding=ROUND_HALF_EVEN)
_TONNE = Decimal(1000)
_TONNES_FROM = Decimal(10_000)
_TINY_DIGITS = 4
_RATIO_DIGITS = 10
KG = "kg CO2e"


class Figure(TypedDict):
    """A number as it is shown, its exact value and the unit of both."""

    value: str
    exact: str
    unit: str


def grouped(number: str | Decimal, places: int = 6, *, fixed: bool = False) -> str:
    """ "1,234.5": at most so many places (``fixed``: exactly), small numbers by four significant digits."""
    value = Decimal(number)
    if not value.is_finite():
        return str(value)
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_WIDE)
    if value and not rounded:
        return canonical_number(Context(prec=_TINY_DIGITS).plus(value))
    text = f"{rounded:,f}"
    return text if fixed or "." not in text else text.rstrip("0").rstrip(".")


def mass(kilograms: str | Decimal, substance: str = "CO2e") -> Figure:
    """One mass, in tonnes from ten tonnes on."""
    return masses([kilograms], substance)[0]


def masses(kilograms: Sequence[str | Decimal], substance: str = "CO2e") -> list[Figure]:
    """The masses of a column, all in the same unit and with the same places."""
    values = [Decimal(text) for text in kilograms]
    largest = max((abs(value) for value in values), default=Decimal(0))
    in_tonnes = largest >= _TONNES_FROM
    if in_tonnes:
        values = [_WIDE.divide(value, _TONNE) for value in values]
        largest = largest / _TONNE
    places = 3 if not in_tonnes or largest < 1000 else 2 if largest < 100_000 else 1
    unit = f"{'t' if in_tonnes else 'kg'} {substance}".strip()
    return [{"value": grouped(v, places, fixed=True), "exact": canonical_number(v), "unit": unit} for v in values]


def sum_as_shown(figures: Sequence[Mapping[str, Any]]) -> Figure | None:
    """What the shown numbers of a column add up to; None where that is their rounded exact sum.

    Args:
        figures: of `masses`, with whatever else is in their rows.
    """
    numbers = [Decimal(figure["value"].replace(",", "")) for figure in figures]
    places = min((-int(number.as_tuple().exponent) for number in numbers), default=0)
    exact, together = (exact_sum(each) for each in ((Decimal(figure["exact"]) for figure in figures), numbers))
    shown, right = (grouped(number, places, fixed=True) for number in (together, exact))
    if not figures or shown == right:
        return None
    return {"value": shown, "exact": canonical_number(exact), "unit": figures[0]["unit"]}


def recorded(number: str, unit: str) -> Figure:
    """A result as it stands in the ledger, in its own unit."""
    return {"value": shown(number), "exact": number, "unit": unit}


def shown(number: object) -> str:
    """A recorded number grouped; a text that is none, as it stands (verification says what is wrong with it)."""
    try:
        return grouped(str(number))
    except ArithmeticError:
        return str(number)


def ratio(fraction: Fraction) -> str:
    """A conversion factor: every digit where they end early, else rounded and said so by "≈"."""
    exact = Context(prec=60)
    value = exact.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
    short = Context(prec=_RATIO_DIGITS).plus(value)
    text = grouped(canonical_number(short), 20)
    return text if Fraction(short) == fraction else f"≈ {text}"


def count(number: int | str) -> str:
    """ "1,284"."""
    return f"{int(number):,}"


def size(octets: int) -> str:
    """ "2.1 kB"."""
    if octets < 1000:
        return f"{octets} B"
    return f"{octets / 1000:,.1f} kB" if octets < 1_000_000 else f"{octets / 1_000_000:,.1f} MB"


def about(seconds: float) -> str:
    """ "about 12 s": an estimate has no tenths."""
    return f"about {max(round(seconds), 1)} s" if seconds < 60 else f"about {duration(seconds)}"


def duration(seconds: float) -> str:
    """ "7.2 ms", "4.2 s", "3 min 5 s"."""
    if seconds < 1:
        return f"{seconds * 1000:,.1f} ms"
    if seconds < 60:
        return f"{seconds:,.1f} s"
    return f"{int(seconds) // 60} min {int(seconds) % 60} s"
