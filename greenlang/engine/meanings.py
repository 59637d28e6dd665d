"""What a document means by its texts: the unit of a number, the catalogue's name of a choice, which formulas apply.

A pack may keep an interface of its own (``{"fuel_type": "natural_gas", "quantity": "1000", "unit": "m3"}``). Its
agent then says what each spelling means. A spelling whose meaning is not said is refused by its name, with those that
are known: nothing is put in another's place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from greenlang.engine.formula import CompiledFormula
from greenlang.engine.frozen import FrozenMap
from greenlang.engine.inputs import as_text
from greenlang.engine.numbers import parse_number
from greenlang.engine.units import Quantity, Unit, parse_unit
from greenlang.errors import InvalidInput

_BARE = parse_unit("1")
SHOWN = 20
"""Spellings listed in a refusal."""
NEAREST = 3
"""Conditions listed in a refusal: those of which the fewest inputs are otherwise."""


@dataclass(frozen=True)
class NumberUnit:
    """The unit of an input that is a bare number.

    Args:
        number: name of the input that holds the number.
        said_in: name of the input that says its unit; empty where the unit is always the same.
        units: unit text by the spelling of that input ("m3" may mean "m3(15C)"); where the unit is always the same,
            the one entry is under the empty text.
    """

    number: str
    units: Mapping[str, str]
    said_in: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", FrozenMap(self.units))
        for unit in self.units.values():
            parse_unit(unit, where=f"unit of {self.number}")

    def of(self, values: Mapping[str, object]) -> Unit:
        """The unit of the number in these validated values; `InvalidInput` where its spelling means nothing."""
        spelling = meaning_of(values, self.said_in, self.units) if self.said_in else self.units[""]
        return parse_unit(spelling, where=self.said_in or self.number)


def with_units(values: Mapping[str, object], units: Sequence[NumberUnit]) -> dict[str, object]:
    """The values with each number as a quantity in the unit the document says; a number left out stays None.

    Args:
        values: what `read_inputs` gave.
        units: one entry for each number that has a unit.
    """
    found = dict(values)
    for each in units:
        number = values[each.number]
        if isinstance(number, Decimal | int):
            found[each.number] = Quantity(Decimal(number), each.of(values))
    return found


def meaning_of(values: Mapping[str, object], name: str, means: Mapping[str, str]) -> str:
    """What the value of an input means; `InvalidInput` naming the input and what is known otherwise."""
    given = values[name]
    text = as_text(given)
    if text in means:
        return means[text]
    known = f"Known are {', '.join(sorted(means)[:SHOWN])}."
    detail = "It is missing." if given is None else f"What {text[:60]!r} means here is not said."
    raise _refused(name, f"{detail} {known}")


def formula_inputs(
    formula: CompiledFormula, values: Mapping[str, object], own: Mapping[str, str]
) -> dict[str, Quantity]:
    """The inputs of a formula by its names, each taken by the agent's own name for it.

    Args:
        values: what `with_units` gave; a bare number becomes a quantity without a unit.
        own: the agent's name by the formula's, where they differ.
    """
    return {name: _quantity(values[own.get(name, name)]) for name in formula.definition.inputs}


def _quantity(value: object) -> Quantity:
    return value if isinstance(value, Quantity) else Quantity(parse_number(str(value)), _BARE)


def applicable(
    formulas: Mapping[str, CompiledFormula],
    when: Mapping[str, Mapping[str, Sequence[str]]],
    values: Mapping[str, object],
) -> Mapping[str, CompiledFormula]:
    """The formulas whose conditions hold; one without conditions always applies.

    Args:
        formulas: by id.
        when: by formula id, for an input the values with which it applies, as text.
        values: what `read_inputs` gave.

    Raises:
        InvalidInput: none applies; at the first input whose value none of them has.
    """
    if not when:
        return formulas
    found = {id_: formula for id_, formula in formulas.items() if _holds(when.get(id_, {}), values)}
    if found:
        return found
    conditions = list(when.values())
    names = list(dict.fromkeys(name for condition in conditions for name in condition))
    served = {
        name: {text for condition in conditions for text in condition.get(name, [as_text(values[name])])}
        for name in names
    }
    at = next((name for name in names if as_text(values[name]) not in served[name]), names[0])
    given = ", ".join(f"{name} {as_text(values[name])[:40]}" for name in names)
    nearest = sorted(conditions, key=lambda condition: len(_unmet(condition, values)))
    known = list(dict.fromkeys(_words(condition) for condition in nearest))
    ways = "; or ".join(known[:NEAREST]) + (f"; and {len(known) - NEAREST} more" if len(known) > NEAREST else "")
    raise _refused(at, f"No formula applies where {given}. They apply where {ways}.")


def _holds(condition: Mapping[str, Sequence[str]], values: Mapping[str, object]) -> bool:
    return not _unmet(condition, values)


def _unmet(condition: Mapping[str, Sequence[str]], values: Mapping[str, object]) -> list[str]:
    return [name for name, texts in condition.items() if as_text(values[name]) not in texts]


def _words(condition: Mapping[str, Sequence[str]]) -> str:
    return " and ".join(f"{name} is {' or '.join(texts)}" for name, texts in condition.items())


def _refused(name: str, detail: str) -> InvalidInput:
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")
    return InvalidInput(detail, where=pointer, errors=[{"pointer": pointer, "detail": detail, "code": "meaning"}])
