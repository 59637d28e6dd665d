"""The state of a line: everything a calculation of it needs, evaluated by the engine."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from apps.calculations.accounting.impact.effects import Effect
from greenlang.engine import (
    CompiledFormula,
    FactorSlot,
    FormulaDefinition,
    GwpSet,
    Outcome,
    Quantity,
    ResolvedFactor,
    compile_formula,
    parse_unit,
)
from greenlang.engine.gases import CO2E


@dataclass(frozen=True)
class LineState:
    """One line as it was, or would be, calculated.

    Args:
        formula: the method.
        inputs: quantity by the formula's input name.
        factors: factor by the formula's factor name.
        gwp: the set of warming potentials.
    """

    formula: CompiledFormula
    inputs: Mapping[str, Quantity]
    factors: Mapping[str, ResolvedFactor]
    gwp: GwpSet

    @cached_property
    def outcome(self) -> Outcome:
        """What the engine gives. Raises what evaluating raises."""
        return self.formula.evaluate(self.inputs, self.factors, self.gwp)

    @property
    def co2e(self) -> Decimal:
        """kg CO2e, exact."""
        return self.outcome.co2e

    @property
    def emission_factor(self) -> ResolvedFactor:
        """The factor with a value per gas."""
        return self.factors[self.formula.per_gas]

    @property
    def separable(self) -> bool:
        """Whether every gas is known, so that another GWP set can be applied."""
        return all(component.gas != CO2E for component in self.emission_factor.components)

    def exchanged(self, later: "LineState", effects: frozenset[Effect]) -> "LineState":
        """This state with these things of the later one.

        A formula takes the later inputs and factors that have its names and measure the same; what it cannot take
        stays, and its effect is part of the method's, which comes last and takes everything.
        """
        if Effect.METHOD in effects:
            return later
        state = self
        if Effect.ACTIVITY in effects:
            state = replace(state, inputs=_fitting_inputs(self, later))
        if Effect.FACTOR in effects:
            state = replace(state, factors=_fitting_factors(self, later))
        return replace(state, gwp=later.gwp) if Effect.GWP in effects else state


def _fitting_inputs(before: LineState, later: LineState) -> dict[str, Quantity]:
    found = {}
    for name, quantity in before.inputs.items():
        new = later.inputs.get(name, quantity)
        found[name] = new if new.unit.dimension == quantity.unit.dimension else quantity
    return found


def _fitting_factors(before: LineState, later: LineState) -> dict[str, ResolvedFactor]:
    slots = before.formula.definition.factors
    fitting = {}
    for name, factor in before.factors.items():
        new = later.factors.get(name)
        fitting[name] = new if new is not None and _fits(new, slots[name]) else factor
    return fitting


def _fits(factor: ResolvedFactor, slot: FactorSlot) -> bool:
    """Whether a factor measures what the slot wants, the gases aside."""
    wanted = parse_unit(slot.unit).dimension.without([_SUBSTANCE])
    return all(parse_unit(part.unit).dimension.without([_SUBSTANCE]) == wanted for part in factor.components)


_SUBSTANCE = "substance"


def line_state(recipe: Mapping[str, Any], inputs: Mapping[str, Any], gwp: GwpSet) -> LineState:
    """The state that a recipe of the ledger and a record's input document describe.

    Args:
        recipe: a recipe's document: formula, which input each of its names takes, factors as they were resolved.
        inputs: the record's input document.
        gwp: the set the recipe names, whole (the recipe holds its id, and the potentials of its own gases only).
    """
    bound = {name: _taken(inputs, taken) for name, taken in recipe["bound"].items()}
    factors = {name: ResolvedFactor.from_document(document) for name, document in recipe["resolved"].items()}
    return LineState(_compiled(_definition(recipe["formula"]["definition"])), bound, factors, gwp)


def _taken(inputs: Mapping[str, Any], taken: str | Mapping[str, str]) -> Quantity:
    """A quantity of the input document: an object, or a number's text with the unit the recipe says, if any."""
    key, unit = (taken, "1") if isinstance(taken, str) else (taken["input"], taken["unit"])
    document = inputs[key]
    if isinstance(document, Mapping):
        return Quantity.from_document(document, where=key)
    return Quantity.from_document({"value": document, "unit": unit}, where=key)


def _definition(document: Mapping[str, Any]) -> FormulaDefinition:
    factors = {name: FactorSlot(slot["unit"], slot["per_gas"]) for name, slot in document["factors"].items()}
    return FormulaDefinition(**{**document, "factors": factors})


@lru_cache(maxsize=1024)
def _compiled(definition: FormulaDefinition) -> CompiledFormula:
    return compile_formula(definition)
