"""Documents a generated agent must refuse: each input left out, misspelt, of the wrong kind, out of bounds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.codegen.cases import Case
from apps.agents.spec.model import FromInput, PackSpec
from apps.agents.spec.plan import CalculationPlan
from greenlang.engine import InputField, InvalidInput, canonical_number, parse_unit

NOWHERE = "no-such-choice"
"""A text no catalogue has as an activity or a region."""

MAX_STRANGERS = 2

_STRANGERS = ("kg", "km", "kWh(HHV)", "m2", "s", "USD")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A change to a golden input that must be refused, and the pointer its finding must begin with."""

    name: str
    case: int
    change: dict[str, object]
    pointer: str


def refusals_of(spec: PackSpec, plan: CalculationPlan, cases: Sequence[Case]) -> list[Refusal]:
    """Every refusal; which of them apply follows from the declared inputs and the formulas' units."""
    found = [Refusal("an input that does not exist", 0, {"no_such_input": "1"}, "/no_such_input")]
    for field in plan.fields:
        if field.required and field.default is None:
            found.append(Refusal(f"{field.name} left out", 0, {field.name: None}, f"/{field.name}"))
        index = next((number for number, case in enumerate(cases) if field.name in case.document), None)
        if index is not None:
            given = cases[index].document[field.name]
            found += [
                Refusal(f"{field.name} {name}", index, {field.name: value}, f"/{field.name}{below}")
                for name, value, below in _changes(field, given, plan)
            ]
    return [*found, *_unmeant(spec, plan, cases), *_unknown_selections(spec, plan, cases)]


def _changes(field: InputField, given: object, plan: CalculationPlan) -> Iterator[tuple[str, object, str]]:
    """Values one input must refuse, each with its name and the place below the input."""
    for name, value in _wrong_kinds(field):
        yield name, value, ""
    if (field.choices or field.pattern) and _refuses(field, f"{NOWHERE} \t"):
        yield "not accepted", f"{NOWHERE} \t", ""
    for name, value in _out_of_bounds(field):
        yield name, _amount(field, given, value), ""
    if field.kind == "quantity" and isinstance(given, Mapping):
        yield "is NaN", {**given, "value": "NaN"}, "/value"
        yield "in a bare ton", {"value": "1", "unit": "ton"}, "/unit"
        for name, unit in _strangers(field, plan):
            yield name, {"value": "1", "unit": unit}, ""


def _strangers(field: InputField, plan: CalculationPlan) -> Iterator[tuple[str, str]]:
    """Units no formula takes: of other kinds, and fuel energy that says neither gross nor net."""
    accepted = [
        formula.input_units[field.name] for formula in plan.formulas.values() if field.name in formula.definition.inputs
    ]
    other = [unit for unit in _STRANGERS if not any(parse_unit(unit).is_commensurable(known) for known in accepted)]
    yield from ((f"in {unit}", unit) for unit in other[:MAX_STRANGERS])
    bare = parse_unit("kWh")
    based = any(unit.dimension.tags("basis") for unit in accepted)
    if based and not any(bare.is_commensurable(unit) for unit in accepted):
        yield "with its basis unsaid", bare.text


def _refuses(field: InputField, value: object) -> bool:
    try:
        field.read(value)
    except InvalidInput:
        return True
    return False


def _wrong_kinds(field: InputField) -> list[tuple[str, object]]:
    listed = ("is a list", ["1"])
    if field.kind in ("string", "date"):
        return [listed, ("is a truth value", True)]
    if field.kind == "boolean":
        return [listed, ("is text", "true")]
    if field.kind == "quantity":
        return [listed, ("is a bare number", "1")]
    return [listed, ("is a word", "many")]


def _out_of_bounds(field: InputField) -> list[tuple[str, str]]:
    found = []
    if field.kind != "date" and field.minimum is not None:
        found.append(("below its minimum", canonical_number(Decimal(str(field.minimum)) - 1)))
    if field.kind != "date" and field.maximum is not None:
        found.append(("above its maximum", canonical_number(Decimal(str(field.maximum)) + 1)))
    return found


def _amount(field: InputField, given: object, value: str) -> object:
    """A value in the unit its bounds are meant in: the field's, or where it has none the one that was given."""
    if not isinstance(given, Mapping):
        return value
    return {"value": value, "unit": field.unit} if field.unit else {**given, "value": value}


def _unmeant(spec: PackSpec, plan: CalculationPlan, cases: Sequence[Case]) -> Iterator[Refusal]:
    """Choices that are accepted and mean nothing: to a factor, as a unit, or to every formula's conditions.

    Of each input each choice is tried in one case of every formula, where that refuses it.
    """
    deciding = {unit.said_in for unit in plan.units} | {name for when in plan.when.values() for name in when}
    deciding |= {selector.input for selector in _selectors(spec) if selector.means}
    tried: set[tuple[str, str, str]] = set()
    for index, case in enumerate(cases):
        for field in plan.fields:
            for choice in field.choices if field.name in deciding else ():
                key = (case.binding.formula_id, field.name, choice)
                pointer = _refused_at({**case.document, field.name: choice}, plan)
                if key not in tried and pointer:
                    tried.add(key)
                    name = f"{field.name} {choice} for {case.binding.formula_id}"
                    yield Refusal(name, index, {field.name: choice}, pointer)


def _refused_at(document: Mapping[str, object], plan: CalculationPlan) -> str:
    """The pointer of the first finding about a document; empty where it is accepted."""
    try:
        plan.bind(document)
    except InvalidInput as error:
        return error.errors[0]["pointer"] if error.errors else f"/{error.where}"
    return ""


def _selectors(spec: PackSpec) -> list[FromInput]:
    selectors = [selector for factor in spec.factors for selector in (factor.activity, factor.region)]
    return [selector for selector in selectors if isinstance(selector, FromInput)]


def _unknown_selections(spec: PackSpec, plan: CalculationPlan, cases: Sequence[Case]) -> Iterator[Refusal]:
    """Activities and regions nobody publishes: the input is well-formed, the factor does not exist."""
    limited = {field.name for field in plan.fields if field.choices or field.pattern}
    for name in dict.fromkeys(selector.input for selector in _selectors(spec)):
        if name not in limited:
            pointer = _refused_at({**cases[0].document, name: NOWHERE}, plan) or "/factors"
            yield Refusal(f"{name} unknown to the catalogue", 0, {name: NOWHERE}, pointer)
