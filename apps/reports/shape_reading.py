"""Reading a value as one of the shapes of a snapshot: every finding with its place, numbers and days canonical."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict
from uuid import UUID

from apps.reports.shapes import Count, Day, Digest, Number
from greenlang.engine.numbers import MAX_DIGITS, canonical_number, parse_number
from greenlang.errors import GreenLangError


class Findings(list[dict[str, str]]):
    """What is wrong with a document, each with a pointer into it; at most ``limit`` are kept."""

    limit = 100

    def add(self, where: str, detail: str, code: str = "shape") -> None:
        """Note one finding."""
        if len(self) < self.limit:
            self.append({"pointer": where, "detail": detail, "code": code})


_SHA256_HEX = frozenset("0123456789abcdef")
_CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")


@cache
def _fields(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def read_shape(shape: Any, value: object, where: str, findings: Findings) -> Any:
    """Read a value as the given shape, returning it as plain canonical JSON.

    Decimals and whole numbers become canonical strings, dates ISO text; floats are refused, because a
    float has already lost what was measured. Every finding goes to ``findings``; where there is one,
    what is returned is not to be used.
    """
    try:
        return _reader(shape)(value)
    except (ValueError, TypeError, LookupError, GreenLangError):
        # Places are told only of what is at fault: to make each of a million would take longer than reading.
        return _read_telling(shape, value, where, findings)


Read = Callable[[Any], Any]


@cache
def _reader(shape: Any) -> Read:
    """What reads a value of a shape, and fails without saying where."""
    if is_typeddict(shape):
        return _object_reader(shape)
    if get_origin(shape) is list:
        return _list_reader(_reader(get_args(shape)[0]))
    if get_origin(shape) is dict:
        return _mapping_reader(_reader(get_args(shape)[1]))
    return _SCALARS[shape]  # type: ignore[no-any-return]


def _object_reader(shape: Any) -> Read:
    readers = {name: _reader(field) for name, field in _fields(shape).items()}
    required: frozenset[str] = shape.__required_keys__

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise TypeError
        found = {name: readers[name](entry) for name, entry in value.items()}
        if not required <= found.keys():
            raise LookupError
        return found

    return read


def _list_reader(item: Read) -> Read:
    def read(value: Any) -> Any:
        if isinstance(value, list):
            return [item(entry) for entry in value]
        raise TypeError

    return read


def _mapping_reader(item: Read) -> Read:
    def read(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): item(entry) for key, entry in value.items()}
        raise TypeError

    return read


def _read_telling(shape: Any, value: object, where: str, findings: Findings) -> Any:
    """As `read_shape`, place by place."""
    if is_typeddict(shape):
        return _read_object(shape, value, where, findings)
    if get_origin(shape) is list:
        return _read_list(shape, value, where, findings)
    if get_origin(shape) is dict:
        return _read_mapping(shape, value, where, findings)
    try:
        return _SCALARS[shape](value)
    except (ValueError, GreenLangError) as error:
        detail = error.message if isinstance(error, GreenLangError) else str(error)
        findings.add(where, detail.removesuffix("."))
        return None


def _read_list(shape: Any, value: object, where: str, findings: Findings) -> list[Any]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        findings.add(where, "must be a list")
        return []
    (item,) = get_args(shape)
    return [_read_telling(item, entry, f"{where}[{i}]", findings) for i, entry in enumerate(value)]


def _read_mapping(shape: Any, value: object, where: str, findings: Findings) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        findings.add(where, "must be an object")
        return {}
    _, item = get_args(shape)
    return {str(key): _read_telling(item, entry, f"{where}.{key}", findings) for key, entry in value.items()}


def _read_object(shape: Any, value: object, where: str, findings: Findings) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        findings.add(where, "must be an object")
        return {}
    fields = _fields(shape)
    prefix = f"{where}." if where else ""
    for name in sorted(shape.__required_keys__ - set(value)):
        findings.add(f"{prefix}{name}", "is missing", "missing")
    for name in value:
        if name not in fields:
            findings.add(f"{prefix}{name}", f"is unknown; known are {', '.join(sorted(fields))}", "unknown")
    return {
        name: _read_telling(fields[name], entry, f"{prefix}{name}", findings)
        for name, entry in value.items()
        if name in fields
    }


def _text(value: object) -> str:
    if type(value) is str and value.isascii():
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | UUID) or (isinstance(value, int) and not isinstance(value, bool)):
        text = str(value)
        try:
            text.encode()
        except UnicodeEncodeError:
            raise ValueError("holds half a surrogate pair, which no UTF-8 text can carry") from None
        return text
    raise ValueError(f"must be text, not {type(value).__name__}")


def _number(value: object) -> str:
    # What is canonical already, and too short to be out of bounds, is not read and written again.
    if type(value) is str and len(value) <= MAX_DIGITS and _CANONICAL.fullmatch(value) and value != "-0":
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError(f"must be a decimal number, not {type(value).__name__}")
    return canonical_number(parse_number(value))


def _count(value: object) -> str:
    text = _number(value)
    if not text.isdigit():
        raise ValueError(f"must be a whole number, zero or more, not {text}")
    return text


def _digest(value: object) -> str:
    text = _text(value)
    algorithm, _, digits = text.partition(":")
    if algorithm != "sha256" or len(digits) != 64 or not _SHA256_HEX.issuperset(digits):
        raise ValueError("must be sha256: and 64 hexadecimal digits")
    return text


def _day(value: object) -> str:
    text = _text(value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"must be a date YYYY-MM-DD, not {text[:40]!r}") from None


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {type(value).__name__}")
    return value


_SCALARS: dict[Any, Any] = {
    str: _text,
    bool: _flag,
    Number: _number,
    Count: _count,
    Digest: _digest,
    Day: _day,
}
