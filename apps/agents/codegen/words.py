"""A formula in words: what is calculated from what, and by which source."""

from collections.abc import Iterator

from apps.agents.spec.methods import method_of
from apps.agents.spec.model import FormulaSpec, PackSpec
from greenlang.engine import CompiledFormula
from greenlang.engine.methods.explanation import explained


def formula_words(written: FormulaSpec, formula: CompiledFormula, spec: PackSpec) -> str:
    """One paragraph, with every name that stands in the formula and where the formula is from.

    Of a method of the library in the library's words; else in those of the specification.
    """
    lines = explained(method_of(written.method)).splitlines() if written.method else list(_lines(formula, spec))
    source = [f"Source: {formula.definition.source}."] if formula.definition.source else []
    return " ".join([f"{written.id}: {formula.definition.title}.", *lines, *source])


def _lines(formula: CompiledFormula, spec: PackSpec) -> Iterator[str]:
    definition = formula.definition
    yield f"{formula.rendered},"
    described = {field.name: field.description for field in spec.agent.inputs}
    described |= {factor.id: factor.description for factor in spec.factors if factor.description}
    units = [*definition.inputs.items(), *((name, slot.unit) for name, slot in definition.factors.items())]
    for place, (name, unit) in enumerate(units):
        words = " ".join(described.get(name, "").split()).rstrip(".")
        begins = "where " if place == 0 else ""
        ends = "." if place == len(units) - 1 else ";"
        yield f"{begins}{name} is in {unit}{f' ({words})' if words else ''}{ends}"
