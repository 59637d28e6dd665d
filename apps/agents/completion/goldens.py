"""The pack's golden tests against a draft: formulas they do not reach, and figures the published factors contradict."""

from collections.abc import Iterator
from decimal import Decimal

from apps.agents.completion.catalogue_view import Catalogue
from apps.agents.completion.draft import Contradiction, Draft, Formula, ProposedGolden
from apps.agents.completion.fuels import ELECTRICITY, fuel_named
from apps.agents.spec.expectations import expectations_of
from apps.agents.spec.goldens import Compared, WorkedGolden, work_golden, work_goldens
from apps.agents.spec.model import GoldenTest, InputSpec, PackSpec
from apps.agents.spec.plan import KINDS, NUMERIC, CalculationPlan, golden_document
from greenlang.engine import FactorRequest, parse_number
from greenlang.errors import GreenLangError

AMOUNT = Decimal(1000)


def add_goldens(draft: Draft, spec: PackSpec, plan: CalculationPlan, catalogue: Catalogue) -> None:
    """Propose a test for each formula that none reaches, and tell every contradiction.

    Args:
        spec, plan: of the pack with the draft laid over it.
    """
    worked = work_goldens(spec, plan, catalogue.lookup, catalogue.potentials)
    reached = {
        _formula_of(golden, plan) for golden, work in zip(spec.tests.golden, worked, strict=True) if not work.refused
    }
    for formula in [each for each in draft.formulas if each.id not in reached]:
        proposed = _proposed(formula, draft, spec, plan, catalogue)
        if proposed is None:
            draft.formulas.remove(formula)
        else:
            draft.golden.append(proposed)
    for golden, work in zip(spec.tests.golden, worked, strict=True):
        draft.contradicted += _contradictions(golden, work, draft, plan, catalogue)


def _formula_of(golden: GoldenTest, plan: CalculationPlan) -> str:
    return plan.bind(golden_document(golden.input, plan.fields)).formula_id


def _proposed(
    formula: Formula, draft: Draft, spec: PackSpec, plan: CalculationPlan, catalogue: Catalogue
) -> ProposedGolden | None:
    """A test that reaches a formula; None where no input of it can be made, which is told."""
    given = _input(formula, draft, spec)
    name = f"proposed_{formula.id}"
    test = GoldenTest(name=name, input=given, expect={draft.result: Decimal(0)})
    work = work_golden(test, spec, plan, catalogue.lookup, catalogue.potentials)
    found = work.of(draft.result)
    if found is None:
        why = work.refused.message if work.refused else "it gives no result"
        draft.leave(f"the formula {formula.id}", f"no input that reaches it could be made: {why.rstrip('.')}")
        return None
    figures = "; ".join(_figures(test, plan, catalogue))
    description = (
        f"Calculated, not from the pack: {AMOUNT} {given.get(draft.unit_input, draft.fixed_unit)} by {figures}"
    )
    return ProposedGolden(name, description, given, found.calculated)


def _input(formula: Formula, draft: Draft, spec: PackSpec) -> dict[str, object]:
    """The sample of a formula with an amount, and something valid for whatever else must be given."""
    given: dict[str, object] = {}
    for field in spec.agent.inputs:
        if field.name in formula.sample:
            given[field.name] = formula.sample[field.name]
        elif field.name == draft.amount:
            given[field.name] = _within(AMOUNT, field)
        elif field.is_required:
            given[field.name] = _some(field, spec)
    return {name: _typed(value, spec, name) for name, value in given.items()}


def _typed(value: object, spec: PackSpec, name: str) -> object:
    """A sample's text as a number where the input is one."""
    field = next(field for field in spec.agent.inputs if field.name == name)
    is_number = KINDS.get(field.type.lower()) in {"integer", "number"} and isinstance(value, str)
    return parse_number(str(value)) if is_number else value


def _within(amount: Decimal, field: InputSpec) -> Decimal:
    highest, lowest = field.validation.maximum, field.validation.minimum
    amount = amount if highest is None else min(amount, highest)
    return amount if lowest is None else max(amount, lowest)


def _some(field: InputSpec, spec: PackSpec) -> object:
    """A value for an input that does not matter: of a golden test, else a choice, else a bound."""
    used = [golden.input[field.name] for golden in spec.tests.golden if golden.input.get(field.name) is not None]
    if used:
        return used[0]
    if field.validation.enum:
        return field.validation.enum[0]
    return _within(Decimal(1), field) if KINDS.get(field.type.lower()) in NUMERIC else "any"


def _contradictions(
    golden: GoldenTest, work: WorkedGolden, draft: Draft, plan: CalculationPlan, catalogue: Catalogue
) -> Iterator[Contradiction]:
    if work.refused is not None:
        expected = next((each for each in expectations_of(golden) if each.name == draft.result), None)
        if expected is not None:
            told = work.refused.message
            reason = _unserved(golden, draft) or f"Its input cannot be calculated: {_details(work.refused)}"
            yield Contradiction(golden.name, "", expected.text, "", told, reason)
        return
    figures = "; ".join(_figures(golden, plan, catalogue))
    for compared in work.compared:
        if not compared.holds:
            output = "" if compared.name == draft.result else compared.name
            reason = _reason(compared, figures)
            yield Contradiction(golden.name, output, compared.expected, compared.calculated, "", reason)


def _unserved(golden: GoldenTest, draft: Draft) -> str:
    """Why nothing is proposed for the values of an input; empty where that was said of none of them."""
    values = {str(value) for value in golden.input.values() if isinstance(value, str)}
    power = {value for value in values if fuel_named(value) == ELECTRICITY}
    told = [
        f"{left.what}: {left.why}"
        for left in draft.unserved
        if values & {left.what.rpartition(" ")[2], left.what.partition(" ")[0]}
        and left.what.startswith("electricity") == bool(power)
    ]
    return f"{'; '.join(told)}." if told else ""


def _details(error: GreenLangError) -> str:
    return " ".join(found["detail"] for found in error.errors if found.get("detail")) or error.message


def _reason(compared: Compared, figures: str) -> str:
    try:
        expected, calculated = parse_number(compared.expected), parse_number(compared.calculated)
    except GreenLangError:
        return f"The published factors are {figures}"
    if not calculated or not expected:
        return f"The published factors are {figures}"
    percent = (expected / calculated - 1) * 100
    return f"Expected is {abs(percent):.2f} % {'more' if percent > 0 else 'less'} than calculated by {figures}"


def _figures(golden: GoldenTest, plan: CalculationPlan, catalogue: Catalogue) -> Iterator[str]:
    """Every published figure that a test rests on, with where it is printed."""
    binding = plan.bind(golden_document(golden.input, plan.fields))
    for wanted in binding.factors.values():
        if isinstance(wanted, FactorRequest):
            found = catalogue.lookup(wanted)
            values = ", ".join(f"{part.gas} {part.value:f} {part.unit}".strip() for part in found.components)
            yield f"{wanted.activity} in {wanted.region}: {values} ({found.citation})"
