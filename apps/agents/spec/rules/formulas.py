"""Formulas: each compiles with the units of its inputs and factors, and the units tell them apart."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import combinations

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.methods import unit_text
from apps.agents.spec.model import FormulaSpec, PackSpec
from apps.agents.spec.plan import KINDS, formula_definition
from apps.agents.spec.rules.inputs import plain_name
from apps.agents.spec.rules.methods import check_method
from greenlang.engine import CompiledFormula, FormulaError, compile_formula, parse_expression, parse_unit
from greenlang.engine.formula import names_of
from greenlang.errors import GreenLangError

CALCULATED_WITH = ("quantity", "number", "integer")


def check_formulas(spec: PackSpec) -> Iterator[Finding]:
    """There is at least one formula; each compiles; names, inputs and the output agree with the agent's."""
    if not spec.formulas:
        mend = "Write `formulas:` with an expression, the units of its inputs and its output; or with a method."
        yield Finding("error", (), "The pack does not say how to calculate: it has no formulas.", mend, "no-formulas")
        return
    counts = Counter(formula.id for formula in spec.formulas)
    compiled: dict[int, CompiledFormula] = {}
    for index, formula in enumerate(spec.formulas):
        path: Path = ("formulas", index)
        yield from plain_name((*path, "id"), formula.id)
        if counts[formula.id] > 1:
            yield Finding("error", (*path, "id"), f"Two formulas are named {formula.id!r}.", "Rename one.", "duplicate")
        yield from _inputs(path, formula, spec)
        yield from check_method(path, formula, spec)
        try:
            compiled[index] = _compiled(formula, spec)
        except GreenLangError as error:
            yield _uncompiled(path, formula, error)
    yield from _told_apart(spec, compiled)
    yield from _unused_quantities(spec)
    yield from _one_output(spec)


def _compiled(formula: FormulaSpec, spec: PackSpec) -> CompiledFormula:
    factors = {factor.id: factor for factor in spec.factors if factor.id}
    if formula.method:
        return compile_formula(formula_definition(formula, factors))
    known = [*formula.inputs, *factors]
    # A misspelt factor would otherwise be reported as a formula without an emission factor.
    for name, position in names_of(parse_expression(formula.expression)).items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            mend = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
            detail = f"There is no input or factor {name!r}."
            raise FormulaError(detail, expression=formula.expression, position=position, mend=mend)
    return compile_formula(formula_definition(formula, factors))


def _uncompiled(path: Path, formula: FormulaSpec, error: GreenLangError) -> Finding:
    """The engine's error at the key it speaks of; a fault of the expression keeps its caret."""
    if formula.method:
        return Finding("error", (*path, "method"), error.message, error.mend, error.code)
    if isinstance(error, FormulaError) and error.pointer:
        return Finding("error", (*path, "expression"), f"{error.message}\n{error.pointer}", error.mend, error.code)
    kind, _, name = error.where.partition(", ")[2].partition(" ")
    if kind == "input" and name in formula.inputs:
        path = (*path, "inputs", name)
    elif kind == "output":
        path = (*path, "output", "unit")
    where = f" ({kind} {name})" if kind == "factor" else ""
    return Finding("error", path, f"{error.message}{where}", error.mend, error.code)


def _inputs(path: Path, formula: FormulaSpec, spec: PackSpec) -> Iterator[Finding]:
    declared = {field.name: field for field in spec.agent.inputs}
    for name, unit in formula.inputs.items():
        place = (*path, "inputs", name)
        field = declared.get(name)
        if field is None:
            mend = f"Inputs are {', '.join(declared)}."
            yield Finding("error", place, f"The agent has no input {name[:60]!r}.", mend, "unknown-input")
            continue
        kind = KINDS.get(field.type.lower(), "")
        if kind not in CALCULATED_WITH:
            yield Finding(
                "error",
                place,
                f"The input {name!r} is a {field.type[:40]} and cannot be calculated with.",
                f"Make it a {', '.join(CALCULATED_WITH[:-1])} or {CALCULATED_WITH[-1]}.",
                "input-kind",
            )
        elif kind != "quantity" and not _is_bare(unit):
            mend = "Make the input a quantity, or write the unit 1."
            yield Finding("error", place, f"The input {name!r} is a bare number and has no unit.", mend, "input-kind")


def _is_bare(unit: str) -> bool:
    try:
        return not parse_unit(unit).dimension.powers
    except GreenLangError:
        return True


def _told_apart(spec: PackSpec, compiled: dict[int, CompiledFormula]) -> Iterator[Finding]:
    for (first, one), (second, other) in combinations(compiled.items(), 2):
        units = other.input_units
        same = one.input_units.keys() == units.keys()
        if same and all(unit.is_commensurable(units[name]) for name, unit in one.input_units.items()):
            pair = f"{spec.formulas[first].id!r} and {spec.formulas[second].id!r}"
            detail = f"{pair} accept the same inputs in the same units."
            mend = "The units of the inputs decide which formula applies; keep one, or make two packs."
            yield Finding("error", ("formulas", second, "inputs"), detail, mend, "ambiguous-formulas")


def _unused_quantities(spec: PackSpec) -> Iterator[Finding]:
    named = {name for formula in spec.formulas for name in formula.inputs}
    for index, field in enumerate(spec.agent.inputs):
        if KINDS.get(field.type.lower()) == "quantity" and field.name not in named:
            path: Path = ("agents", 0, "inputs", index)
            yield Finding(
                "error", path, f"No formula uses the quantity {field.name!r}.", "Use it or drop it.", "unused"
            )


def _one_output(spec: PackSpec) -> Iterator[Finding]:
    first = spec.formulas[0].output
    for index, formula in enumerate(spec.formulas):
        if formula.output.name != first.name or unit_text(formula.output.unit) != unit_text(first.unit):
            other = f"{formula.output.name} in {formula.output.unit}"
            detail = f"The formulas yield different outputs: {first.name} in {first.unit}, {other}."
            yield Finding("error", ("formulas", index, "output"), detail, "Use one output, or two packs.", "outputs")
    for index, output in enumerate(spec.agent.outputs):
        path: Path = ("agents", 0, "outputs", index)
        if output.name != first.name:
            detail = f"No formula yields {output.name[:60]!r}."
            yield Finding("warning", path, detail, f"Formulas yield {first.name!r}.", "unused-output")
        elif output.unit and unit_text(output.unit) != unit_text(first.unit):
            detail = f"It is declared in {output.unit} and calculated in {first.unit}."
            yield Finding("error", (*path, "unit"), detail, "Write the same unit.", "outputs")
