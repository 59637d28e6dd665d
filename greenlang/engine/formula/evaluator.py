"""A compiled formula and its evaluation: exact, and rounded once per gas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, Inexact
from fractions import Fraction
from functools import cached_property, lru_cache
from types import MappingProxyType

from greenlang.engine.errors import InvalidFactor, OutOfRange, UnitError
from greenlang.engine.formula.ast import Node
from greenlang.engine.formula.compiler import CheckedFormula, check_formula
from greenlang.engine.formula.definition import FormulaDefinition
from greenlang.engine.formula.exact import MAX_BITS, exact_value
from greenlang.engine.formula.factors import FactorComponent, ResolvedFactor, sorted_by_gas
from greenlang.engine.formula.mathml import to_mathml
from greenlang.engine.formula.outcome import GasResult, Outcome, ParameterUsed, memo_of
from greenlang.engine.formula.plan import Planner, Quotient
from greenlang.engine.formula.render import render
from greenlang.engine.gases import CO2, CO2_BIOGENIC, CO2E, CO2E_ROUNDING, GwpSet, gas_name
from greenlang.engine.numbers import CONTEXT, MAX_EXPONENT, exact_product, exact_sum, round_output
from greenlang.engine.units import Quantity, Term, Unit, mismatch, parse_unit

MASS_UNIT = "kg"
_MAX_PLANS = 256
_MAX_COMPILED = 256
_ZERO = Decimal(0)
_OPEN = Decimal(0)
"""Holds the emission factor's place among the values; recognised by identity."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The way to a mass in kg for one gas and one set of units.

    A product has a quotient, which decimals work out quickly; everything else is done in fractions, with the
    exact worth of each name's unit.
    """

    quotient: Quotient | None
    worths: Mapping[str, Fraction]
    ef_unit: str


@dataclass(frozen=True)
class CompiledFormula:
    """A formula that was read and dimension-checked; made by `compile_formula`.

    Immutable; equal and hashed by ``formula_hash``. Evaluation may run in any number of threads.
    """

    definition: FormulaDefinition
    formula_hash: str
    _checked: CheckedFormula
    _plans: dict[tuple[str | Decimal | None, ...], _Plan]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CompiledFormula) and other.formula_hash == self.formula_hash

    def __hash__(self) -> int:
        return hash(self.formula_hash)

    def __reduce__(self) -> tuple[object, tuple[FormulaDefinition]]:
        return compile_formula, (self.definition,)

    def __repr__(self) -> str:
        return f"<formula {self.definition.id} {self.definition.version}: {self.rendered}>"

    @property
    def tree(self) -> Node:
        """The expression's syntax tree."""
        return self._checked.tree

    @property
    def expression(self) -> str:
        """The normalised expression."""
        return render(self._checked.tree)

    @property
    def rendered(self) -> str:
        """Plain text: "co2e = sum over gases of (quantity * ef) * GWP"."""
        name, gas = self.definition.output_name, self._checked.output_gas
        if gas == CO2E:
            return f"{name} = sum over gases of ({self.expression}) * GWP"
        return f"{name} = {self.expression}, for {gas}"

    def to_mathml(self) -> str:
        """The expression as presentation MathML, with the output's name before it."""
        return to_mathml(self._checked.tree, name=self.definition.output_name)

    @cached_property
    def input_units(self) -> Mapping[str, Unit]:
        """Declared unit by input name."""
        return MappingProxyType({name: self._checked.units[name] for name in self.definition.inputs})

    @property
    def per_gas(self) -> str:
        """Name of the emission factor, the one with a value per gas."""
        return self._checked.per_gas

    def evaluate(self, inputs: Mapping[str, Quantity], factors: Mapping[str, ResolvedFactor], gwp: GwpSet) -> Outcome:
        """Mass and CO2e of every gas of the emission factor, and the result in the output unit.

        Args:
            inputs: a quantity for every declared input, in any unit of the declared kind.
            factors: a factor for every declared slot.
            gwp: the set of global warming potentials.

        Raises:
            DimensionMismatch: a unit of another kind, basis or reference condition.
            InvalidFactor: a missing or surplus name, contradictory gases or units.
            MissingGwp: the set has no value for a gas.
            OutOfRange: a division by zero, numbers too long to be exact, or a mass beyond 1e100 kg.
        """
        _check_names("input", self.definition.inputs, inputs)
        _check_names("factor", self.definition.factors, factors)
        values, units, parameters = self._bind(inputs, factors)
        factor = factors[self.per_gas]
        components = sorted_by_gas(factor.components, where=f"factors.{self.per_gas}")
        gases = tuple(self._gas(component, values, units, gwp) for component in components)
        total = factor.published_total
        if total is not None and self._checked.output_gas == CO2E and _at_published_potentials(gases):
            gases += self._difference(total, gases, values, units)
        biogenic = exact_sum(gas.mass for gas in gases if gas.gas == CO2_BIOGENIC)
        return Outcome(gases, self._result(gases), self._result_unit(), biogenic, parameters, memo_of(gases, gwp))

    def _bind(
        self, inputs: Mapping[str, Quantity], factors: Mapping[str, ResolvedFactor]
    ) -> tuple[list[Decimal], tuple[Unit, ...], tuple[ParameterUsed, ...]]:
        """Values and units in the order of the names; the emission factor's place is kept by its slot."""
        values: list[Decimal] = []
        units: list[Unit] = []
        parameters: list[ParameterUsed] = []
        for name, declared in self._checked.units.items():
            if name == self.per_gas:
                values.append(_OPEN)
                units.append(declared)
            elif name in inputs:
                quantity = inputs[name]
                _check_kind(quantity.unit, declared, f"inputs.{name}")
                values.append(quantity.value)
                units.append(quantity.unit)
            else:
                component = _only(factors[name], name)
                unit = parse_unit(component.unit, where=f"factors.{name}")
                _check_kind(unit, declared, f"factors.{name}")
                values.append(component.value)
                units.append(unit)
                parameters.append(ParameterUsed(name, component.ef_cid, component.value, unit.text))
        return values, tuple(units), tuple(parameters)

    def _gas(
        self, component: FactorComponent, values: list[Decimal], units: tuple[Unit, ...], gwp: GwpSet
    ) -> GasResult:
        gas = gas_name(component.gas)
        plan = self._plan(gas, component.unit, units, component.as_co2e_at)
        mass = self._mass(plan, [component.value if value is _OPEN else value for value in values])
        potential = gwp.of(gas, origin=self.definition.origin)
        co2e = exact_product(mass, potential)
        published = (component.ef_cid, component.value, plan.ef_unit)
        return GasResult(gas, *published, mass, MASS_UNIT, potential, co2e, component.as_co2e_at)

    def _difference(
        self, total: FactorComponent, gases: tuple[GasResult, ...], values: list[Decimal], units: tuple[Unit, ...]
    ) -> tuple[GasResult, ...]:
        """The line that makes the gases add up to the published total exactly; none where they do."""
        plan = self._plan(CO2E, total.unit, units, None)
        whole = self._mass(plan, [total.value if value is _OPEN else value for value in values])
        rest = exact_sum([whole, *(gas.co2e.copy_negate() for gas in gases)])
        if not rest:
            return ()
        published = (total.ef_cid, total.value, plan.ef_unit)
        return (GasResult(CO2E_ROUNDING, *published, rest, MASS_UNIT, Decimal(1), rest),)

    def _mass(self, plan: _Plan, values: list[Decimal]) -> Decimal:
        try:
            mass = self._rounded(plan, values)
        except ZeroDivisionError:
            raise self._unusable("It divides by zero with these values.") from None
        except OverflowError:
            message = f"On the way to its result stand numbers of more than {MAX_BITS:,} bits."
            raise self._unusable(message) from None
        if mass and abs(mass.adjusted()) > MAX_EXPONENT:
            raise self._unusable(f"The mass is more than 1e{MAX_EXPONENT} kg, or less than its inverse.")
        return mass or _ZERO

    def _rounded(self, plan: _Plan, values: list[Decimal]) -> Decimal:
        """The exact mass, rounded once; both ways give the same digits."""
        if plan.quotient:
            try:
                return plan.quotient.value(values)
            except Inexact:
                pass  # more digits, or a larger exponent, than decimals hold: the fractions take over
        named = zip(plan.worths.items(), values, strict=True)
        exact = exact_value(self._checked.tree, {name: Fraction(value) * worth for (name, worth), value in named})
        return round_output(Decimal(exact.numerator), Decimal(exact.denominator))

    def _plan(self, gas: str, unit_text: str, units: tuple[Unit, ...], as_co2e_at: Decimal | None) -> _Plan:
        """The plan for a gas and these units; kept for the next rows, which mostly come in the same."""
        key = (gas, unit_text, as_co2e_at, *(unit.text for unit in units))
        found = self._plans.get(key)
        if found is None:
            found = self._planned(gas, unit_text, units, as_co2e_at)
            if len(self._plans) >= _MAX_PLANS:
                self._plans.clear()
            self._plans[key] = found
        return found

    def _planned(self, gas: str, unit_text: str, units: tuple[Unit, ...], as_co2e_at: Decimal | None) -> _Plan:
        """Where the factor is the gas's CO2e, the division by its potential is folded into the unit's worth."""
        where = f"factors.{self.per_gas}.{gas}"
        named = gas if as_co2e_at is None else CO2E
        published = unit = _gas_unit(unit_text, named, where)
        if as_co2e_at is not None:
            unit = _of_gas(published, gas)
        slot = parse_unit(self.definition.factors[self.per_gas].unit).with_gas(gas)
        _check_kind(unit, slot, where)
        names = tuple(self._checked.units)
        places = {name: index for index, name in enumerate(names)}
        worths = {name: found.factor for name, found in zip(names, units, strict=True)}
        worths[self.per_gas] = unit.factor / Fraction(as_co2e_at or 1)
        product = Planner(self.definition.expression, places, worths).plan(self._checked.tree)
        return _Plan(Quotient.of(product) if product else None, worths, published.text)

    def _result(self, gases: tuple[GasResult, ...]) -> Decimal:
        gas, unit = self._checked.output_gas, self._checked.output
        if gas == CO2E:
            kilograms = exact_sum(found.co2e for found in gases)
        else:
            masses = [found.mass for found in gases if found.gas == gas]
            if not masses:
                mend = f"Request {gas}, or use a formula whose output is kg {CO2E}."
                raise InvalidFactor(f"The factor has no value for {gas}.", where=f"factors.{self.per_gas}", mend=mend)
            kilograms = masses[0]
        return exact_product(kilograms, CONTEXT.divide(Decimal(unit.factor.denominator), unit.factor.numerator))

    def _result_unit(self) -> str:
        """As published: "kg CO2e"."""
        return f"{self._checked.output.terms[0].symbol} {self._checked.output_gas}"

    def _unusable(self, message: str) -> OutOfRange:
        mend = "Check the quantities and their units."
        return OutOfRange(message, where=f"formula {self.definition.id}", mend=mend)


def compile_formula(definition: FormulaDefinition) -> CompiledFormula:
    """Read, check and fold a definition; the same one again is not compiled again.

    Raises `FormulaError` pointing into the expression where it cannot be read or its dimensions do not fit,
    and `UnitError` and its kind for a declared unit that cannot be used.
    """
    return _compiled(definition, tuple(definition.inputs), tuple(definition.factors))


@lru_cache(maxsize=_MAX_COMPILED)
def _compiled(definition: FormulaDefinition, *_order: tuple[str, ...]) -> CompiledFormula:
    """Definitions that differ in the order of their names only are equal, and still keep their own order."""
    checked = check_formula(definition)
    return CompiledFormula(definition, definition.formula_hash, checked, {})


def _gas_unit(text: str, gas: str, where: str) -> Unit:
    unit = parse_unit(text, where=where)
    try:
        return unit.with_gas(gas)
    except UnitError as error:
        raise InvalidFactor(error.message, where=where, mend=error.mend) from None


def _of_gas(published: Unit, gas: str) -> Unit:
    """The unit of a gas's CO2e as the unit of its mass."""
    terms = (Term(term.symbol, "" if term.tag == CO2E else term.tag, term.power) for term in published.terms)
    return Unit.of(terms).with_gas(gas)


def _at_published_potentials(gases: Sequence[GasResult]) -> bool:
    """Whether every part was published as CO2e at the potential in use; CO2 itself always is."""
    parts = [gas for gas in gases if gas.gas != CO2_BIOGENIC]
    return all(gas.gwp == (1 if gas.gas == CO2 else gas.as_co2e_at) for gas in parts)


def _check_kind(unit: Unit, declared: Unit, where: str) -> None:
    if unit.dimension != declared.dimension:
        raise mismatch(unit, declared, where=where)


def _only(factor: ResolvedFactor, name: str) -> FactorComponent:
    if len(factor.components) != 1:
        message = f"A parameter has one value; this factor has {len(factor.components)}."
        raise InvalidFactor(message, where=f"factors.{name}", mend="Select one row of the catalogue.")
    return factor.components[0]


def _check_names(kind: str, declared: Mapping[str, object], given: Mapping[str, object]) -> None:
    for name in declared:
        if name not in given:
            raise InvalidFactor(f"The {kind} {name!r} is missing.", where=f"{kind}s.{name}", mend="Hand it in.")
    for name in given:
        if name not in declared:
            mend = f"Declared are {', '.join(declared)}."
            raise InvalidFactor(f"The formula has no {kind} {name!r}.", where=f"{kind}s.{name}", mend=mend)
