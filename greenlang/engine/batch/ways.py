"""The ways from a row's numbers to the mass of one gas; each gives the digits that the evaluator gives."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from greenlang.engine.formula import CompiledFormula
from greenlang.engine.formula.plan import Quotient
from greenlang.engine.numbers import _EXACT, _OUTPUT

_MAX_PLACES = 3
_MAX_MAGNITUDE = 30

Way = Callable[[Sequence[Decimal]], Decimal]
"""The mass in kg of one gas, from the row's numbers."""


def folded(
    quotient: Quotient, values: Sequence[Decimal], holes: Mapping[int, int]
) -> tuple[int, int, tuple[int, ...]] | None:
    """Everything but the row's numbers as one fraction, and the numbers it is multiplied by; nothing where a number
    stands below the line, or too many do above it.
    """
    if any(place in holes or not values[place] for place in quotient.divisors):
        return None
    constant = Fraction(quotient.numerator) / Fraction(quotient.denominator)
    places: list[int] = []
    for place, count in quotient.above:
        if place in holes:
            places += [holes[place]] * count
        else:
            constant *= Fraction(values[place]) ** count
    for place, count in quotient.below:
        constant /= Fraction(values[place]) ** count
    magnitude = max(len(str(abs(constant.numerator))), len(str(constant.denominator)))
    if not places or len(places) > _MAX_PLACES or magnitude > _MAX_MAGNITUDE:
        return None
    return constant.numerator, constant.denominator, tuple(places)


def finite(above: int, below: int) -> Decimal | None:
    """The fraction as a decimal, where it is one: then a mass is one multiplication, rounded once."""
    rest = below
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    return _EXACT.divide(Decimal(above), Decimal(below))


def multiplied(constant: Decimal, places: tuple[int, ...]) -> Way:
    """The numbers times a constant."""
    first, others = places[0], places[1:]

    def mass(numbers: Sequence[Decimal]) -> Decimal:
        product = numbers[first]
        for place in others:
            product = _EXACT.multiply(product, numbers[place])
        return _OUTPUT.multiply(product, constant)

    return mass


def divided(above: int, below: int, places: tuple[int, ...]) -> Way:
    """The numbers times a fraction that no decimal is: every digit above the line, and one division, which rounds."""
    numerator, denominator = Decimal(above), Decimal(below)

    def mass(numbers: Sequence[Decimal]) -> Decimal:
        product = numerator
        for place in places:
            product = _EXACT.multiply(product, numbers[place])
        return _OUTPUT.divide(product, denominator)

    return mass


def evaluated(formula: CompiledFormula, plan: Any, values: Sequence[Decimal], holes: Mapping[int, int]) -> Way:
    """The evaluator's own way, for sums, choices, and numbers below the line."""

    def mass(numbers: Sequence[Decimal]) -> Decimal:
        return formula._mass(plan, [numbers[holes[i]] if i in holes else value for i, value in enumerate(values)])

    return mass
