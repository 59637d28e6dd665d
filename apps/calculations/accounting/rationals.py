"""Fractions as text and as decimals: exact where a decimal is finite, and said where it is not."""

from decimal import Decimal
from fractions import Fraction

from greenlang.engine import CONTEXT, canonical_number
from greenlang.engine.numbers import MAX_DIGITS, round_output

_TEN = 10


def rational_text(value: Fraction) -> str:
    """Exact, in lowest terms: "31/365", "2", "-1/3"."""
    return str(value)


def finite_decimal(value: Fraction) -> Decimal | None:
    """The decimal that equals the fraction, or None where it does not end or has more than 64 digits."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > _TEN * MAX_DIGITS:
        return None
    digits = value.numerator * _TEN**places // value.denominator
    if len(str(abs(digits)).rstrip("0")) > MAX_DIGITS:
        return None
    return Decimal(digits).scaleb(-places, context=CONTEXT) if digits else Decimal(0)


def rounded(value: Fraction) -> Decimal:
    """Rounded once to 28 significant digits, half to even: for showing, and for the output of a ratio."""
    return round_output(Decimal(value.numerator), Decimal(value.denominator))


def to_places(value: Fraction, places: int) -> str:
    """Rounded once, half to even, as canonical text: 5/3 to two places is "1.67"."""
    return canonical_number(Decimal(round(value * _TEN**places)).scaleb(-places, context=CONTEXT))
