"""Compiles a formula's definition: reads the expression, checks names and dimensions, folds constants."""

import difflib
import re
from dataclasses import dataclass

from greenlang.engine.errors import FormulaError
from greenlang.engine.formula.ast import Node, names_of
from greenlang.engine.formula.definition import FormulaDefinition
from greenlang.engine.formula.dimensions import DimensionCheck
from greenlang.engine.formula.lexer import MAX_NAME
from greenlang.engine.formula.parser import RESERVED, parse_expression
from greenlang.engine.formula.plan import Planner
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.gases import CO2E
from greenlang.engine.units import THE_GAS, Unit, UnitError, parse_unit

MAX_NAMES = 32
KILOGRAM = parse_unit("kg")
GAS_MASS = KILOGRAM.with_gas(THE_GAS)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class CheckedFormula:
    """What compiling finds: the tree, the names' units, which name is the emission factor, the output."""

    tree: Node
    units: FrozenMap[str, Unit]
    per_gas: str
    output: Unit
    output_gas: str


def check_formula(definition: FormulaDefinition) -> CheckedFormula:
    """Read and check a definition. Raises `FormulaError`, or a unit's own error naming its place."""
    place = f"formula {definition.id}"
    try:
        tree = parse_expression(definition.expression)
        units, per_gas = _units(definition, place)
        _check_use(definition, tree, units)
        check = DimensionCheck(definition.expression, {name: unit.dimension for name, unit in units.items()})
        _check_result(definition, tree, check)
        places = {name: index for index, name in enumerate(units)}
        Planner(definition.expression, places, {name: unit.factor for name, unit in units.items()}).plan(tree)
    except FormulaError as error:
        error.where = error.where or place
        raise
    output, output_gas = _output(definition, place)
    return CheckedFormula(tree, FrozenMap(units), per_gas, output, output_gas)


def _units(definition: FormulaDefinition, place: str) -> tuple[dict[str, Unit], str]:
    """Units of inputs and factors by name, and the name of the one factor per gas."""
    both = set(definition.inputs) & set(definition.factors)
    if both:
        raise FormulaError(f"{min(both)!r} is an input and a factor.", mend="Rename one of them.")
    if len(definition.inputs) + len(definition.factors) > MAX_NAMES:
        raise FormulaError("Too many inputs and factors.", mend=f"At most {MAX_NAMES}.")
    units: dict[str, Unit] = {}
    for name, text in definition.inputs.items():
        _check_name(name)
        units[name] = parse_unit(text, where=f"{place}, input {name}")
    per_gas = [name for name, slot in definition.factors.items() if slot.per_gas]
    if len(per_gas) != 1:
        found = ", ".join(per_gas) or "none"
        mend = "Mark the emission factor as the one per gas and every other factor as a parameter."
        raise FormulaError(f"A formula has one emission factor per gas; here: {found}.", mend=mend)
    for name, slot in definition.factors.items():
        _check_name(name)
        where = f"{place}, factor {name}"
        unit = parse_unit(slot.unit, where=where)
        units[name] = _gas_slot(unit, where) if slot.per_gas else unit
    return units, per_gas[0]


def _gas_slot(unit: Unit, where: str) -> Unit:
    try:
        return unit.with_gas(THE_GAS)
    except UnitError as error:
        mend = "A slot per gas names no gas: write kg/mmBtu(HHV), and the gases with the factor."
        raise UnitError(error.message.replace(f", not of {THE_GAS}", ""), where=where, mend=mend) from None


def _check_name(name: str) -> None:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or "__" in name or len(name) > MAX_NAME:
        mend = "Names begin with a letter and have ASCII letters, digits and single underscores."
        raise FormulaError(f"{str(name)[:MAX_NAME]!r} is no name.", mend=mend)
    if name in RESERVED:
        raise FormulaError(f"{name!r} is a function of the language.", mend="Choose another name.")


def _check_use(definition: FormulaDefinition, tree: Node, units: dict[str, Unit]) -> None:
    used = names_of(tree)
    for name, position in used.items():
        if name not in units:
            near = difflib.get_close_matches(name, units, n=1)
            mend = f"Did you mean {near[0]}?" if near else f"Declared are {', '.join(units)}."
            raise FormulaError(
                f"There is no input or factor {name!r}.",
                expression=definition.expression,
                position=position,
                mend=mend,
            )
    unused = [name for name in units if name not in used]
    if unused:
        kind = "input" if unused[0] in definition.inputs else "factor"
        mend = "Use it in the expression, or declare it for the formula that does."
        raise FormulaError(f"The {kind} {unused[0]!r} is declared and not used.", mend=mend)


def _check_result(definition: FormulaDefinition, tree: Node, check: DimensionCheck) -> None:
    found = check.of(tree)
    if found == GAS_MASS.dimension:
        return
    mend = "Multiply the activity by the emission factor once, in fitting units."
    for kind, what in (
        ("basis", "gross (HHV) and net (LHV) energy"),
        ("reference", "gas volumes at unlike conditions"),
    ):
        if found.without([kind]) == GAS_MASS.dimension.without([kind]):
            mend = f"It mixes {what}, or one of them unsaid; use one throughout."
    message = f"The result is {found.text}; a mass of the gas is needed."
    raise FormulaError(message, expression=definition.expression, position=tree.position, mend=mend)


def _output(definition: FormulaDefinition, place: str) -> tuple[Unit, str]:
    where = f"{place}, output {definition.output_name}"
    unit = parse_unit(definition.output_unit, where=where)
    gases = [base.partition(":")[2] for base, power in unit.dimension.powers if base.startswith("substance:")]
    gas = gases[0] if len(gases) == 1 else ""
    metric = {"kg", "g", "t", "kt", "Mt"}
    if (
        not gas
        or len(unit.terms) != 1
        or unit.dimension != KILOGRAM.with_gas(gas).dimension
        or unit.terms[0].symbol not in metric
    ):
        mend = f"Write kg {CO2E}, or the mass of one gas: kg CO2; in g, kg, t, kt or Mt."
        raise UnitError(f"{definition.output_unit!r} is no output unit.", where=where, mend=mend)
    return unit, gas
