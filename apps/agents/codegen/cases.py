"""Golden cases bound to their formulas and factors: what the generated suite calculates twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.agents.codegen.errors import GenerationError
from apps.agents.spec.expectations import Expectation, expectations_of, separable_of
from apps.agents.spec.model import GoldenTest, PackSpec
from apps.agents.spec.plan import CalculationPlan, golden_document, gwp_set_name
from apps.agents.spec.rules.contradicted import output_of
from apps.agents.spec.rules.golden import is_checked
from greenlang.engine import (
    NUMERIC_OUTPUTS,
    Binding,
    CompiledFormula,
    FactorRequest,
    InvalidInput,
    PinnedFactor,
    ResolvedFactor,
    canonical_number,
    gas_name,
    parse_number,
)

Pinned = Sequence[tuple[FactorRequest, ResolvedFactor]]


@dataclass(frozen=True, slots=True)
class Figure:
    """An expected value: the result, or the mass of a gas in kg."""

    gas: str
    value: str
    tolerance: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a further output must show.

    Attributes:
        output: its name.
        expected: as text, a number canonical.
        how: "equal", "contains" (a part, whatever the case), "source" (the name of one) or "number".
        tolerance: of a number.
    """

    output: str
    expected: str
    how: str
    tolerance: str = "0"


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
        shown: what further outputs must show.
    """

    name: str
    document: dict[str, object]
    gwp_set: str
    figures: tuple[Figure, ...]
    binding: Binding
    formula: CompiledFormula
    separable: bool | None = None
    shown: tuple[Shown, ...] = ()

    @property
    def requests(self) -> list[FactorRequest]:
        """The factors to be found for it, in the order of the formula."""
        return [factor for factor in self.binding.factors.values() if isinstance(factor, FactorRequest)]


def cases_of(spec: PackSpec, plan: CalculationPlan) -> list[Case]:
    """Every golden test of a specification that ``validate_spec`` finds no error in, but those declared refused.

    A figure that is declared contradicted is the one that is calculated, as far as it is written out.
    """
    refused = {name for name, _ in refused_documents(spec, plan)}
    return [_case(golden, spec, plan) for golden in spec.tests.golden if golden.name not in refused]


def requests_of(spec: PackSpec, plan: CalculationPlan) -> list[FactorRequest]:
    """The factors of every case, each once, in the order of the cases and of their formulas."""
    refused = {entry.golden for entry in spec.tests.contradicted if entry.refused}
    bound = [_bound(golden, plan)[1] for golden in spec.tests.golden if golden.name not in refused]
    found = (factor for binding in bound for factor in binding.factors.values() if isinstance(factor, FactorRequest))
    return list(dict.fromkeys(found))


def refused_documents(spec: PackSpec, plan: CalculationPlan) -> list[tuple[str, dict[str, object]]]:
    """Name and document of the golden tests that are declared to be refused."""
    refused = {entry.golden for entry in spec.tests.contradicted if entry.refused}
    return [
        (golden.name, golden_document(golden.input, plan.fields))
        for golden in spec.tests.golden
        if golden.name in refused
    ]


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


def _bound(golden: GoldenTest, plan: CalculationPlan) -> tuple[dict[str, object], Binding]:
    document = golden_document(golden.input, plan.fields)
    try:
        return document, plan.bind(document)
    except InvalidInput as error:
        raise GenerationError(f"The golden test {golden.name[:60]!r} has no valid input: {error}") from None


def _case(golden: GoldenTest, spec: PackSpec, plan: CalculationPlan) -> Case:
    document, binding = _bound(golden, plan)
    calculated = {
        output_of(entry, spec): entry.calculated for entry in spec.tests.contradicted if entry.golden == golden.name
    }
    return Case(
        name=golden.name,
        document=document,
        gwp_set=gwp_set_name(golden.gwp_set) if golden.gwp_set else plan.gwp_set,
        figures=_figures(golden, spec, calculated),
        binding=binding,
        formula=plan.formulas[binding.formula_id],
        separable=separable_of(golden),
        shown=tuple(
            _shown(expected, plan.outputs[expected.name], calculated.get(expected.name, ""))
            for expected in expectations_of(golden)
            if expected.name in plan.outputs
        ),
    )


def _figures(golden: GoldenTest, spec: PackSpec, calculated: Mapping[str, str]) -> tuple[Figure, ...]:
    output = spec.formulas[0].output.name
    figures = []
    for expected in expectations_of(golden):
        if expected.value is None or not is_checked(expected.name, spec):
            continue
        value, tolerance = expected.value, expected.tolerance
        if expected.name in calculated:
            value = parse_number(calculated[expected.name])
            tolerance = half_of_the_last_digit(value)
        gas = "" if expected.name == output else gas_name(expected.name)
        figures.append(Figure(gas, canonical_number(value), canonical_number(tolerance)))
    return tuple(figures)


def half_of_the_last_digit(number: Decimal) -> Decimal:
    """How far a figure may lie from one that was rounded to these decimals; of a whole number 0.5."""
    return Decimal(5).scaleb(min(int(number.as_tuple().exponent), 0) - 1)


def _shown(expected: Expectation, meaning: str, calculated: str) -> Shown:
    if calculated:
        return Shown(expected.name, calculated, "equal")
    if expected.contains:
        return Shown(expected.name, expected.text, "contains")
    if meaning == "factor.source":
        return Shown(expected.name, expected.text, "source")
    if meaning in NUMERIC_OUTPUTS:
        return Shown(expected.name, expected.text, "number", canonical_number(expected.tolerance))
    return Shown(expected.name, expected.text, "equal")
