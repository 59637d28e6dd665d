"""Golden tests: valid inputs, figures that can be checked, factors that exist."""

from collections import Counter
from collections.abc import Callable, Iterator

from apps.agents.spec.errors import Path
from apps.agents.spec.expectations import expectations_of
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import GoldenTest, PackSpec
from apps.agents.spec.plan import CalculationPlan, golden_document, gwp_set_name
from greenlang.engine import BUILTIN_GWP, Binding, FactorRequest, InvalidInput, PinnedFactor, ResolvedFactor, gas_name
from greenlang.errors import GreenLangError


def check_golden(
    spec: PackSpec, plan: CalculationPlan, lookup: Callable[[FactorRequest], ResolvedFactor] | None
) -> Iterator[Finding]:
    """At least one golden test; every formula has one; inputs bind, figures are numbers, factors resolve."""
    if not spec.tests.golden:
        mend = "Write `tests.golden` with an input and figures worked by hand."
        yield Finding("error", ("tests", "golden"), "Nothing says which figures must come out.", mend, "no-golden")
        return
    counts = Counter(golden.name for golden in spec.tests.golden)
    reached = set()
    for index, golden in enumerate(spec.tests.golden):
        path: Path = ("tests", "golden", index)
        if counts[golden.name] > 1:
            yield Finding(
                "error",
                (*path, "name"),
                f"Two golden tests are named {golden.name[:60]!r}.",
                "Rename one.",
                "duplicate",
            )
        yield from _gwp_set(path, golden, plan)
        try:
            binding = plan.bind(golden_document(golden.input, plan.fields))
        except GreenLangError as error:
            yield from _not_bound((*path, "input"), error)
            continue
        reached.add(binding.formula_id)
        yield from _figures(path, golden, spec, binding)
        yield from _resolved((*path, "input"), binding, lookup)
    for index, formula in enumerate(spec.formulas):
        if formula.id not in reached:
            detail = f"No golden test reaches the formula {formula.id!r}."
            yield Finding("error", ("formulas", index), detail, "Add one with its units.", "untested-formula")


def _gwp_set(path: Path, golden: GoldenTest, plan: CalculationPlan) -> Iterator[Finding]:
    try:
        short = gwp_set_name(golden.gwp_set) if golden.gwp_set else plan.gwp_set
    except InvalidInput as error:
        yield Finding("error", (*path, "gwp_set"), error.message, error.mend, "gwp-set")
        return
    known = BUILTIN_GWP[short].values
    for factor in plan.factors.values():
        gases = [gas_name(gas) for gas in (*factor.gases, *(figure.gas for figure in factor.values if figure.gas))]
        unknown = [gas for gas in gases if gas not in known and gas not in ("CO2e", "CO2_biogenic")]
        if unknown:
            detail = f"Golden tests cannot weight {', '.join(unknown)}: the test sets have CO2, CH4 and N2O."
            yield Finding("error", path, detail, "Pin the factor as CO2e, with the set it embeds.", "gwp-set")


def _not_bound(path: Path, error: GreenLangError) -> Iterator[Finding]:
    if not error.errors:
        where = error.where.partition(".")[0].strip("/")
        yield Finding("error", (*path, where) if where else path, error.message, error.mend, error.code)
    for found in error.errors:
        steps = [step.replace("~1", "/").replace("~0", "~") for step in found["pointer"].split("/")[1:]]
        yield Finding("error", (*path, *steps), found["detail"], "", found["code"])


def _figures(path: Path, golden: GoldenTest, spec: PackSpec, binding: Binding) -> Iterator[Finding]:
    outputs = {output.name for output in spec.agent.outputs}
    checked = 0
    for expectation in expectations_of(golden):
        place = (*path, "expect", *expectation.path)
        known = is_checked(expectation.name, spec)
        if expectation.value is not None and known:
            checked += 1
        elif expectation.value is None or expectation.name.partition(".")[0] in outputs:
            detail = f"{expectation.name[:60]!r} is not checked: it is no figure the formulas yield."
            yield Finding("warning", place, detail, "", "unchecked-expectation")
        else:
            mend = f"Figures are {spec.formulas[0].output.name}, and co2, ch4, n2o, co2_biogenic in kg."
            yield Finding("error", place, f"There is no figure {expectation.name[:60]!r}.", mend, "unknown-figure")
    if not checked:
        yield Finding(
            "error", (*path, "expect"), "It expects no figure.", "Give the figure worked by hand.", "no-figure"
        )


def is_checked(name: str, spec: PackSpec) -> bool:
    """Whether an expectation names the output or the mass of a gas of the factors."""
    if name == spec.formulas[0].output.name:
        return True
    gases = {gas_name(gas) for factor in spec.factors for gas in factor.gases}
    gases |= {gas_name(figure.gas) for factor in spec.factors for figure in factor.values if figure.gas}
    return name in {gas.lower() for gas in gases} | {"co2_biogenic"}


def _resolved(
    path: Path, binding: Binding, lookup: Callable[[FactorRequest], ResolvedFactor] | None
) -> Iterator[Finding]:
    for slot, factor in binding.factors.items():
        if isinstance(factor, PinnedFactor) or lookup is None:
            continue
        try:
            lookup(factor)
        except GreenLangError as error:
            yield Finding("error", path, f"Factor {slot}: {error.message}", error.mend, error.code)
