"""Rows at which an attempt ended, and when they are not calculated any more. Pure."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Suspects: TypeAlias = Mapping[str, Mapping[str, Any]]
"""By a row's name ``{"weight", "reason"}``."""
KILLED, AT_FAULT, POISONOUS = 1, 2, 6
"""A row at which the process died by itself, hung or raised counts in full, one at which it was killed from outside
counts half, since the process may have been meant and not the row: three of the first, or six of the second."""


def blamed(suspects: Suspects, row: str, reason: str, weight: int) -> dict[str, Mapping[str, Any]]:
    """The suspects once a row has put an end to another attempt."""
    known = suspects.get(row, {"weight": 0})["weight"]
    return {**suspects, row: {"weight": known + weight, "reason": reason[:500]}}


def turns(suspects: Suspects, row: str) -> int:
    """Attempts that a row has ended, for the pause before the next; none where it will not be calculated again."""
    weight = suspects[row]["weight"]
    return weight // AT_FAULT if weight < POISONOUS else 0


def poisonous(suspects: Suspects) -> dict[str, str]:
    """Rows that are not calculated any more, with the reason: they ended three attempts."""
    return {row: suspect["reason"] for row, suspect in suspects.items() if suspect["weight"] >= POISONOUS}
