"""What rules are tried on: golden inputs with other amounts, in other units, with other choices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from apps.agents.codegen.cases import Case
from apps.agents.spec.model import FromInput, PackSpec
from apps.agents.spec.plan import NUMERIC, CalculationPlan
from greenlang.engine import InputField, Quantity, Unit, canonical_number, parse_unit

MOST = Decimal(1_000_000)
LEAST = Decimal(-1_000)
"""Amounts tried where the specification sets no bound."""

PLACES = 3
MAX_UNITS = 4

_UNITS = (
    "kWh", "MWh", "GJ", "kWh(HHV)", "GJ(HHV)", "therm(HHV)", "kWh(LHV)", "GJ(LHV)", "kg", "t", "lb", "short_ton",
    "L", "m3", "US_gallon", "scf", "m3(15C)", "km", "mi", "nmi", "m2", "ft2", "h", "USD", "EUR", "%",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """What one input may be: its unit (empty: a bare number), its bounds in that unit, and its decimal places."""

    unit: str
    lowest: str
    highest: str
    places: int


def amounts_of(plan: CalculationPlan, cases: Sequence[Case]) -> dict[str, dict[str, tuple[Amount, ...]]]:
    """By formula and input, the amounts its documents may have."""
    fields = {field.name: field for field in plan.fields}
    return {
        id_: {
            own: found
            for name, own in _own_names(id_, plan)
            if (found := _amounts(fields[own], formula.input_units[name], _given(name, id_, cases)))
        }
        for id_, formula in plan.formulas.items()
    }


def choices_of(spec: PackSpec, plan: CalculationPlan) -> dict[str, tuple[object, ...]]:
    """By input, the texts and truth values that decide neither a factor nor a formula, so that any of them will do."""
    selecting = {
        selector.input
        for factor in spec.factors
        for selector in (factor.activity, factor.region)
        if isinstance(selector, FromInput)
    }
    selecting |= {each.said_in for each in plan.units} | {name for held in plan.when.values() for name in held}
    free = [field for field in plan.fields if field.name not in selecting]
    found: dict[str, tuple[object, ...]] = {field.name: field.choices for field in free if _is_listed(field)}
    return found | {field.name: (False, True) for field in free if field.kind == "boolean"}


def taken_names(plan: CalculationPlan) -> dict[str, dict[str, str]]:
    """By formula, the document's name of each input that the formula calls otherwise; empty where none does."""
    if not plan.names:
        return {}
    return {id_: {name: own for name, own in _own_names(id_, plan) if name != own} for id_ in plan.formulas}


def _own_names(formula: str, plan: CalculationPlan) -> list[tuple[str, str]]:
    """A formula's inputs with what the document calls them."""
    names = plan.names.get(formula, {})
    return [(name, names.get(name, name)) for name in plan.formulas[formula].definition.inputs]


def _is_listed(field: InputField) -> bool:
    return field.kind == "string" and bool(field.choices) and not field.pattern


def _given(name: str, formula: str, cases: Sequence[Case]) -> Iterator[str]:
    """The units the golden inputs of a formula are in."""
    for case in cases:
        if case.binding.formula_id == formula and name in case.binding.inputs:
            yield case.binding.inputs[name].unit.text


def _amounts(field: InputField, unit: Unit, given: Iterator[str]) -> tuple[Amount, ...]:
    if field.kind not in NUMERIC:
        return ()
    if field.kind != "quantity":
        found = [_amount(field, None, 0 if field.kind == "integer" else PLACES)]
    else:
        texts = dict.fromkeys([unit.text, *given, *_UNITS])
        units = [each for each in map(parse_unit, texts) if each.is_commensurable(unit)][:MAX_UNITS]
        found = [_amount(field, each, PLACES) for each in units]
    return tuple(amount for amount in found if amount is not None)


def _amount(field: InputField, unit: Unit | None, places: int) -> Amount | None:
    low, high = _bound(field, field.minimum, unit), _bound(field, field.maximum, unit)
    lowest = low if low is not None else min(LEAST, high or LEAST)
    highest = high if high is not None else max(MOST, lowest)
    if highest - lowest < 1 and field.kind != "integer":
        places += PLACES
    step = Decimal(1).scaleb(-places)
    lowest, highest = lowest.quantize(step, ROUND_CEILING), highest.quantize(step, ROUND_FLOOR)
    if lowest > highest:
        return None
    return Amount(unit.text if unit else "", canonical_number(lowest), canonical_number(highest), places)


def _bound(field: InputField, bound: object, unit: Unit | None) -> Decimal | None:
    """A bound in the unit an amount is drawn in; where the input declares none, it is meant in whichever is given."""
    if bound is None:
        return None
    number = Decimal(str(bound))
    return Quantity(number, parse_unit(field.unit)).to(unit) if field.unit and unit is not None else number


def is_left_out(field: InputField) -> bool:
    """Whether a valid document may give the input no value at all."""
    return not field.required and field.default is None
