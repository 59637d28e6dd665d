"""Inputs of an agent: their declaration and the shared validation."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, get_args

from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.patterns import Pattern, compile_pattern
from greenlang.engine.units import Quantity, Unit, conversion, parse_unit
from greenlang.errors import GreenLangError, InvalidInput

Kind = Literal["string", "quantity", "integer", "number", "boolean", "date"]
KINDS: tuple[str, ...] = get_args(Kind)
MAX_TEXT = 10_000
Bound = Decimal | str | int | None
_NUMERIC = ("quantity", "integer", "number")


@dataclass(frozen=True)
class InputField:
    """One input of an agent.

    Args:
        name: its key in the document.
        kind: "string", "quantity", "integer", "number", "boolean" or "date".
        required: whether a document without it (and without a default) is refused.
        description: one line.
        unit: for a quantity the unit it must be convertible to, and in which bounds are meant; empty if
            several kinds are accepted, bounds are then meant in the unit given.
        choices: the accepted values, as text; empty for any.
        minimum, maximum: bounds, included; ISO dates for a date.
        pattern: for text; found anywhere in it unless anchored, as in JSON Schema (see `patterns`).
        default: taken where the document leaves the input out; validated like any value.
    """

    name: str
    kind: Kind
    required: bool
    description: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    minimum: Bound = None
    maximum: Bound = None
    pattern: str = ""
    default: object = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "choices", tuple(str(choice) for choice in self.choices))
        where = f"input {self.name}"
        if self.kind not in KINDS:
            raise InvalidInput(f"{self.kind!r} is no kind of input.", where=where, mend=f"Known: {', '.join(KINDS)}.")
        if self.unit:
            parse_unit(self.unit, where=where)
        if self.pattern:
            self.compiled_pattern()
        for bound in (self.minimum, self.maximum):
            self._bound(bound)

    def compiled_pattern(self) -> Pattern:
        """The pattern, ready to search."""
        return compile_pattern(self.pattern, where=f"input {self.name}")

    def read(self, value: object) -> object:
        """The validated value: str, `Quantity`, int, Decimal, bool or date. Raises `InvalidInput`."""
        read = _READERS[self.kind](self, value)
        self._check_choice(read)
        self._check_bounds(read)
        return read

    def _check_choice(self, value: object) -> None:
        text = as_text(value)
        if self.choices and text not in self.choices:
            near = _nearest(text, self.choices)
            mend = f"Did you mean {near!r}?" if near else f"Accepted are {', '.join(self.choices[:20])}."
            raise _Finding(f"{text[:60]!r} is not accepted.", mend, "choice")

    def _check_bounds(self, value: object) -> None:
        measured: Decimal | date
        if isinstance(value, Quantity):
            measured = value.to(parse_unit(self.unit)) if self.unit else value.value
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            measured = Decimal(value)
        elif isinstance(value, date):
            measured = value
        else:
            return
        low, high = self._bound(self.minimum), self._bound(self.maximum)
        unit = f" {self.unit}" if self.unit else ""
        if low is not None and measured < low:  # type: ignore[operator]
            raise _Finding(f"It is less than {as_text(low)}{unit}.", f"Give {as_text(low)}{unit} or more.", "minimum")
        if high is not None and measured > high:  # type: ignore[operator]
            raise _Finding(f"It is more than {as_text(high)}{unit}.", f"Give {as_text(high)}{unit} or less.", "maximum")

    def _bound(self, bound: Bound) -> Decimal | date | None:
        if bound is None:
            return None
        where = f"input {self.name}, bounds"
        if self.kind == "date":
            return _date(str(bound), where)
        if self.kind not in _NUMERIC:
            raise InvalidInput(f"A {self.kind} has no bounds.", where=where, mend="Leave them out.")
        return parse_number(bound, where=where)


class _Finding(InvalidInput):
    """One finding about one value, with the code it is reported under."""

    def __init__(self, message: str, mend: str, finding: str) -> None:
        super().__init__(message, mend=mend)
        self.finding = finding


def read_inputs(fields: Sequence[InputField], document: object) -> dict[str, object]:
    """Validate a document against an agent's inputs.

    Returns the value of every field by name: str, `Quantity`, int, Decimal, bool, `datetime.date`, or None
    where an optional input is left out. Raises one `InvalidInput` whose ``errors`` lists every finding as
    ``{"pointer", "detail", "code"}``.
    """
    if not isinstance(document, Mapping):
        names = ", ".join(f'"{field.name}": …' for field in fields[:3])
        detail = f"The inputs are not an object. Write {{{names}}}."
        raise InvalidInput(detail, errors=[{"pointer": "", "detail": detail, "code": "type"}])
    errors: list[dict[str, str]] = []
    known = {field.name: field for field in fields}
    for key in document:
        if key not in known:
            errors.append(_unknown(key, known))
    values: dict[str, object] = {}
    for field in fields:
        try:
            values[field.name] = _value(field, document)
        except GreenLangError as error:
            errors.append(_found(field, error))
    if errors:
        raise _summary(errors)
    return values


def inputs_document(values: Mapping[str, object]) -> dict[str, object]:
    """Validated values as a canonical document: numbers as canonical text, quantities as objects.

    Inputs that were left out (None) do not stand in it.
    """
    document: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, Quantity):
            document[name] = value.as_document()
        elif isinstance(value, bool):
            document[name] = value
        elif value is not None:
            document[name] = as_text(value)
    return document


def as_text(value: object) -> str:
    """A validated value as canonical text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return canonical_number(Decimal(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _value(field: InputField, document: Mapping[str, object]) -> object:
    value = document.get(field.name)
    if value is None:
        value = field.default
    if value is None:
        if field.required:
            raise _Finding("It is missing.", field.description, "required")
        return None
    return field.read(value)


def _read_string(field: InputField, value: object) -> object:
    if not isinstance(value, str):
        raise _Finding(f"A {type(value).__name__} is not text.", "Give text.", "type")
    if len(value) > MAX_TEXT:
        raise _Finding(f"The text has {len(value)} characters.", f"At most {MAX_TEXT}.", "length")
    canonical_json(value)
    if field.pattern and not field.compiled_pattern().found_in(value):
        raise _Finding(f"{value[:60]!r} does not have the wanted form.", f"Wanted: {field.pattern}", "pattern")
    return value


def _read_quantity(field: InputField, value: object) -> object:
    quantity = value if isinstance(value, Quantity) else Quantity.from_document(value, where=field.name)
    if field.unit:
        conversion(quantity.unit, parse_unit(field.unit), where=f"{field.name}.unit")
    return quantity


def _read_number(field: InputField, value: object) -> object:
    if isinstance(value, str | int | Decimal):
        return parse_number(value)
    return parse_number(value)  # type: ignore[arg-type]


def _read_integer(field: InputField, value: object) -> object:
    number = parse_number(value)  # type: ignore[arg-type]
    if number != number.to_integral_value():
        raise _Finding(f"{canonical_number(number)} is not a whole number.", "Give a whole number.", "type")
    return int(number)


def _read_boolean(field: InputField, value: object) -> object:
    if not isinstance(value, bool):
        raise _Finding(f"{str(value)[:40]!r} is neither true nor false.", "Give true or false.", "type")
    return value


def _read_date(field: InputField, value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return _date(value, "")


def _date(value: object, where: str) -> date:
    if isinstance(value, str) and len(value) == 10 and value.isascii() and value[4] == value[7] == "-":
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    mend = "Write it like 2025-12-31."
    raise InvalidInput(f"{str(value)[:40]!r} is no date.", where=where, mend=mend)


def _nearest(text: str, choices: Sequence[str]) -> str:
    """The choice that was likely meant, or none; of units one that measures the same, the very unit before others."""
    unit = _unit_of(text)
    units = {choice: found for choice in choices if (found := _unit_of(choice))} if unit else {}
    if unit and units:
        choices = [choice for choice, other in units.items() if other.is_commensurable(unit)]
        same = [choice for choice in choices if units[choice] == unit]
        if same:
            return same[0]
    return next(iter(difflib.get_close_matches(text, choices, n=1)), "")


def _unit_of(text: str) -> Unit | None:
    try:
        return parse_unit(text)
    except GreenLangError:
        return None


_READERS = {
    "string": _read_string,
    "quantity": _read_quantity,
    "integer": _read_integer,
    "number": _read_number,
    "boolean": _read_boolean,
    "date": _read_date,
}


def _unknown(key: object, known: Mapping[str, InputField]) -> dict[str, str]:
    name = str(key)[:60]
    near = difflib.get_close_matches(name, known, n=1)
    mend = f"Did you mean {near[0]!r}?" if near else f"Known are {', '.join(known)}."
    return {"pointer": _pointer(name), "detail": f"There is no input {name!r}. {mend}", "code": "unknown"}


def _found(field: InputField, error: GreenLangError) -> dict[str, str]:
    rest = error.where.removeprefix(field.name) if error.where.startswith(field.name) else ""
    code = error.finding if isinstance(error, _Finding) else error.code
    detail = f"{error.message} {error.mend}".strip()
    return {"pointer": _pointer(field.name) + rest.replace(".", "/"), "detail": detail, "code": code}


def _summary(errors: list[dict[str, str]]) -> InvalidInput:
    first = errors[0]
    more = f" And {len(errors) - 1} more." if len(errors) > 1 else ""
    return InvalidInput(f"{first['detail']}{more}", where=first["pointer"], errors=errors)


def _pointer(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1")
