"""Formulas that name a method of the library: filled in as they are read, and held to what the method says."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from apps.agents.spec.fields import as_optional_text
from greenlang.engine import METHODS, FactorSlot, FormulaDefinition, Method, method, parse_unit
from greenlang.errors import GreenLangError, InvalidInput

if TYPE_CHECKING:
    from apps.agents.spec.model import FormulaSpec

NAMES: tuple[str, ...] = tuple(dict.fromkeys(name for name, _ in METHODS))
SHOWN = 4
"""Names in a message that has nothing to be near to."""

_TEXTS = ("version", "title", "scope", "source", "origin")


def method_of(text: str) -> Method:
    """The method of ``stationary-combustion/energy`` or ``stationary-combustion/energy@1``. Raises ``InvalidInput``."""
    name, at, version = text.partition("@")
    return method(name.strip(), version.strip()) if at else method(name.strip())


def written_out(value: object) -> object:
    """A formula of the file with everything its method says and it does not; others as they are.

    Raises:
        ValidationError: at ``method``, if there is no such method, or an expression beside it.
    """
    named = as_optional_text(value.get("method")) if isinstance(value, Mapping) else ""
    if not isinstance(value, Mapping) or not named:
        return value
    said = {key: item for key, item in value.items() if item is not None and item != ""}
    if "expression" in said:
        mend = "Keep one: the method has an expression of its own."
        raise _refused([("method", "stands beside an `expression`", mend)])
    if not isinstance(named, str):
        shown = f"Methods are {', '.join(NAMES[:SHOWN])} and {len(NAMES) - SHOWN} more."
        raise _refused([("method", "must be a text", shown)])
    try:
        definition = method_of(named).definition
    except InvalidInput as error:
        raise _refused([("method", error.message, error.mend)]) from None
    return {
        **{name: getattr(definition, name) for name in _TEXTS},
        "expression": definition.expression,
        "inputs": dict(definition.inputs),
        **said,
        "output": _output(said.get("output"), definition),
    }


def _output(said: object, definition: FormulaDefinition) -> object:
    """The output as it was said, and what was not said of it by the method."""
    whole = {"name": definition.output_name, "unit": definition.output_unit}
    return {**whole, **said} if isinstance(said, Mapping) else whole if said is None else said


def check_agreement(formula: "FormulaSpec") -> None:
    """Refuse a formula that names a method and says something else than it.

    Units may be spelt in any way. The output may have another name, and a unit of the same kind.

    Raises:
        ValidationError: at each key that differs.
    """
    definition = method_of(formula.method).definition
    pairs = [(name, _line(getattr(formula, name)), _line(getattr(definition, name))) for name in _TEXTS]
    pairs.append(("inputs", _inputs(formula.inputs), _inputs(definition.inputs)))
    mend = "Leave it out, or write an `expression` instead of the method."
    differing = [
        (key, f"is {said[:80]!r}, but the method {definition.id} has {meant!r}", mend)
        for key, said, meant in pairs
        if said != meant
    ]
    if not _same_kind(formula.output.unit, definition.output_unit):
        reason = f"is in {formula.output.unit[:40]!r}, but the method {definition.id} yields {definition.output_unit!r}"
        differing.append(("output", reason, "Leave it out, or write that unit or one of its kind."))
    if differing:
        raise _refused(differing)


def _same_kind(unit: str, other: str) -> bool:
    try:
        return parse_unit(unit).is_commensurable(parse_unit(other))
    except GreenLangError:
        return True  # a unit that cannot be read is told of at its place


def unit_text(text: str) -> str:
    """A unit in its canonical spelling; a text that is none as it is."""
    try:
        return parse_unit(text).text
    except GreenLangError:
        return text


def check_slots(used: Method, known: Collection[str], names: Mapping[str, str]) -> None:
    """Refuse a method one of whose factors is not among the *known* ids; the message lists all it needs.

    Args:
        names: id of the factor by the method's name for it, where they differ.
    """
    slots = used.definition.factors
    missing = [names.get(name, name) for name in slots if names.get(name, name) not in known]
    if missing:
        needed = " and ".join(f"{name} ({_slot(slot)})" for name, slot in slots.items())
        raise InvalidInput(
            f"The method {used.id} needs {needed}; there is no factor {' and no factor '.join(missing)}.",
            mend="Add it to `factors` with that name as its `id`, or say `with: {name: id}`.",
        )


def _slot(slot: FactorSlot) -> str:
    return f"{slot.unit}, {'per gas' if slot.per_gas else 'a parameter'}"


def _inputs(units: Mapping[str, str]) -> str:
    return ", ".join(f"{name} in {unit_text(unit)}" for name, unit in sorted(units.items()))


def _line(text: str) -> str:
    return " ".join(text.split())


def _refused(problems: list[tuple[str, str, str]]) -> ValidationError:
    """Problems as (key, reason, mend) in the shape in which reading reports them at their keys."""
    return ValidationError.from_exception_data(
        "formula",
        [
            InitErrorDetails(
                type=PydanticCustomError("method", "{reason}", {"reason": reason, "mend": mend}), loc=(key,), input=None
            )
            for key, reason, mend in problems
        ],
    )
