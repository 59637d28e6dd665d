"""How many bytes a cached value keeps alive."""

import sys
from collections.abc import Mapping
from typing import Any

_LEAVES = (str, bytes, int, float, bool, type(None))
_SHARED = (type, type(sys), type(lambda: None))
_shapes: dict[type, tuple[str, tuple[str, ...]]] = {}
"""By type; there are as many as kinds of values that are cached."""


def weigh(value: object) -> int:
    """Bytes of a value and of everything it holds, each object once; classes, modules and functions count nothing."""
    seen: set[int] = set()
    pending: list[Any] = [value]
    total = 0
    while pending:
        item = pending.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        kind = type(item)
        if kind in _LEAVES:
            total += sys.getsizeof(item)
            continue
        if isinstance(item, _SHARED):
            continue
        total += sys.getsizeof(item)
        shape = _shapes.get(kind)
        if shape is None:
            shape = _shapes[kind] = _shape(kind)
        holds, slots = shape
        if holds == "pairs":
            pending.extend(item.keys())
            pending.extend(item.values())
        elif holds == "items":
            pending.extend(item)
        attributes = getattr(item, "__dict__", None)
        if attributes:
            pending.extend(attributes.values())
        pending.extend(getattr(item, name) for name in slots if hasattr(item, name))
    return total


def _shape(kind: type) -> tuple[str, tuple[str, ...]]:
    """Whether objects of a type hold others in "pairs" or as "items", and their slots."""
    holds = "pairs" if issubclass(kind, Mapping) else ""
    if issubclass(kind, list | tuple | set | frozenset):
        holds = "items"
    slots: list[str] = []
    for parent in kind.__mro__:
        named = parent.__dict__.get("__slots__", ())
        slots += [named] if isinstance(named, str) else named
    return holds, tuple(slots)
