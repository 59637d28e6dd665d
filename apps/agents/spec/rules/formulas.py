"""Formulas: each compiles with the units of its inputs and factors, and the units tell them apart."""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import combinations

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.methods import unit_text
from apps.agents.spec.model import FormulaSpec, OutputSpec, PackSpec
from apps.agents.spec.plan import KINDS, formula_definition
from apps.agents.spec.rules.inputs import plain_name
from apps.agents.spec.rules.meanings import overlap
from apps.agents.spec.rules.methods import check_method
from greenlang.engine import (
    FURTHER_OUTPUTS,
    CompiledFormula,
    FormulaError,
    Unit,
    compile_formula,
    names_used,
    parse_expression,
    parse_unit,
)
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
        yield from _renamed((*path, "with"), formula, spec)
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
    known = [*formula.inputs, *formula.names, *factors]
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
    for inner, unit in formula.inputs.items():
        name = formula.named(inner)
        place = (*path, "with" if inner in formula.names else "inputs", inner)
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
        elif kind != "quantity" and field.unit_from is None and not _is_bare(unit):
            mend = "Make the input a quantity, say `unit_from`, or write the unit 1."
            yield Finding("error", place, f"The input {name!r} is a bare number and has no unit.", mend, "input-kind")


def _renamed(path: Path, formula: FormulaSpec, spec: PackSpec) -> Iterator[Finding]:
    """What ``with`` renames is a name of the formula; inputs are told of where they are checked."""
    try:
        names = names_used(formula.expression)
    except FormulaError:
        return
    factors = [factor.id for factor in spec.factors if factor.id]
    for inner, own in formula.names.items():
        place = (*path, inner)
        if inner not in names:
            detail = f"The formula has no input and no factor {inner[:60]!r}."
            yield Finding("error", place, detail, f"It has {', '.join(names)}.", "unknown-name")
        elif inner not in formula.inputs and own not in factors:
            mend = f"Factors are {', '.join(factors)}." if factors else "Add it to `factors`."
            yield Finding("error", place, f"There is no factor {own[:60]!r}.", mend, "unknown-name")


def _is_bare(unit: str) -> bool:
    try:
        return not parse_unit(unit).dimension.powers
    except GreenLangError:
        return True


def _told_apart(spec: PackSpec, compiled: dict[int, CompiledFormula]) -> Iterator[Finding]:
    for (first, one), (second, other) in combinations(compiled.items(), 2):
        left, right = spec.formulas[first], spec.formulas[second]
        units, others = _own_units(left, one), _own_units(right, other)
        same = units.keys() == others.keys()
        if same and all(unit.is_commensurable(others[name]) for name, unit in units.items()) and overlap(left, right):
            when = " for the same values" if left.when or right.when else ""
            detail = f"{left.id!r} and {right.id!r} accept the same inputs in the same units{when}."
            mend = "Limit each by `when`, keep one, or make two packs."
            place = "when" if right.when else "inputs"
            yield Finding("error", ("formulas", second, place), detail, mend, "ambiguous-formulas")


def _own_units(formula: FormulaSpec, compiled: CompiledFormula) -> dict[str, Unit]:
    return {formula.named(name): unit for name, unit in compiled.input_units.items()}


def _unused_quantities(spec: PackSpec) -> Iterator[Finding]:
    named = {name for formula in spec.formulas for name in formula.own_inputs}
    for index, field in enumerate(spec.agent.inputs):
        measured = KINDS.get(field.type.lower()) == "quantity" or field.unit_from is not None
        if measured and field.name not in named:
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
        if output.means:
            yield from _further_output(path, output, first.name)
        elif output.name != first.name:
            detail = f"No formula yields {output.name[:60]!r}."
            mend = f"Formulas yield {first.name!r}; say what it `means` if it is of the provenance."
            yield Finding("warning", path, detail, mend, "unused-output")
        elif output.unit and unit_text(output.unit) != unit_text(first.unit):
            detail = f"It is declared in {output.unit} and calculated in {first.unit}."
            yield Finding("error", (*path, "unit"), detail, "Write the same unit.", "outputs")


def _further_output(path: Path, output: OutputSpec, result: str) -> Iterator[Finding]:
    if output.means not in FURTHER_OUTPUTS:
        near = get_close_matches(output.means, FURTHER_OUTPUTS, n=1)
        mend = f"Did you mean {near[0]}?" if near else f"Outputs may be {', '.join(FURTHER_OUTPUTS)}."
        detail = f"There is nothing called {output.means[:60]!r} in the provenance."
        yield Finding("error", (*path, "means"), detail, mend, "unknown-meaning")
    if output.name == result:
        mend = "Leave `means` out of it."
        yield Finding("error", (*path, "means"), f"{result!r} is what the formulas yield.", mend, "outputs")
