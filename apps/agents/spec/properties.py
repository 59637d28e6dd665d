"""Properties in pseudo-code: the forms that are understood, and what they mean for a result."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from greenlang.engine import InvalidInput, parse_number

Comparison: TypeAlias = Literal["<", "<=", ">", ">=", "=="]

_MIRRORED: dict[str, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
_NUMBER = r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?"
_NAME = r"[A-Za-z][A-Za-z0-9_]*"
_OPERATOR = r"<=|>=|==|<|>"
_OUTPUT = rf"outputs?\.(?P<output>{_NAME})"
_RIGHT = re.compile(
    rf"(?:(?P<low>{_NUMBER})\s*(?P<first>{_OPERATOR})\s*)?{_OUTPUT}(?:\s*(?P<second>{_OPERATOR})\s*(?P<high>{_NUMBER}))?"
)
_MONOTONE = re.compile(rf"{_OUTPUT} is (?P<way>nondecreasing|nonincreasing) in inputs?\.(?P<input>{_NAME})")
_REPEATABLE = re.compile(r"run\((?P<left>[^()]*)\) == run\((?P=left)\)")


@dataclass(frozen=True, slots=True)
class Bound:
    """``outputs.co2e >= 0``."""

    output: str
    comparison: Comparison
    limit: Decimal


@dataclass(frozen=True, slots=True)
class Monotone:
    """``outputs.co2e is nondecreasing in inputs.quantity``."""

    output: str
    input: str
    way: Literal["nondecreasing", "nonincreasing"]


@dataclass(frozen=True, slots=True)
class Repeatable:
    """``run(i) == run(i)``."""


Property: TypeAlias = Bound | Monotone | Repeatable


def understand(rule: str) -> Sequence[Property]:
    """The properties a rule states; empty when it is not one of the forms understood."""
    text = " ".join(rule.split())
    if _REPEATABLE.fullmatch(text):
        return (Repeatable(),)
    monotone = _MONOTONE.fullmatch(text)
    if monotone:
        way: Literal["nondecreasing", "nonincreasing"] = (
            "nondecreasing" if monotone["way"] == "nondecreasing" else "nonincreasing"
        )
        return (Monotone(monotone["output"], monotone["input"], way),)
    bounded = _RIGHT.fullmatch(text)
    return _bounds(bounded) if bounded else ()


def _bounds(match: re.Match[str]) -> Sequence[Bound]:
    bounds = []
    try:
        if match["low"]:
            bounds.append(Bound(match["output"], _MIRRORED[match["first"]], parse_number(match["low"])))
        if match["high"]:
            comparison = _MIRRORED[_MIRRORED[match["second"]]]
            bounds.append(Bound(match["output"], comparison, parse_number(match["high"])))
    except InvalidInput:
        return ()
    return tuple(bounds)
