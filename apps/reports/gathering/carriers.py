"""What carries the energy of an activity, from the table in carriers.toml. Pure."""

import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final

STATIONARY: Final = "stationary-combustion"
MOBILE: Final = "mobile-combustion"
NET_SOURCE: Final = "IPCC 2006 Guidelines Vol. 2 Ch. 1 Box 1.1"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("carriers.toml").read_text(encoding="utf-8"))


@cache
def _bought() -> dict[str, str]:
    return {name: carrier for carrier, names in _table()["bought"].items() for name in names}


@cache
def _fuels() -> dict[str, str]:
    return {name: carrier for carrier, names in _table()[STATIONARY].items() for name in names}


def fuel_of(activity: str) -> str:
    """The fuel of an activity of stationary combustion, without the sector a figure is for."""
    for sector in _table()["sectors"]:
        activity = activity.removesuffix(sector)
    return activity


def carrier_of(category: str, activity: str, *, scope: str) -> str:
    """The carrier of what a factor is for; empty where it uses none, or nobody can say which.

    Args:
        category, activity: the catalogue's names.
        scope: of the line. Heat that is bought may be calculated from the fuel of its maker, and is heat.
    """
    if category in _bought():
        return _bought()[category]
    if category == STATIONARY:
        return "heat" if scope.startswith("2") else _fuels().get(fuel_of(activity), "")
    return _by_word(activity, _table()[MOBILE]["words"]) or "" if category == MOBILE else ""


def is_listed(category: str, activity: str) -> bool:
    """Whether the table says something of an activity, be it that it has no carrier."""
    if category == MOBILE:
        return _by_word(activity, _table()[MOBILE]["words"]) is not None
    return category in _bought() or (category == STATIONARY and fuel_of(activity) in _fuels())


def names_of_fuel(activity: str) -> tuple[str, ...]:
    """The names a fuel's heat content may be published under, its own first."""
    own = fuel_of(activity)
    again = _table()["same-fuel"]
    other = None if any(_has(own, word) for word in again["not"]) else _by_word(own, again["words"])
    return tuple(dict.fromkeys(name for name in (activity, own, other) if name))


def net_by_gross(carrier: str) -> Fraction | None:
    """The part of the gross energy of a carrier that is net, by `NET_SOURCE`; None where it says nothing."""
    text = _table()["net-by-gross"].get(carrier)
    return None if text is None else Fraction(text)


def _by_word(name: str, words: list[list[str]]) -> str | None:
    return next((carrier for word, carrier in words if _has(name, word)), None)


def _has(name: str, word: str) -> bool:
    return f"-{word}-" in f"-{name}-"
