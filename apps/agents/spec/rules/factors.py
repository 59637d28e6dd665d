"""Factors: selected from the catalogue or pinned with their source, and either way in a known unit."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.model import FactorSpec, FromInput, PackSpec
from apps.agents.spec.plan import own_names, slots_of
from apps.agents.spec.rules.inputs import plain_name
from apps.agents.spec.rules.meanings import check_selector
from greenlang.engine import gas_name, parse_unit
from greenlang.errors import GreenLangError


def check_factors(spec: PackSpec) -> Iterator[Finding]:
    """Every factor a formula names is complete; the others are listed."""
    used = {name for formula in spec.formulas for name in own_names(formula)}
    counts = Counter(factor.id for factor in spec.factors)
    inputs = {field.name: field for field in spec.agent.inputs}
    inner = _inner_names(spec)
    for index, factor in enumerate(spec.factors):
        path: Path = ("factors", index)
        if factor.id not in used:
            name = factor.id or factor.ref or f"factor {index + 1}"
            detail = f"No formula uses {name[:80]!r}."
            yield Finding("warning", path, detail, "Name it in a formula by its `id`.", "unused-factor")
            continue
        yield from plain_name((*path, "id"), factor.id)
        if counts[factor.id] > 1:
            yield Finding("error", (*path, "id"), f"Two factors are named {factor.id!r}.", "Rename one.", "duplicate")
        if factor.id in inputs:
            yield Finding("error", (*path, "id"), f"{factor.id!r} is also an input.", "Rename one.", "duplicate")
        if len(inner[factor.id]) > 1:
            detail = f"Formulas call {factor.id!r} {' and '.join(sorted(inner[factor.id]))}."
            yield Finding("error", (*path, "id"), detail, "Give each name a factor of its own.", "factor-names")
        yield from _unit((*path, "unit"), factor.unit)
        yield from _gases(path, factor)
        yield from (_pinned(path, factor) if factor.is_pinned else _selected(path, factor, spec))


def _inner_names(spec: PackSpec) -> Mapping[str, set[str]]:
    """What the formulas call each factor, by its own name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for formula in spec.formulas:
        for inner in slots_of(formula):
            found[formula.named(inner)].add(inner)
    return found


def _unit(path: Path, unit: str) -> Iterator[Finding]:
    if not unit:
        yield Finding("error", path, "The unit is missing.", "Write for instance kg/mmBtu(HHV).", "missing")
        return
    try:
        parse_unit(unit)
    except GreenLangError as error:
        yield Finding("error", path, error.message, error.mend, error.code)


def _gases(path: Path, factor: FactorSpec) -> Iterator[Finding]:
    if factor.parameter and (factor.gases or any(figure.gas for figure in factor.values)):
        yield Finding("error", path, "A parameter has no gases.", "Leave out gases, or parameter.", "gases")
        return
    named = [*factor.named_gases, *(figure.gas for figure in factor.figures if figure.gas)]
    for gas in named:
        try:
            gas_name(gas)
        except GreenLangError as error:
            yield Finding("error", (*path, "gases"), error.message, error.mend, error.code)
    if factor.is_pinned and factor.takes_any_gas:
        mend = "Leave `gases` out: each figure says its own."
        yield Finding("error", (*path, "gases"), "Pinned figures are of named gases.", mend, "gases")
    if factor.parameter or factor.is_pinned:
        return
    if not factor.gases:
        mend = (
            "Write for instance [CO2, CH4, N2O]; `published` for whichever there are; "
            "or `parameter: true` if it is no emission factor."
        )
        yield Finding("error", (*path, "gases"), "The gases are missing.", mend, "missing")


def _pinned(path: Path, factor: FactorSpec) -> Iterator[Finding]:
    if factor.category:
        mend = "Select it from the catalogue, or pin its figures."
        yield Finding("error", path, "It is both selected and pinned.", mend, "selected-and-pinned")
    if factor.fallback:
        mend = "Leave it out: a pinned figure is not looked for."
        yield Finding("error", (*path, "fallback"), "A pinned factor has no fallback.", mend, "selected-and-pinned")
    if not factor.source:
        mend = "Say which publication the figures are from."
        yield Finding("error", (*path, "source"), "A pinned factor needs its source.", mend, "missing")
    if factor.parameter and len(factor.figures) != 1:
        yield Finding("error", (*path, "values"), "A parameter has one figure.", "Keep one.", "figures")
    for index, figure in enumerate(factor.figures):
        place: Path = (*path, "values", index) if factor.values else (*path, "value")
        if not factor.parameter and not figure.gas:
            mend = "Write `values: [{gas: CO2, value: ...}]`; CO2e if it is only published so."
            yield Finding("error", place, "The figure does not say its gas.", mend, "missing")
        if figure.unit:
            yield from _unit((*place, "unit"), figure.unit)


def _selected(path: Path, factor: FactorSpec, spec: PackSpec) -> Iterator[Finding]:
    if not factor.category:
        mend = "Name a category of the catalogue, or pin the figures with `values`."
        yield Finding("error", (*path, "category"), "The category is missing.", mend, "missing")
    for name, selector in (("activity", factor.activity), ("region", factor.region)):
        place = (*path, name)
        if isinstance(selector, FromInput):
            yield from check_selector(place, selector, spec)
        elif not selector:
            mend = f"Write it out, or `{name}: {{input: ...}}` to take it from an input."
            yield Finding("error", place, f"The {name} is missing.", mend, "missing")
