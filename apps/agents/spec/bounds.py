"""Bounds that methods of the library set on their inputs, where a specification sets none of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.spec.methods import method_of
from apps.agents.spec.model import FormulaSpec, InputSpec
from greenlang.engine import InputField, Quantity, parse_number, parse_unit


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest amount, and the unit they are meant in; empty: in the unit that is given."""

    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str = ""


def bounds_of(field: InputSpec, formulas: Sequence[FormulaSpec]) -> Bounds:
    """The bounds of a numeric input: the specification's own, and each that it leaves unsaid from the methods.

    So a negative amount is refused unless a method that takes the input allows it. Of several methods the widest
    bound counts; where a formula that is written out takes the input too, nothing is known of it and none is taken.
    """
    said = field.validation
    own = Bounds(said.minimum, said.maximum, field.unit)
    using = [formula for formula in formulas if field.name in formula.own_inputs]
    if not using or not all(formula.method for formula in using):
        return own
    declared = [found for formula in using for found in _inputs(formula) if formula.named(found.name) == field.name]
    # A bound of its own that names no unit is meant in whichever is given: only zero is the same in all of them.
    fixed = field.unit or (field.unit_from.unit if field.unit_from else "")
    unit = fixed if fixed or field.unit_from or own.minimum or own.maximum else declared[0].unit
    lowest = own.minimum if own.minimum is not None else _widest(declared, "minimum", unit)
    highest = own.maximum if own.maximum is not None else _widest(declared, "maximum", unit)
    taken = (lowest, highest) != (own.minimum, own.maximum) and any((lowest, highest))
    return Bounds(lowest, highest, unit if taken else field.unit)


def _inputs(formula: FormulaSpec) -> Sequence[InputField]:
    return method_of(formula.method).input_fields()


def _widest(declared: Sequence[InputField], which: str, unit: str) -> Decimal | None:
    """The widest of a bound in a unit; None where one of the methods has none, or it cannot be said in the unit."""
    found = [_in(getattr(field, which), field.unit, unit) for field in declared]
    known = [bound for bound in found if bound is not None]
    if len(known) < len(found):
        return None
    return min(known) if which == "minimum" else max(known)


def _in(bound: str | None, unit: str, wanted: str) -> Decimal | None:
    number = None if bound is None else parse_number(bound)
    if not number:
        return number
    meant, asked = parse_unit(unit), parse_unit(wanted) if wanted else None
    return Quantity(number, meant).to(asked) if asked is not None and meant.is_commensurable(asked) else None
