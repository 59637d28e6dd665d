"""Golden cases bound to their formulas and factors: what the generated suite calculates twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apps.agents.codegen.errors import GenerationError
from apps.agents.spec.expectations import expectations_of, separable_of
from apps.agents.spec.model import GoldenTest, PackSpec
from apps.agents.spec.plan import CalculationPlan, golden_document, gwp_set_name
from apps.agents.spec.rules.golden import is_checked
from greenlang.engine import (
    Binding,
    CompiledFormula,
    FactorRequest,
    InvalidInput,
    PinnedFactor,
    ResolvedFactor,
    canonical_number,
    gas_name,
)

Pinned = Sequence[tuple[FactorRequest, ResolvedFactor]]


@dataclass(frozen=True, slots=True)
class Figure:
    """An expected value: the result, or the mass of a gas in kg."""

    gas: str
    value: str
    tolerance: str


@dataclass(frozen=True)
class Case:
    """A golden test, bound.

    Attributes:
        name: as in the specification.
        document: the input in JSON's types, numbers as text.
        gwp_set: "AR5".
        figures: what must come out.
        binding: the document bound to its formula.
        formula: that formula.
        separable: whether every gas must be known apart; None where the case does not say.
    """

    name: str
    document: dict[str, object]
    gwp_set: str
    figures: tuple[Figure, ...]
    binding: Binding
    formula: CompiledFormula
    separable: bool | None = None

    @property
    def requests(self) -> list[FactorRequest]:
        """The factors to be found for it, in the order of the formula."""
        return [factor for factor in self.binding.factors.values() if isinstance(factor, FactorRequest)]


def cases_of(spec: PackSpec, plan: CalculationPlan) -> list[Case]:
    """Every golden test of a specification that ``validate_spec`` finds no error in."""
    return [_case(golden, spec, plan) for golden in spec.tests.golden]


def resolved_factors(binding: Binding, pinned: Mapping[FactorRequest, ResolvedFactor]) -> dict[str, ResolvedFactor]:
    """A binding's factors with their values.

    Raises:
        GenerationError: a factor is neither pinned in the specification nor handed in.
    """
    found: dict[str, ResolvedFactor] = {}
    for slot, factor in binding.factors.items():
        if isinstance(factor, PinnedFactor):
            found[slot] = factor.resolved()
        elif factor in pinned:
            found[slot] = pinned[factor]
        else:
            detail = f"The factor {slot} for {factor.activity} in {factor.region} was not handed in."
            raise GenerationError(detail, mend="Resolve every request of factor_requests_for first.")
    return found


def _case(golden: GoldenTest, spec: PackSpec, plan: CalculationPlan) -> Case:
    document = golden_document(golden.input, plan.fields)
    try:
        binding = plan.bind(document)
    except InvalidInput as error:
        raise GenerationError(f"The golden test {golden.name[:60]!r} has no valid input: {error}") from None
    return Case(
        name=golden.name,
        document=document,
        gwp_set=gwp_set_name(golden.gwp_set) if golden.gwp_set else plan.gwp_set,
        figures=_figures(golden, spec),
        binding=binding,
        formula=plan.formulas[binding.formula_id],
        separable=separable_of(golden),
    )


def _figures(golden: GoldenTest, spec: PackSpec) -> tuple[Figure, ...]:
    output = spec.formulas[0].output.name
    return tuple(
        Figure(
            gas="" if expected.name == output else gas_name(expected.name),
            value=canonical_number(expected.value),
            tolerance=canonical_number(expected.tolerance),
        )
        for expected in expectations_of(golden)
        if expected.value is not None and is_checked(expected.name, spec)
    )
