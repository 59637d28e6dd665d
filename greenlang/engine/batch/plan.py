"""How the next row of a shape is calculated: constants folded, texts around the numbers ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from greenlang.engine.batch.watching import Decided, comparisons
from greenlang.engine.batch.ways import Way, divided, evaluated, finite, folded, multiplied
from greenlang.engine.contract import AgentContract
from greenlang.engine.formula import CompiledFormula, FactorComponent, GasResult, MemoGas, Outcome, ResolvedFactor

# The plan is the evaluator's own, taken apart: it asks for what `CompiledFormula.evaluate` is made of.
from greenlang.engine.formula.evaluator import _OPEN, _at_published_potentials
from greenlang.engine.formula.factors import sorted_by_gas
from greenlang.engine.formula.outcome import ParameterUsed
from greenlang.engine.gases import CO2_BIOGENIC, CO2E, CO2E_ROUNDING, GwpSet, gas_name
from greenlang.engine.numbers import _EXACT, _OUTPUT, CONTEXT, OUTPUT_DIGITS
from greenlang.engine.records import Recipe
from greenlang.engine.units import Quantity, Unit, scaled

NUMBER_DIGITS = 16
"""A number of a planned row has at most so many digits before the point, and after it."""
_ZERO = Decimal(0)


class Computed(NamedTuple):
    """A calculation as the ledger takes it: documents as canonical JSON text, numbers as canonical text."""

    recipe: Recipe
    inputs: str
    masses: str
    result: str
    co2e: str
    co2_biogenic: str


_new = tuple.__new__  # half the time of the class's own constructor


@dataclass(frozen=True, slots=True)
class Bound:
    """Bounds of one number; ``ratio`` converts it into the unit they are meant in."""

    place: int
    ratio: Fraction
    low: Decimal | None
    high: Decimal | None

    def broken_by(self, number: Decimal) -> bool:
        """As `InputField.read` compares."""
        measured = scaled(number, self.ratio)
        return (self.low is not None and measured < self.low) or (self.high is not None and measured > self.high)


@dataclass(frozen=True, slots=True)
class Texts:
    """The canonical text of the inputs.

    Args:
        template: with a place for each text that differs from row to row.
        order: which of the row's texts stands in which place.
        numbers: where the texts of the row's numbers are among them.
    """

    template: str
    order: tuple[int, ...]
    numbers: tuple[int, ...]


class Plan:
    """The shorter way for one shape.

    Args:
        agent: whose output rules are asked for every row.
        formula, factors, gwp: as for `CompiledFormula.evaluate`.
        decided: how the agent binds every row of the shape.
        inputs: quantities of one row, by the formula's names.
        places: index of a row's number by the agent's input name.
        texts, bounds: of the row's inputs.
    """

    def __init__(
        self,
        *,
        agent: AgentContract,
        formula: CompiledFormula,
        factors: Mapping[str, ResolvedFactor],
        gwp: GwpSet,
        decided: Decided,
        inputs: Mapping[str, Quantity],
        places: Mapping[str, int],
        texts: Texts,
        bounds: Sequence[Bound],
    ) -> None:
        self.formula, self.factors, self.gwp = formula, factors, gwp
        self.agent, self.check_output = agent, agent.check_output
        self.inputs = dict(inputs)
        self.texts = texts
        self.template, self.order = texts.template, texts.order
        self.reordered = texts.order != tuple(range(len(texts.order)))
        # A bound of nothing less than zero, which is the usual one, needs no conversion: units are positive.
        self.positive = tuple(b.place for b in bounds if b.low == 0 and b.high is None)
        self.bounds = tuple(b for b in bounds if b.place not in self.positive and (b.low, b.high) != (None, None))
        self.holes = {
            name: places[source]
            for name, source in decided.inputs.items()
            if isinstance(source, str) and source in places
        }
        values, units, self.parameters = formula._bind(inputs, factors)
        factor = factors[formula.per_gas]
        components = sorted_by_gas(factor.components, where=f"factors.{formula.per_gas}")
        ways = [self._way(component, values, units) for component in components]
        self.ways = tuple(way for way, _, _ in ways)
        # Mostly every gas is the same number times a constant.
        single = {place for _, _, place in ways}
        self.constants = tuple(constant for _, constant, _ in ways if constant is not None)
        self.place = next(iter(single)) if len(single) == 1 and len(self.constants) == len(ways) else None
        self.shown_place = 0 if self.place is None else texts.numbers[self.place]
        self._potentials(formula, factor, values, units)
        self._sum_up()
        self.variants: dict[bool, tuple[Recipe, str, tuple[int, ...]]] = {}

    def _potentials(
        self, formula: CompiledFormula, factor: ResolvedFactor, values: list[Decimal], units: tuple[Unit, ...]
    ) -> None:
        outcome = formula.evaluate(self.inputs, self.factors, self.gwp)
        gases = tuple(gas for gas in outcome.gases if gas.gas != CO2E_ROUNDING)
        self.counted = tuple((index, gas.gwp) for index, gas in enumerate(gases) if gas.gwp)
        self.biogenic = next((index for index, gas in enumerate(gases) if gas.gas == CO2_BIOGENIC), None)
        self.result_unit = outcome.result_unit
        self.rules = comparisons(self.agent, outcome.result_unit, outcome.result)
        output_gas, unit = formula._checked.output_gas, formula._checked.output
        self.in_unit = CONTEXT.divide(Decimal(unit.factor.denominator), unit.factor.numerator)
        self.is_co2e = output_gas == CO2E
        self.result_index = next((index for index, gas in enumerate(gases) if gas.gas == output_gas), 0)
        self.same_text = self.is_co2e and self.in_unit == 1
        total = factor.published_total
        self.total: Way | None = None
        if total is not None and self.is_co2e and _at_published_potentials(gases):
            self.total = self._way(total, values, units)[0]

    def _sum_up(self) -> None:
        """Where no mass is rounded, the CO2e is the number times one constant."""
        self.exact_length, self.sum = -1, _ZERO
        if self.place is not None:
            longest = max(len(constant.as_tuple().digits) for constant in self.constants)
            self.exact_length = OUTPUT_DIGITS - longest
            for index, potential in self.counted:
                self.sum = _EXACT.fma(self.constants[index], potential, self.sum)

    def _way(
        self, component: FactorComponent, values: list[Decimal], units: tuple[Unit, ...]
    ) -> tuple[Way, Decimal | None, int | None]:
        """The way to one gas's mass; where it is one number times a constant, the constant and the number's place."""
        formula = self.formula
        plan = formula._plan(gas_name(component.gas), component.unit, units, component.as_co2e_at)
        whole = [component.value if value is _OPEN else value for value in values]
        names = tuple(formula._checked.units)
        holes = {index: self.holes[name] for index, name in enumerate(names) if name in self.holes}
        found = folded(plan.quotient, whole, holes) if plan.quotient else None
        if found is None:
            return evaluated(formula, plan, whole, holes), None, None
        above, below, places = found
        constant = finite(above, below)
        if constant is None:
            return divided(above, below, places), None, None
        return multiplied(constant, places), *((constant, places[0]) if len(places) == 1 else (None, None))

    def learn(self, recipe: Recipe, outcome: Outcome) -> None:
        """Remember the recipe of a row, which is that of every row with the same lines."""
        gases = [gas.gas for gas in outcome.gases]
        shown = (*range(len(gases)), *(gases.index(memo.gas) for memo in outcome.memo))
        template = "[" + ",".join(['"%s"'] * len(shown)) + "]"
        self.variants[CO2E_ROUNDING in gases] = (recipe, template, shown)

    def compute(self, numbers: Sequence[Decimal], shown: list[str]) -> Computed | None:  # noqa: PLR0912 - calls cost
        """A row; nothing where it must be calculated in full.

        Args:
            numbers: the quantities' values, in the order of the document.
            shown: the texts of the template's places, in the order of the document.
        """
        for place in self.positive:
            if numbers[place] < 0:
                return None
        for bound in self.bounds:
            if bound.broken_by(numbers[bound.place]):
                return None
        if self.place is None:
            masses = [way(numbers) for way in self.ways]
            co2e = self._weighted(masses)
        else:
            number = numbers[self.place]
            masses = list(map(_OUTPUT.multiply, repeat(number), self.constants))
            exact = len(shown[self.shown_place]) <= self.exact_length
            co2e = _EXACT.multiply(number, self.sum) if exact else self._weighted(masses)
        line = False
        if self.total is not None:
            whole = self.total(numbers)
            rest = _EXACT.subtract(whole, co2e)
            if rest:
                masses.append(rest)
                co2e, line = whole, True
        variant = self.variants.get(line)
        if variant is None:
            return None
        recipe, template, places = variant
        biogenic = _ZERO if self.biogenic is None else masses[self.biogenic]
        kilograms = co2e if self.is_co2e else masses[self.result_index]
        result = kilograms if self.same_text else _EXACT.multiply(kilograms, self.in_unit)
        if self.rules is None:
            self.check_output(RowOutcome(self, numbers, result, co2e, biogenic))
        else:
            for compare, limit, answer in self.rules:
                if compare(result, limit) is not answer:
                    return None
        texts = tuple(map(canonical_text, masses))
        if len(places) != len(texts):
            texts = tuple([texts[place] for place in places])
        co2e_text = canonical_text(co2e)
        inputs = self.template % (tuple([shown[place] for place in self.order]) if self.reordered else tuple(shown))
        result_text = co2e_text if self.same_text else canonical_text(result)
        biogenic_text = "0" if self.biogenic is None else canonical_text(biogenic)
        return _new(Computed, (recipe, inputs, template % texts, result_text, co2e_text, biogenic_text))

    def _weighted(self, masses: Sequence[Decimal]) -> Decimal:
        co2e = _ZERO
        for index, potential in self.counted:
            co2e = _EXACT.fma(masses[index], potential, co2e)
        return co2e

    def evaluated(self, numbers: Sequence[Decimal]) -> Outcome:
        """The outcome in full, for output rules that look at more than the result."""
        inputs = {
            name: Quantity(numbers[self.holes[name]], quantity.unit) if name in self.holes else quantity
            for name, quantity in self.inputs.items()
        }
        return self.formula.evaluate(inputs, self.factors, self.gwp)


class RowOutcome(Outcome):
    """The outcome of a planned row; its gases are worked out when somebody looks at them."""

    _row: tuple[Plan, Sequence[Decimal], Decimal, Decimal]

    def __init__(
        self, plan: Plan, numbers: Sequence[Decimal], result: Decimal, co2e: Decimal, biogenic: Decimal
    ) -> None:
        held = self.__dict__
        held["_row"] = (plan, numbers, co2e, biogenic)
        held["result"] = result

    @cached_property
    def _full(self) -> Outcome:
        plan, numbers, _, _ = self._row
        return plan.evaluated(numbers)

    @cached_property
    def gases(self) -> tuple[GasResult, ...]:
        """As `Outcome.gases`."""
        return self._full.gases

    @cached_property
    def memo(self) -> tuple[MemoGas, ...]:
        """As `Outcome.memo`."""
        return self._full.memo

    @property
    def co2e(self) -> Decimal:
        """As `Outcome.co2e`."""
        return self._row[2]

    @property
    def co2_biogenic(self) -> Decimal:
        """As `Outcome.co2_biogenic`."""
        return self._row[3]

    @property
    def result_unit(self) -> str:
        """As `Outcome.result_unit`."""
        return self._row[0].result_unit

    @property
    def parameters(self) -> tuple[ParameterUsed, ...]:
        """As `Outcome.parameters`."""
        return self._row[0].parameters

    def __eq__(self, other: object) -> bool:
        return self._full == (other._full if isinstance(other, RowOutcome) else other)

    def __hash__(self) -> int:
        return hash(self._full)


def canonical_text(number: Decimal) -> str:
    """`canonical_number` of a number that is known to be finite and of ordinary size."""
    text = str(number)
    if "E" in text:
        text = format(number, "f")
    if "." in text:
        text = text.rstrip("0")
        if text[-1] == ".":
            text = text[:-1]
    return "0" if text == "-0" else text
