"""Exact conversion between units, and the reasons why two units cannot be converted."""

from decimal import Decimal
from fractions import Fraction

from greenlang.engine.errors import DimensionMismatch, UnitError
from greenlang.engine.numbers import CONTEXT
from greenlang.engine.units.dimension import BASIS, CURRENCY, PRICE_YEAR, REFERENCE, SUBSTANCE
from greenlang.engine.units.unit import Unit


def conversion(from_: Unit, to: Unit, *, where: str = "") -> Fraction:
    """How many of ``to`` one of ``from_`` is, exactly. Raises `DimensionMismatch` saying what is unsaid."""
    if from_.dimension != to.dimension:
        raise mismatch(from_, to, where=where)
    return from_.factor / to.factor


def scaled(value: Decimal, ratio: Fraction) -> Decimal:
    """A value times an exact ratio, in the calculation context."""
    if ratio.numerator != 1:
        value = CONTEXT.multiply(value, Decimal(ratio.numerator))
    if ratio.denominator != 1:
        value = CONTEXT.divide(value, Decimal(ratio.denominator))
    return CONTEXT.plus(value)


def mismatch(from_: Unit, to: Unit, *, where: str = "") -> DimensionMismatch:
    """The error that says why the units differ and what would be right."""
    given, wanted = from_.dimension, to.dimension
    for kind, explain in ((BASIS, _basis), (REFERENCE, _reference), (SUBSTANCE, _substance)):
        if given.without([kind]) == wanted.without([kind]):
            message, mend = explain(from_, to)
            return DimensionMismatch(message, where=where, mend=mend, kind=kind)
    if given.without([PRICE_YEAR, CURRENCY]) == wanted.without([PRICE_YEAR, CURRENCY]):
        mend = "Convert with the exchange rate and the deflator of the year first."
        return DimensionMismatch(f"{from_} is not the money of {to}.", where=where, mend=mend)
    message = f"{from_} is {given.text}; {wanted.text} is needed."
    return DimensionMismatch(message, where=where, mend=f"Give it in {to} or a unit of the same kind.")


def _basis(from_: Unit, to: Unit) -> tuple[str, str]:
    given, wanted = from_.dimension.tags(BASIS), to.dimension.tags(BASIS)
    if not given:
        say = "Say gross (HHV) or net (LHV)"
        return (
            f"{from_} does not say its heating-value basis; {to} is needed.",
            f"{say}, for instance {_said(from_, to)}.",
        )
    if not wanted:
        mend = f"Give energy that is not a fuel's heating value, in {to}."
        return f"{from_} is fuel energy on the {_join(given)} basis; {to} has no basis.", mend
    mend = "The two differ by the water in the flue gas and are not converted; use a factor of the same basis."
    return f"{from_} is on the {_join(given)} basis; the {_join(wanted)} basis is needed.", mend


def _said(from_: Unit, to: Unit) -> str:
    """The unit as it would be right; where it cannot say a basis (kWh/kWh cancels), the unit that is wanted."""
    basis = next(iter(to.dimension.tags(BASIS)))
    try:
        return from_.with_basis(basis).text
    except UnitError:
        return to.text


def _reference(from_: Unit, to: Unit) -> tuple[str, str]:
    given, wanted = from_.dimension.tags(REFERENCE), to.dimension.tags(REFERENCE)
    if not given:
        mend = "Say at which temperature the gas was measured: scf or m3(60F), Sm3 or m3(15C), Nm3 or m3(0C)."
        return f"{from_} does not say its reference condition; {to} is needed.", mend
    if not wanted:
        return (
            f"{from_} is a gas volume at {_join(given)}; {to} has no reference condition.",
            f"Give it in {to}.",
        )
    mend = f"Give the volume at {_join(wanted)}; the conditions differ by up to 6 % and are not converted."
    return f"{from_} is at {_join(given)}; {to} is at {_join(wanted)}.", mend


def _substance(from_: Unit, to: Unit) -> tuple[str, str]:
    given, wanted = _join(from_.dimension.tags(SUBSTANCE)), _join(to.dimension.tags(SUBSTANCE))
    if not given:
        return f"{from_} does not say of which gas; {to} is needed.", f"Write it with ({wanted})."
    if not wanted:
        return f"{from_} is a mass of {given}; {to} is of no gas.", f"Give it in {to}."
    return (
        f"{from_} is a mass of {given}, not of {wanted}.",
        "A gas becomes CO2e by its global warming potential only.",
    )


def _join(tags: dict[str, int]) -> str:
    return " and ".join(tags)
