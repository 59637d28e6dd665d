"""Canonical JSON: one byte string for one value, so that a hash of it means the value.

Keys are ASCII and sorted, text is UTF-8 as it is, there is no whitespace and there are no numbers:
a quantity is a canonical decimal string (`greenlang.engine.numbers.canonical_number`).
"""

import hashlib
import json
from collections.abc import Iterable

from greenlang.engine.errors import NotCanonical as NotCanonical

MAX_NESTING = 64


def canonical_json(value: object) -> bytes:
    """The canonical bytes of text, booleans, None, and lists and objects of them.

    Tuples count as lists. Raises `NotCanonical` with the path of the first value that has no form:
    numbers, other types, keys that are not ASCII text, lone surrogates, cycles, nesting deeper than 64.
    """
    try:
        _check(value, [])
    except _FaultError as fault:
        raise NotCanonical(fault.message, where=fault.path, mend=fault.mend) from None
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sha256_of(value: object) -> str:
    """``"sha256:<64 hex digits>"`` of the canonical JSON of a value."""
    return sha256_bytes(canonical_json(value))


def sha256_bytes(content: bytes) -> str:
    """``"sha256:<64 hex digits>"`` of bytes."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


class _FaultError(Exception):
    """Gathers the path on its way up, so that a good value costs nothing."""

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.steps: list[str | int] = []

    @property
    def path(self) -> str:
        steps = (f"[{step}]" if isinstance(step, int) else f".{ascii(step)[1:-1]}" for step in reversed(self.steps))
        return "".join(steps).removeprefix(".")


def _check(value: object, ancestors: list[int]) -> None:
    if isinstance(value, str):
        if not value.isascii():
            _check_text(value)
    elif isinstance(value, dict):
        for key in value:
            _check_key(key)
        _check_members(value, value.items(), ancestors)
    elif isinstance(value, list | tuple):
        _check_members(value, enumerate(value), ancestors)
    elif value is not None and not isinstance(value, bool):
        raise _unfit(value)


def _check_members(value: object, members: Iterable[tuple[str | int, object]], ancestors: list[int]) -> None:
    if id(value) in ancestors:
        raise _FaultError("The value contains itself.", "Hand in a tree.")
    if len(ancestors) >= MAX_NESTING:
        raise _FaultError(f"The value is nested deeper than {MAX_NESTING} levels.")
    ancestors.append(id(value))
    step: str | int = ""
    try:
        for step, item in members:  # noqa: B007 - the step at fault is read below
            if type(item) is not str or not item.isascii():
                _check(item, ancestors)
    except _FaultError as fault:
        fault.steps.append(step)
        raise
    ancestors.pop()


def _check_key(key: object) -> None:
    if not isinstance(key, str):
        raise _FaultError(f"A key is a {type(key).__name__}.", "Keys are text.")
    if not key.isascii():
        raise _FaultError(f"The key {key!a} is not ASCII.", "Use ASCII letters, digits, underscores.")


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"The text holds a lone surrogate at character {error.start}."
        raise _FaultError(message, "Hand in valid Unicode.") from None


def _unfit(value: object) -> _FaultError:
    name = type(value).__name__
    if isinstance(value, int | float) or name == "Decimal":
        return _FaultError(f"A {name} has no canonical form.", "Hand in numbers as canonical decimal strings.")
    return _FaultError(f"A {name} has no canonical form.", "Hand in text, booleans, None, lists and objects.")
