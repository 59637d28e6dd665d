"""What must be said of candidates before one is taken: results far apart, and what a figure of scope 2 lacks."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import Any, Literal

from apps.calculations.catalogue.fallback import LOCATION_BASED, MARKET_BASED, method_of

Method = Literal["location-based", "market-based", ""]

MARKET_ONLY = "Market-based only: the rows then have no location-based figure, which every inventory states"
_GRANTED: Mapping[str, str] = {"region": "Another region", "year": "Another year", "unit": "Heating value assumed"}
FAR = 10
"""From how many times the others' median a result is told as far from them."""
_HEAT = "purchased-heat-and-steam"


def scope2_method(category: str) -> Method:
    """By which method of scope 2 a category's figures count; empty: none of scope 2. Heat counts where it is used."""
    method = method_of(category)
    if method is MARKET_BASED:
        return "market-based"
    return "location-based" if method is LOCATION_BASED or category == _HEAT else ""


def kind_of_market(category: str) -> str:
    """What a market-based figure rests on, in words."""
    return next((step.title for step in MARKET_BASED.steps if step.category == category), "")


def far_from_others(results: Sequence[Decimal]) -> list[str]:
    """Of each result, how many times it is away from the median of the others; empty where that is not far.

    Args:
        results: kg CO2e; of those below zero, how much.
    """
    sizes = [abs(each) for each in results]
    return [_far(each, [*sizes[:place], *sizes[place + 1 :]]) for place, each in enumerate(sizes)]


def granted(candidate: Mapping[str, Any]) -> list[str]:
    """What accepting a candidate takes for granted, in words; where there is anything, a person says why it may.

    Args:
        candidate: as a group keeps it; one that was kept before these things were noted has nothing.
    """
    assumes = [f"{_GRANTED[each['aspect']]}: {each['text']}" for each in candidate.get("assumes", ())]
    return [*assumes, *against(candidate)]


def against(candidate: Mapping[str, Any]) -> list[str]:
    """What speaks against a candidate, in words: it is never accepted together with others."""
    flags = [f"{each[:1].upper()}{each[1:]}" for each in candidate.get("flags", ())]
    return [*flags, MARKET_ONLY] if candidate.get("lacks") else flags


def _far(result: Decimal, others: Sequence[Decimal]) -> str:
    if not others:
        return ""
    middle = median(others)
    if result == middle:
        return ""
    less = result < middle
    small, large = (result, middle) if less else (middle, result)
    if small and large <= FAR * small:
        return ""
    times = f"{large / small:,.0f} times " if small else ""
    return f"gives {times}{'less' if less else 'more'} than the other candidates"
