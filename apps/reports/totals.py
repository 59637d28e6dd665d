"""Exact totals of inventory lines: no rounding, no float, the same in any order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from typing import Any, TypeVar

from apps.reports.errors import SnapshotInvalid
from apps.reports.shapes import (
    ActivityTotal,
    Count,
    GasTotal,
    InventoryLine,
    Number,
    ScopeTotal,
    SiteTotal,
    Totals,
)
from greenlang.engine.numbers import canonical_number
from greenlang.engine.units import Quantity, UnitError, parse_unit

SCOPES = ("1", "2-location", "2-market", "3")
"""Scope keys. Scope 2 is always said with its method (GHG Protocol Scope 2 Guidance, chapter 7)."""

MARKET_BASED = "2-market"
LOCATION_BASED = "2-location"
_SCOPE_2 = (LOCATION_BASED, MARKET_BASED)
_MWH = parse_unit("MWh")
_CLOSE = Decimal("1e-9")
BIOGENIC = "CO2_biogenic"

# Numbers have at most 64 digits and an exponent within ±100 (greenlang.engine.numbers): any sum of them
# fits in 320 digits, so that nothing is rounded; were it ever otherwise, the trap says so.
_EXACT = Context(prec=320, traps=[Inexact, InvalidOperation, Overflow])
_LONGEST = 64
_GAS_ORDER = ("CO2", "CH4", "N2O")
Key = TypeVar("Key")


def exact_sum(numbers: Iterable[str]) -> Number:
    """The exact sum of canonical decimals, canonical.

    Raises:
        SnapshotInvalid: the sum needs more than 64 digits, which no measured quantity does.
    """
    total = Decimal(0)
    for number in numbers:
        total = _EXACT.add(total, Decimal(number))
    text = canonical_number(total)
    if len(text.strip("-").replace(".", "").strip("0")) > _LONGEST:
        raise SnapshotInvalid(
            f"A total needs more than {_LONGEST} digits, so its parts lie too far apart to be measurements.",
            where="lines",
            mend="Look for a quantity in the wrong unit.",
        )
    return Number(text)


def exact_product(left: str, right: str) -> Number:
    """The exact product of two canonical decimals, canonical."""
    return Number(canonical_number(_EXACT.multiply(Decimal(left), Decimal(right))))


def counts_in_total(line: InventoryLine) -> bool:
    """Whether a line counts in the headline total, which is by the location-based method."""
    return line["scope"] != MARKET_BASED


def counted_part(line: InventoryLine, number: str) -> Number:
    """Of a figure of a line, the part that the reporting company counts."""
    return exact_product(number, line["share"]) if "share" in line else Number(number)


def kilograms_of(lines: Iterable[InventoryLine]) -> Number:
    """kg CO2e of lines, of each the part that counts."""
    return exact_sum(counted_part(line, line["co2e_kg"]) for line in lines)


def grouped(lines: Iterable[InventoryLine], key: Callable[[InventoryLine], Key]) -> dict[Key, list[InventoryLine]]:
    """Lines by what they are told apart by, in the order in which each comes first."""
    groups: dict[Key, list[InventoryLine]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return groups


def inventory_totals(lines: Sequence[InventoryLine]) -> Totals:
    """Totals of a period by scope and gas (kg), biogenic CO2 outside the scopes; of each line the part that counts."""
    counted = [line for line in lines if counts_in_total(line)]
    by_scope = grouped(lines, lambda line: line["scope"])
    totals = Totals(
        co2e_kg=kilograms_of(counted),
        by_scope={
            scope: ScopeTotal(
                co2e_kg=kilograms_of(by_scope[scope]),
                co2_biogenic_kg=_biogenic(by_scope[scope]),
                lines=_count(by_scope[scope]),
            )
            for scope in SCOPES
            if scope in by_scope
        },
        by_gas=_by_gas(counted),
        co2_biogenic_kg=_biogenic(counted),
    )
    if MARKET_BASED in by_scope and market_is_whole(lines):
        totals["co2e_market_based_kg"] = market_sum(lines)
    return totals


def market_sum(lines: Iterable[InventoryLine]) -> Number:
    """kg CO2e of all lines but the location-based ones; a total only where `market_is_whole`."""
    return kilograms_of(line for line in lines if line["scope"] != LOCATION_BASED)


@dataclass(frozen=True, slots=True)
class MarketGap:
    """Bought energy by which the two methods of scope 2 differ, of a country and a carrier.

    ``mwh``: what the location-based lines have more than the market-based ones; below 0 where they have less; empty
    where some line's energy is not known. ``carrier`` is empty where that is not known of every line.
    """

    country: str
    carrier: str
    mwh: str


def market_is_whole(lines: Iterable[Mapping[str, Any]]) -> bool:
    """Whether there are market-based lines, and of the same bought energy as the location-based ones.

    Both methods measure the whole of the energy that was bought (GHG Protocol Scope 2 Guidance, chapters 6 and 7): a
    figure of a part of it is no scope 2 and gives no total.
    """
    bought = [line for line in lines if line["scope"] in _SCOPE_2]
    return any(line["scope"] == MARKET_BASED for line in bought) and not market_gaps(bought)


def market_gaps(lines: Iterable[Mapping[str, Any]]) -> list[MarketGap]:
    """Where the two methods do not measure the same energy, by country and carrier; of each line the part that counts.

    A difference that conversion of units makes is none.
    """
    sums: dict[tuple[str, str], dict[str, list[Decimal]]] = {}
    unknown: set[tuple[str, str]] = set()
    bought = [line for line in lines if line["scope"] in _SCOPE_2]
    has_carriers = all("energy" in line for line in bought)
    for line in bought:
        key = (str(line.get("country", "")), line["energy"]["carrier"] if has_carriers else "")
        mwh = _bought_mwh(line)
        if mwh is None:
            unknown.add(key)
        else:
            part = _EXACT.multiply(mwh, Decimal(str(line.get("share", "1"))))
            sums.setdefault(key, {}).setdefault(line["scope"], []).append(part)
    gaps = {key: MarketGap(*key, "") for key in unknown}
    for key, parts in sums.items():
        location, market = (Decimal(exact_sum(map(str, parts.get(scope, [])))) for scope in _SCOPE_2)
        gap = _EXACT.subtract(location, market)
        if key not in gaps and abs(gap) > _CLOSE * abs(location):
            gaps[key] = MarketGap(*key, canonical_number(gap))
    return [gaps[key] for key in sorted(gaps)]


def _bought_mwh(line: Mapping[str, Any]) -> Decimal | None:
    """The energy of a line; of an earlier snapshot, which does not say it, its quantity where that is energy."""
    if "energy" in line:
        return Decimal(line["energy"]["mwh"])
    try:
        return Quantity(Decimal(line["quantity"]), parse_unit(line["unit"])).to(_MWH)
    except UnitError:
        return None


def totals_by_site(lines: Iterable[InventoryLine]) -> list[SiteTotal]:
    """Totals by site, largest first."""
    groups = grouped(filter(counts_in_total, lines), lambda line: line["site"])
    rows = [SiteTotal(site=site, co2e_kg=kilograms_of(group), lines=_count(group)) for site, group in groups.items()]
    return sorted(rows, key=lambda row: (Decimal(row["co2e_kg"]).copy_negate(), row["site"]))


def totals_by_activity(lines: Iterable[InventoryLine]) -> list[ActivityTotal]:
    """Totals by activity, largest first."""
    groups = grouped(filter(counts_in_total, lines), lambda line: line["activity"])
    rows = [
        ActivityTotal(activity=activity, co2e_kg=kilograms_of(group), lines=_count(group))
        for activity, group in groups.items()
    ]
    return sorted(rows, key=lambda row: (Decimal(row["co2e_kg"]).copy_negate(), row["activity"]))


def _by_gas(lines: Iterable[InventoryLine]) -> list[GasTotal]:
    masses: dict[str, list[str]] = {}
    co2e: dict[str, list[str]] = {}
    for line in lines:
        for gas in line["gases"]:
            if gas["gas"] != BIOGENIC:
                masses.setdefault(gas["gas"], []).append(counted_part(line, gas["mass"]))
                co2e.setdefault(gas["gas"], []).append(counted_part(line, gas["co2e"]))
    order = sorted(masses, key=lambda gas: (_GAS_ORDER.index(gas) if gas in _GAS_ORDER else 99, gas))
    return [GasTotal(gas=gas, mass_kg=exact_sum(masses[gas]), co2e_kg=exact_sum(co2e[gas])) for gas in order]


def _biogenic(lines: Iterable[InventoryLine]) -> Number:
    return exact_sum(
        counted_part(line, gas["mass"]) for line in lines for gas in line["gases"] if gas["gas"] == BIOGENIC
    )


def _count(lines: Sequence[InventoryLine]) -> Count:
    return Count(str(len(lines)))
