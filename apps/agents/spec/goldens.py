"""Golden tests worked: what comes out beside what is expected, for validation, completions and people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from apps.agents.spec.expectations import Expectation, expectations_of
from apps.agents.spec.model import GoldenTest, PackSpec
from apps.agents.spec.plan import CalculationPlan, golden_document, gwp_set_name
from apps.agents.spec.potentials import Potentials, builtin_potentials
from greenlang.engine import (
    Agent,
    FactorRequest,
    InvalidInput,
    Outcome,
    ResolvedFactor,
    UnknownGas,
    calculate,
    canonical_number,
    exact_sum,
    gas_name,
    is_named,
    outputs_document,
    parse_number,
)
from greenlang.errors import GreenLangError

Lookup: TypeAlias = Callable[[FactorRequest], ResolvedFactor]


@dataclass(frozen=True, slots=True)
class Compared:
    """One expectation beside what came out.

    Attributes:
        name: of the output or gas.
        expected, calculated: as text; numbers canonical.
        tolerance: largest difference accepted.
        holds: whether the expectation is met.
    """

    name: str
    expected: str
    calculated: str
    tolerance: str
    holds: bool


@dataclass(frozen=True, slots=True)
class WorkedGolden:
    """A golden test as it came out: compared expectation by expectation, or refused with the reason."""

    name: str
    compared: tuple[Compared, ...] = ()
    refused: GreenLangError | None = None

    @property
    def holds(self) -> bool:
        """Whether it was calculated and every expectation that is checked is met."""
        return self.refused is None and all(each.holds for each in self.compared)

    def of(self, name: str) -> Compared | None:
        """The expectation of an output or gas; None where it has none."""
        return next((each for each in self.compared if each.name == name), None)


def work_goldens(
    spec: PackSpec, plan: CalculationPlan, lookup: Lookup, potentials: Potentials = builtin_potentials
) -> tuple[WorkedGolden, ...]:
    """Every golden test of a specification, in its order, worked with the factors a catalogue finds."""
    return tuple(work_golden(golden, spec, plan, lookup, potentials) for golden in spec.tests.golden)


def work_golden(
    golden: GoldenTest, spec: PackSpec, plan: CalculationPlan, lookup: Lookup, potentials: Potentials
) -> WorkedGolden:
    """One golden test; whatever refuses its input is kept as the reason."""
    try:
        gwp = potentials(gwp_set_name(golden.gwp_set) if golden.gwp_set else plan.gwp_set)
        agent = agent_of(spec, plan)
        binding, outcome, factors = calculate(agent, golden_document(golden.input, plan.fields), lookup, gwp)
        shown = outputs_document(agent, binding, outcome, factors, gwp.id)
    except GreenLangError as error:
        return WorkedGolden(golden.name, refused=error)
    factor = factors[plan.formulas[binding.formula_id].per_gas]
    found = _Found(spec.formulas[0].output.name, plan.outputs, outcome, shown, factor)
    return WorkedGolden(golden.name, tuple(found.compared(golden)))


@dataclass(frozen=True, slots=True)
class _Found:
    """What one calculation gave, as expectations ask for it."""

    result: str
    outputs: Mapping[str, str]
    outcome: Outcome
    shown: dict[str, str]
    factor: ResolvedFactor

    def compared(self, golden: GoldenTest) -> Iterator[Compared]:
        for expectation in expectations_of(golden):
            calculated = self._calculated(expectation.name)
            if calculated is not None:
                holds = self._holds(expectation, calculated)
                tolerance = canonical_number(expectation.tolerance)
                yield Compared(expectation.name, expectation.text, calculated, tolerance, holds)

    def _calculated(self, name: str) -> str | None:
        """As text; None where no expectation of this name is checked."""
        if name in self.shown:
            return self.shown[name]
        try:
            gas = gas_name(name)
        except UnknownGas:
            return None
        masses = [part.mass for part in self.outcome.gases if part.gas == gas]
        return canonical_number(exact_sum(masses))

    def _holds(self, expectation: Expectation, calculated: str) -> bool:
        is_source = self.outputs.get(expectation.name) == "factor.source"
        return met(expectation, calculated, self.factor if is_source else None)


def met(expectation: Expectation, calculated: str, factor: ResolvedFactor | None) -> bool:
    """Whether an expectation is met.

    A number within its tolerance; ``contains`` as a part, whatever the case; a source (``factor`` is given) by its
    name, as `is_named` says; any other text as it is.
    """
    if expectation.contains:
        return expectation.text.casefold() in calculated.casefold()
    if factor is not None:
        return is_named(expectation.text, factor.source, factor.citation)
    number = _number(calculated)
    if expectation.value is None or number is None:
        return expectation.text == calculated
    return abs(number - expectation.value) <= expectation.tolerance


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except InvalidInput:
        return None


def agent_of(spec: PackSpec, plan: CalculationPlan) -> Agent:
    """The specification as an agent, without any generated code; it has no rules of the output."""
    return Agent(
        AGENT_ID=spec.agent.id,
        AGENT_NAME=spec.agent.name,
        AGENT_VERSION=spec.pack.version,
        DOMAIN="",
        SCOPE="",
        GWP_SET=plan.gwp_set,
        FORMULAS=plan.formulas,
        INPUTS=plan.fields,
        bind=plan.bind,
        check_output=lambda outcome: None,
        UNITS=plan.units,
        OUTPUTS=plan.outputs,
    )
