"""Which of an agent's formulas applies: the units of the quantities decide."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from greenlang.engine.errors import DimensionMismatch
from greenlang.engine.formula import CompiledFormula
from greenlang.engine.units import Quantity, Unit, mismatch, parse_unit
from greenlang.errors import InvalidInput

_BARE = parse_unit("1")


Names = Mapping[str, Mapping[str, str]]
"""By formula id, the agent's own name for each name of the formula, where they differ."""


def choose_formula(
    formulas: Mapping[str, CompiledFormula] | Iterable[CompiledFormula],
    inputs: Mapping[str, object],
    names: Names = MappingProxyType({}),
) -> CompiledFormula:
    """The one formula that takes exactly the given quantities, by name and by kind of unit.

    ``inputs`` are validated values; bare numbers count where a formula names them, everything else is
    passed over. Raises `DimensionMismatch` listing the accepted units where none fits, `InvalidInput` where
    several do.
    """
    candidates: list[CompiledFormula] = list(formulas.values() if isinstance(formulas, Mapping) else formulas)
    units = {name: value.unit for name, value in inputs.items() if isinstance(value, Quantity)}
    bare = {name: _BARE for name, value in inputs.items() if isinstance(value, Decimal | int)}
    given = {**bare, **units}
    fitting = [formula for formula in candidates if _takes(_wanted(formula, names), units, given)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise _none_fits([_wanted(formula, names) for formula in candidates], units)
    ids = ", ".join(formula.definition.id for formula in fitting)
    raise InvalidInput(f"Several formulas fit: {ids}.", where=", ".join(units), mend="The spec must tell them apart.")


def _wanted(formula: CompiledFormula, names: Names) -> Mapping[str, Unit]:
    """The units a formula takes, by the agent's names."""
    own = names.get(formula.definition.id)
    return {own.get(name, name): unit for name, unit in formula.input_units.items()} if own else formula.input_units


def _takes(wanted: Mapping[str, Unit], units: Mapping[str, Unit], given: Mapping[str, Unit]) -> bool:
    if not units.keys() <= wanted.keys() or not wanted.keys() <= given.keys():
        return False
    return all(given[name].is_commensurable(unit) for name, unit in wanted.items())


def _none_fits(formulas: Sequence[Mapping[str, Unit]], units: Mapping[str, Unit]) -> InvalidInput:
    """Why no formula fits: a unit none takes, a quantity none has, one that is missing, or a wrong set."""
    accepted: dict[str, dict[str, Unit]] = {}
    for wanted in formulas:
        for name, unit in wanted.items():
            accepted.setdefault(name, {}).setdefault(unit.text, unit)
    kinds = (f"{name} in {' or '.join(texts)}" for name, texts in accepted.items())
    listed = f"Accepted: {'; '.join(kinds)}."
    for name, unit in units.items():
        known = list(accepted.get(name, {}).values())
        if known and not any(unit.is_commensurable(other) for other in known):
            return _unfit(name, unit, known, listed)
    unused = [name for name in units if name not in accepted]
    missing = [name for name in accepted if name not in units]
    what = "The quantities do not belong together."
    if missing and not units:
        what = f"Missing: {', '.join(missing)}."
    elif unused:
        what = f"None has {', '.join(unused)}."
    return InvalidInput(f"No formula takes these quantities. {what}", where=", ".join(unused), mend=listed)


def _unfit(name: str, unit: Unit, known: Sequence[Unit], listed: str) -> DimensionMismatch:
    """Prefers the finding that only a basis or a reference condition is unsaid or different."""
    for other in known:
        found = mismatch(unit, other, where=name)
        if found.kind != "dimension":
            found.mend = f"{found.mend} {listed}"
            return found
    return DimensionMismatch(f"No formula takes {name} in {unit}.", where=name, mend=listed)
