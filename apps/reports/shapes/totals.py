"""Exact sums of a period."""

from typing import NotRequired, TypedDict

from apps.reports.shapes.scalars import Count, Number


class ScopeTotal(TypedDict):
    """One scope: emissions in kg CO2e, biogenic CO2 apart in kg, and how many lines."""

    co2e_kg: Number
    co2_biogenic_kg: Number
    lines: Count


class GasTotal(TypedDict):
    """One gas over all lines that count in the total."""

    gas: str
    mass_kg: Number
    co2e_kg: Number


class SiteTotal(TypedDict):
    """One site over all lines that count in the total."""

    site: str
    co2e_kg: Number
    lines: Count


class ActivityTotal(TypedDict):
    """One activity over all lines that count in the total."""

    activity: str
    co2e_kg: Number
    lines: Count


class Totals(TypedDict):
    """Exact sums. ``co2e_kg`` counts electricity by the location-based method.

    ``co2e_market_based_kg``: the same inventory with scope 2 by the market-based method; there where market-based lines
    are of the whole of the bought energy, else there is no such total. The two methods measure the same energy and are
    never added together.
    """

    co2e_kg: Number
    co2e_market_based_kg: NotRequired[Number]
    by_scope: dict[str, ScopeTotal]
    by_gas: list[GasTotal]
    co2_biogenic_kg: Number
