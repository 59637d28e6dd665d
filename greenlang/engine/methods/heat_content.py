"""The annual heat content of a fuel that was measured several times: 40 CFR 98.33 Eq. C-2b."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from greenlang.engine.numbers import round_output
from greenlang.engine.units import Quantity, Unit, parse_unit
from greenlang.errors import InvalidInput


def weighted_heat_content(measured: Iterable[tuple[Quantity, Quantity]], unit: str) -> Quantity:
    """The mean heat content, weighted by the fuel of each measurement: sum(HHV * fuel) / sum(fuel).

    Args:
        measured: heat content and fuel of each period ("mmBtu(HHV)/scf" and "scf", or units of the same kinds).
        unit: of the result, "mmBtu(HHV)/scf".

    Exact, rounded once to 28 significant digits. Raises `InvalidInput` where no fuel was burnt or one amount is
    below zero, and `DimensionMismatch` for units of another kind.
    """
    wanted = parse_unit(unit)
    fuel_unit: Unit | None = None
    heat = fuel = Fraction(0)
    for index, (content, amount) in enumerate(measured):
        fuel_unit = fuel_unit or amount.unit
        content.to(wanted, where=f"measured[{index}].heat_content")
        amount.to(fuel_unit, where=f"measured[{index}].fuel")
        if content.value < 0 or amount.value < 0:
            raise InvalidInput("A measurement is below zero.", where=f"measured[{index}]", mend="Give 0 or more.")
        fuel += Fraction(amount.value) * amount.unit.factor
        heat += Fraction(content.value) * content.unit.factor * Fraction(amount.value) * amount.unit.factor
    if not fuel:
        raise InvalidInput("No fuel was measured.", where="measured", mend="Give the fuel of each measurement.")
    mean = heat / fuel / wanted.factor
    return Quantity(round_output(Decimal(mean.numerator), Decimal(mean.denominator)), wanted)
