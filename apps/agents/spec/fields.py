"""The field types of a specification: exact numbers, tolerant texts, short and long spellings."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from greenlang.engine.numbers import parse_number
from greenlang.errors import InvalidInput

PUBLISHED = "published"
"""In place of a list of gases: all that the publication gives, whichever they are."""

T = TypeVar("T")


class SpecModel(BaseModel):
    """A part of a specification: immutable, and unknown keys are kept so that the ledger can name them."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=True, hide_input_in_errors=True)


def as_text(value: object) -> object:
    """Numbers and truth values where a text is meant (``version: 1.0``), as they were written."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return str(value)
    return value


def as_optional_text(value: object) -> object:
    """As ``as_text``; an empty value is the empty text."""
    return "" if value is None else as_text(value)


def as_number(value: object) -> object:
    """An exact number from a number or its text."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise ValueError("is not a number")
    try:
        return parse_number(value)
    except InvalidInput as error:
        raise ValueError(error.message) from None


def as_list(value: object) -> object:
    """An empty value is the empty list."""
    return [] if value is None else value


def as_map(value: object) -> object:
    """An empty value is the empty map."""
    return {} if value is None else value


def as_dependencies(value: object) -> object:
    """``{name: version}``, ``[{name, version}]`` and ``["name>=1"]`` as a list of maps."""
    if isinstance(value, Mapping):
        return [{"name": name, "version": as_optional_text(version)} for name, version in value.items()]
    if isinstance(value, list):
        return [{"name": item} if isinstance(item, str) else item for item in value]
    return as_list(value)


def at_least_one(items: tuple[T, ...]) -> tuple[T, ...]:
    """Refuse an empty list, once its items are right (a count of the right ones would mislead)."""
    if not items:
        raise ValueError("needs at least one item")
    return items


def named(value: object) -> object:
    """A plain text where a map with a ``name`` may stand."""
    text = as_optional_text(value)
    return {"name": text} if isinstance(text, str) else value


def as_gases(value: object) -> object:
    """``gases: published`` is a list of one."""
    return [value] if value == PUBLISHED else as_list(value)


def as_choices(value: object) -> object:
    """One value is a list of one."""
    return value if isinstance(value, list) else [value]


_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[-+]?[0-9.]+([eE][-+]?[0-9]+)?$"}]}
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}
_OPTIONAL_TEXT_SCHEMA = {"type": ["string", "number", "boolean", "null"]}

Number = Annotated[Decimal, BeforeValidator(as_number), WithJsonSchema(_NUMBER_SCHEMA)]
Text = Annotated[str, BeforeValidator(as_text), WithJsonSchema(_TEXT_SCHEMA)]
OptionalText = Annotated[str, BeforeValidator(as_optional_text), WithJsonSchema(_OPTIONAL_TEXT_SCHEMA)]
Json = Annotated[Any, WithJsonSchema({})]
Choices = Annotated[
    tuple[Text, ...],
    BeforeValidator(as_choices),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _TEXT_SCHEMA, "minItems": 1}, _TEXT_SCHEMA]}),
]
Gases = Annotated[
    tuple[Text, ...],
    BeforeValidator(as_gases),
    WithJsonSchema({"anyOf": [{"type": "array", "items": _TEXT_SCHEMA}, {"const": PUBLISHED}], "default": []}),
]
