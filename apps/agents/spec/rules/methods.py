"""Methods of the library: the pack's factors of the same names fit the method's slots."""

from collections.abc import Iterator

from apps.agents.spec.errors import Path
from apps.agents.spec.findings import Finding
from apps.agents.spec.methods import method_of
from apps.agents.spec.model import FactorSpec, FormulaSpec, PackSpec
from greenlang.engine import FactorSlot, parse_unit
from greenlang.errors import GreenLangError


def check_method(path: Path, formula: FormulaSpec, spec: PackSpec) -> Iterator[Finding]:
    """Each factor bound to a slot is of its kind; one that is missing is found when the formula is compiled."""
    if not formula.method:
        return
    slots = {formula.named(name): slot for name, slot in method_of(formula.method).definition.factors.items()}
    for index, factor in enumerate(spec.factors):
        if factor.id in slots:
            yield from _fits(("factors", index), factor, slots[factor.id], formula.method)


def _fits(path: Path, factor: FactorSpec, slot: FactorSlot, name: str) -> Iterator[Finding]:
    if factor.parameter == slot.per_gas:
        wanted = "an emission factor with its gases" if slot.per_gas else "a parameter, without gases"
        mend = "Leave `parameter` out." if slot.per_gas else "Write `parameter: true`."
        detail = f"The method {name} takes {factor.id!r} as {wanted}."
        yield Finding("error", (*path, "parameter"), detail, mend, "method-slot")
    try:
        fits = parse_unit(factor.unit).is_commensurable(parse_unit(slot.unit))
    except GreenLangError:
        return
    if not fits:
        detail = f"The method {name} takes {factor.id!r} in {slot.unit}; {factor.unit[:40]} is of another kind."
        yield Finding("error", (*path, "unit"), detail, "Write that unit, or one of the same kind.", "method-slot")
