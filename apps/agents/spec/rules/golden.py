"""Golden tests: valid inputs, figures that can be checked, factors that exist."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from apps.agents.spec.errors import Path
from apps.agents.spec.expectations import SEPARABLE, Expectation, expectations_of, separable_of, tolerance_faults
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import FactorSpec, GoldenTest, PackSpec
from apps.agents.spec.plan import CalculationPlan, golden_document, gwp_set_name
from apps.agents.spec.potentials import Potentials, builtin_potentials, without_potential
from greenlang.engine import (
    NUMERIC_OUTPUTS,
    Binding,
    FactorRequest,
    InvalidInput,
    PinnedFactor,
    ResolvedFactor,
    UnknownGas,
    gas_name,
)
from greenlang.errors import GreenLangError

Lookup: TypeAlias = Callable[[FactorRequest], ResolvedFactor]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What golden figures rest on: factors, where a catalogue is asked for them, and warming potentials."""

    lookup: Lookup | None = None
    potentials: Potentials = builtin_potentials


def check_golden(spec: PackSpec, plan: CalculationPlan, catalogue: Catalogue) -> Iterator[Finding]:
    """At least one golden test; every formula has one; inputs bind, figures are numbers, factors resolve, and the
    set of warming potentials has all their gases.
    """
    if not spec.tests.golden:
        mend = "Write `tests.golden` with an input and figures worked by hand."
        yield Finding("error", ("tests", "golden"), "Nothing says which figures must come out.", mend, "no-golden")
        return
    counts = Counter(golden.name for golden in spec.tests.golden)
    refused = {entry.golden for entry in spec.tests.contradicted if entry.refused}
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
        yield from _gwp_set(path, golden, plan, catalogue.potentials)
        yield from _tolerances(path, golden)
        try:
            binding = plan.bind(golden_document(golden.input, plan.fields))
        except GreenLangError as error:
            if golden.name not in refused:
                yield from _not_bound((*path, "input"), error)
            continue
        yield from _figures(path, golden, spec, plan)
        if golden.name not in refused:
            reached.add(binding.formula_id)
            yield from _resolved(path, golden, plan, binding, catalogue)
    for index, formula in enumerate(spec.formulas):
        if formula.id not in reached:
            detail = f"No golden test reaches the formula {formula.id!r}."
            yield Finding("error", ("formulas", index), detail, "Add one with its units.", "untested-formula")


def _tolerances(path: Path, golden: GoldenTest) -> Iterator[Finding]:
    for place, detail in tolerance_faults(golden):
        mend = "Write how far the figure may lie from the one expected, or leave it out: every digit counts then."
        yield Finding("error", (*path, *place), detail, mend, "tolerance")


def _gwp_set(path: Path, golden: GoldenTest, plan: CalculationPlan, potentials: Potentials) -> Iterator[Finding]:
    try:
        short = _set_of(golden, plan)
    except InvalidInput as error:
        yield Finding("error", (*path, "gwp_set"), error.message, error.mend, "gwp-set")
        return
    for gases in dict.fromkeys(_gases_of(factor) for factor in plan.factors.values()):
        yield from _unweighted(path, gases, short, potentials)


def _gases_of(factor: FactorSpec) -> tuple[str, ...]:
    """The gases a factor names, asked for or pinned."""
    return (*factor.named_gases, *(figure.gas for figure in factor.values if figure.gas))


def _set_of(golden: GoldenTest, plan: CalculationPlan) -> str:
    return gwp_set_name(golden.gwp_set) if golden.gwp_set else plan.gwp_set


def _unweighted(path: Path, gases: Iterable[str], short: str, potentials: Potentials) -> Iterator[Finding]:
    unknown = without_potential(gases, short, potentials)
    if unknown:
        detail = f"The set {short} has no global warming potential for {', '.join(unknown)}."
        yield Finding("error", path, detail, "Choose a set that has it, or a factor published as CO2e.", "gwp-set")


def _not_bound(path: Path, error: GreenLangError) -> Iterator[Finding]:
    if not error.errors:
        where = error.where.partition(".")[0].strip("/")
        yield Finding("error", (*path, where) if where else path, error.message, error.mend, error.code)
    for found in error.errors:
        steps = [step.replace("~1", "/").replace("~0", "~") for step in found["pointer"].split("/")[1:]]
        yield Finding("error", (*path, *steps), found["detail"], "", found["code"])


def _figures(path: Path, golden: GoldenTest, spec: PackSpec, plan: CalculationPlan) -> Iterator[Finding]:
    outputs = {output.name for output in spec.agent.outputs}
    checked = 0
    for expectation in expectations_of(golden):
        place = (*path, "expect", *expectation.path)
        known = is_checked(expectation.name, spec)
        if expectation.path == (SEPARABLE,):
            if separable_of(golden) is None:
                mend = "Write true, or false for a factor published as CO2e only."
                yield Finding("error", place, f"`{SEPARABLE}` is true or false.", mend, "unknown-figure")
            continue
        if expectation.value is not None and known:
            checked += 1
        elif expectation.name in plan.outputs:
            yield from _further(place, expectation, plan.outputs[expectation.name])
        elif expectation.value is None or expectation.name.partition(".")[0] in outputs:
            detail = f"{expectation.name[:60]!r} is not checked: it is no figure the formulas yield."
            yield Finding("warning", place, detail, "", "unchecked-expectation")
        else:
            names = f"{spec.formulas[0].output.name}, and co2, ch4, n2o, co2_biogenic in kg"
            mend = f"Figures are {names}; `{SEPARABLE}` is true or false."
            yield Finding("error", place, f"There is no figure {expectation.name[:60]!r}.", mend, "unknown-figure")
    if not checked:
        yield Finding(
            "error", (*path, "expect"), "It expects no figure.", "Give the figure worked by hand.", "no-figure"
        )


def _further(path: Path, expectation: Expectation, meaning: str) -> Iterator[Finding]:
    """A number is expected of an output that is one."""
    if meaning in NUMERIC_OUTPUTS and expectation.value is None and not expectation.contains:
        detail = f"{expectation.name} is a number; {expectation.text[:40]!r} is none."
        yield Finding("error", path, detail, "Write the number.", "unknown-figure")


def is_checked(name: str, spec: PackSpec) -> bool:
    """Whether an expectation names the output or the mass of a gas of the factors."""
    if name == spec.formulas[0].output.name:
        return True
    if any(factor.takes_any_gas for factor in spec.factors):
        return _is_gas(name)
    gases = {gas_name(gas) for factor in spec.factors for gas in factor.named_gases}
    gases |= {gas_name(figure.gas) for factor in spec.factors for figure in factor.values if figure.gas}
    return name in {gas.lower() for gas in gases} | {"co2_biogenic"}


def _is_gas(name: str) -> bool:
    try:
        gas_name(name)
    except UnknownGas:
        return False
    return True


def _resolved(
    path: Path, golden: GoldenTest, plan: CalculationPlan, binding: Binding, catalogue: Catalogue
) -> Iterator[Finding]:
    for slot, factor in binding.factors.items():
        if isinstance(factor, PinnedFactor) or catalogue.lookup is None:
            continue
        try:
            found = catalogue.lookup(factor)
            if plan.factors[plan.named(binding.formula_id, slot)].takes_any_gas:
                gases = [component.gas for component in found.components]
                yield from _unweighted(path, gases, _set_of(golden, plan), catalogue.potentials)
        except GreenLangError as error:
            yield Finding("error", (*path, "input"), f"Factor {slot}: {error.message}", error.mend, error.code)
