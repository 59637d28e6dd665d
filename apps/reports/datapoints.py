"""Every number that a report states as a whole, by name: exact, with its unit and the decimals it is stated at.

Pure. Whatever a format prints, tags or names of a period (a total of the PDF, a named cell of the workbook, a fact of
XBRL, a member of the API) it takes from here, so that no two say different things.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from apps.reports.shapes import HighImpact, InventoryLine, InventorySnapshot, Number
from apps.reports.totals import (
    MARKET_BASED,
    counted_part,
    exact_product,
    exact_sum,
    kilograms_of,
    market_gaps,
    market_is_whole,
    market_sum,
)
from apps.reports.totals_by import compared, embedded_parts, scope3_rows
from greenlang.engine.numbers import canonical_number, round_output

TONNES: Final = "t CO2e"
MWH: Final = "MWh"
KWH: Final = "kWh"
DECIMALS: Final = {TONNES: 3, "t CO2": 3, "t": 6, MWH: 3, KWH: 0, "%": 2}
"""Decimals that a number of a unit is stated at; of money and intensity see `Datapoint`."""
LEAST_OF_RATIO, MOST_OF_RATIO = 9, 15
UNITED_KINGDOM: Final = "GB"
OWN_OPERATIONS: Final = ("1", "2-location")
"""Scopes whose energy is that of own operations."""
FUELS: Final = ("coal", "oil", "natural-gas", "other-fossil", "renewable-fuel")
RENEWABLE_FUEL: Final = "renewable-fuel"
PURCHASED: Final = ("electricity", "heat")
GAS_FAMILIES: Final = ("HFC", "PFC")
"""Families that standards ask for as one gas; the name of a member begins with the family's and a hyphen."""
_PER_TONNE: Final = "0.001"
_STATED = Context(prec=400, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Datapoint:
    """A number of a period.

    Args:
        id: such as ``scope-1`` or ``scope-3-category-6``.
        section: number of the report's section that states it.
        value: exact, in ``unit``; an intensity is rounded once, to 28 digits.
        decimals: those it is stated at, by every format.
        is_calculated: it follows from lines of the ledger alone; else from what somebody entered, or from both.
    """

    id: str
    title: str
    section: str
    value: Number
    unit: str
    decimals: int
    is_calculated: bool = True

    @property
    def stated(self) -> Decimal:
        """The number as every format states it, rounded half to even; of what rounds to nothing without a sign."""
        rounded = Decimal(self.value).quantize(Decimal((0, (1,), -self.decimals)), context=_STATED)
        return rounded if rounded else rounded.copy_abs()

    @property
    def stated_text(self) -> str:
        """The same as a decimal text with all of its decimals: "0.000"."""
        return f"{self.stated:f}"


def datapoints_of(snapshot: InventorySnapshot) -> dict[str, Datapoint]:
    """Every number of a snapshot by its id, in the order of the report; what is not known is not there."""
    found = (
        *_totals(snapshot),
        *_gases(snapshot),
        *_beside(snapshot),
        *_controlled(snapshot),
        *_categories(snapshot),
        *_energy(snapshot),
    )
    known = {each.id: each for each in (*found, *_secr(snapshot), *_market(snapshot), *_embedded(snapshot))}
    known |= {each.id: each for each in (*_compared(snapshot, known), *_compared_beside(snapshot, known))}
    return known | {each.id: each for each in _intensity(snapshot, known)}


def rounded_sum(rows: Iterable[Datapoint], total: Datapoint) -> Decimal | None:
    """What the stated rows add up to, where that is another number than the stated total; None where it is the same."""
    together = Decimal(0)
    for row in rows:
        together = _STATED.add(together, row.stated)
    return None if together == total.stated else together


def tonnes_of(kilograms: str) -> Number:
    """The same mass in tonnes, exactly."""
    return exact_product(kilograms, _PER_TONNE)


def _point(id_: str, title: str, section: str, value: str, unit: str, *, calculated: bool = True) -> Datapoint:
    return Datapoint(id_, title, section, Number(value), unit, DECIMALS[unit], calculated)


def _entered(id_: str, title: str, section: str, value: str, unit: str) -> Datapoint:
    """What somebody entered, or what follows from it."""
    return _point(id_, title, section, value, unit, calculated=False)


_SCOPES: Final = {
    "1": ("scope-1", "Gross scope 1 emissions"),
    "2-location": ("scope-2-location", "Gross scope 2 emissions, location-based"),
    "2-market": ("scope-2-market", "Gross scope 2 emissions, market-based"),
    "3": ("scope-3", "Gross scope 3 emissions"),
}


def _totals(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    totals, scopes = snapshot["totals"], stated_scopes(snapshot)
    for scope in scopes:
        id_, title = _SCOPES[scope]
        yield _point(id_, title, "4", tonnes_of(totals["by_scope"][scope]["co2e_kg"]), TONNES)
    yield _point("total-location", "Total, scope 2 location-based", "4", tonnes_of(totals["co2e_kg"]), TONNES)
    if MARKET_BASED in scopes:
        yield _point(
            "total-market", "Total, scope 2 market-based", "4", tonnes_of(market_sum(snapshot["lines"])), TONNES
        )
    for method in ("location", "market"):
        both = [totals["by_scope"][scope]["co2e_kg"] for scope in ("1", f"2-{method}") if scope in scopes]
        if both and (method == "location" or MARKET_BASED in scopes):
            title = f"Scopes 1 and 2, {method}-based"
            yield _point(f"scope-1-2-{method}", title, "4", tonnes_of(exact_sum(both)), TONNES)


def stated_scopes(snapshot: InventorySnapshot) -> list[str]:
    """The scopes of a snapshot whose figures are stated, in their order.

    Scope 2 by the market-based method is where its lines are of all the energy that was bought.
    """
    present = snapshot["totals"]["by_scope"]
    has_market = MARKET_BASED in present and market_is_whole(snapshot["lines"])
    return [scope for scope in _SCOPES if scope in present and (scope != MARKET_BASED or has_market)]


def _market(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    """Bought energy without a market-based line, where some of it has one; one that is not known of every line is none.

    What the market-based lines have beyond the location-based ones is told apart from it.
    """
    if MARKET_BASED not in snapshot["totals"]["by_scope"]:
        return
    gaps = [gap.mwh for gap in market_gaps(snapshot["lines"])]
    if not all(gaps):
        return
    lacking = exact_sum(mwh for mwh in gaps if not mwh.startswith("-"))
    beyond = exact_sum(mwh.removeprefix("-") for mwh in gaps if mwh.startswith("-"))
    if lacking != "0":
        yield _point("energy-market-lacking", "Bought energy without a market-based line", "13", lacking, MWH)
    if beyond != "0":
        title = "Energy of market-based lines beyond that of the location-based ones"
        yield _point("energy-market-beyond", title, "13", beyond, MWH)


def _gases(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    for gas in snapshot["totals"]["by_gas"]:
        name = gas["gas"]
        yield _point(f"gas-{name}", f"{name}, in CO2e", "5", tonnes_of(gas["co2e_kg"]), TONNES)
        yield _point(f"gas-mass-{name}", f"{name}, mass", "5", tonnes_of(gas["mass_kg"]), "t")
    for family in GAS_FAMILIES:
        parts = [each["co2e_kg"] for each in snapshot["totals"]["by_gas"] if each["gas"].startswith(f"{family}-")]
        if parts:
            yield _point(f"gas-family-{family}", f"{family}s, in CO2e", "5", tonnes_of(exact_sum(parts)), TONNES)
    yield from _gases_of_scopes(snapshot)


GASES_APART: Final = ("1", "2-location", "3")
"""Scopes of which each gas is stated apart (ISO 14064-1 9.3.1 f asks it of direct emissions)."""


def _gases_of_scopes(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    """Each gas of each scope, in CO2e, in the order of the gases of all; families are stated of all scopes only."""
    parts: dict[tuple[str, str], list[str]] = {}
    for line in snapshot["lines"]:
        for each in line["gases"]:
            parts.setdefault((line["scope"], each["gas"]), []).append(counted_part(line, each["co2e"]))
    for scope in GASES_APART:
        id_, title = _SCOPES[scope]
        for gas in snapshot["totals"]["by_gas"]:
            name = gas["gas"]
            if (scope, name) in parts:
                tonnes, told = tonnes_of(exact_sum(parts[scope, name])), title.removeprefix("Gross ")
                yield _point(f"{id_}-gas-{name}", f"{name}, in CO2e, {told}", "5", tonnes, TONNES)


def _beside(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    totals, said = snapshot["totals"], snapshot.get("disclosures", {})
    yield _point("biogenic-co2", "Biogenic CO2, outside the scopes", "6", tonnes_of(totals["co2_biogenic_kg"]), "t CO2")
    for scope in stated_scopes(snapshot):
        id_, title = _SCOPES[scope]
        kilograms = totals["by_scope"][scope]["co2_biogenic_kg"]
        words = f"Biogenic CO2 beside {title.removeprefix('Gross ').removesuffix(' emissions')}"
        yield _point(f"biogenic-co2-{id_}", words, "6", tonnes_of(kilograms), "t CO2")
    if "removals_kg" in said:
        yield _entered("removals", "Removals, reported apart", "6", tonnes_of(said["removals_kg"]), TONNES)
    if "credits_kg" in said:
        title = "Carbon credits cancelled, never netted"
        yield _entered("credits", title, "6", tonnes_of(said["credits_kg"]), TONNES)
    if "ets_percent" in said:
        title = "Scope 1 emissions under emission trading schemes"
        yield _entered("ets-percent", title, "9", said["ets_percent"], "%")


GROUP: Final = "group"
OPERATIONAL: Final = "operational"
_CONTROLS: Final = ((GROUP, "consolidated accounting group"), (OPERATIONAL, "other entities under operational control"))


def controls_of(snapshot: InventorySnapshot) -> dict[str, str]:
    """How the company controls each of its entities, by name; what is of none is its own, and so of the group."""
    entities = snapshot.get("boundary", {}).get("entities", [])
    return {"": GROUP} | {entity["name"]: entity.get("control", "") for entity in entities}


def _controlled(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    """Scopes 1 and 2 of the consolidated accounting group, and of entities under operational control besides.

    ESRS E1-6, paragraph 50. Where it is known of every entity that has lines.
    """
    controls = controls_of(snapshot)
    parts: dict[tuple[str, str], list[str]] = {}
    for line in snapshot["lines"]:
        if line["scope"] != "3":
            key = (line["scope"], controls.get(line.get("entity", ""), ""))
            parts.setdefault(key, []).append(counted_part(line, line["co2e_kg"]))
    if not {control for _, control in parts} <= {GROUP, OPERATIONAL}:
        return
    for scope in stated_scopes(snapshot):
        id_, title = _SCOPES[scope]
        for control, told in _CONTROLS if scope != "3" else ():
            tonnes = tonnes_of(exact_sum(parts.get((scope, control), [])))
            yield _point(f"{id_}-{control}", f"{title.removeprefix('Gross ')}, {told}", "9", tonnes, TONNES)


def _categories(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    """The fifteen categories, those that have lines."""
    for row in scope3_rows(snapshot):
        if row.part is None:
            continue
        number, tonnes = row.number, tonnes_of(row.part.co2e_kg)
        yield _point(f"scope-3-category-{number}", f"Scope 3, category {number}", "7", tonnes, TONNES)


def _energy(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    """Energy of the own operations: fuels of scope 1, bought electricity and heat of scope 2, each once."""
    parts: dict[str, list[str]] = {}
    for line in snapshot["lines"]:
        if line["scope"] in OWN_OPERATIONS and "energy" in line:
            parts.setdefault(line["energy"]["carrier"], []).append(_mwh(line))
    known: dict[str, Number] = {
        carrier: exact_sum(parts[carrier]) for carrier in (*FUELS, *PURCHASED) if carrier in parts
    }
    for carrier, mwh in known.items():
        yield _point(f"energy-{carrier}", f"Energy from {carrier.replace('-', ' ')}", "10", mwh, MWH)
    if known:
        yield _point("energy", "Energy of own operations", "10", exact_sum(known.values()), MWH)
    fuels = [known[carrier] for carrier in FUELS if carrier in known]
    if fuels:
        yield _point("energy-fuels", "Energy from fuels", "10", exact_sum(fuels), MWH)
    yield from _energy_sources(snapshot, known)
    produced = snapshot.get("disclosures", {}).get("energy_production")
    if produced is not None:
        title = "Energy produced from {} sources"
        yield _entered("produced-renewable", title.format("renewable"), "10", produced["renewable_mwh"], MWH)
        yield _entered("produced-other", title.format("other"), "10", produced["other_mwh"], MWH)


def _energy_sources(snapshot: InventorySnapshot, known: Mapping[str, Number]) -> Iterator[Datapoint]:
    """The same energy by what it was made of; not there where nobody said what bought energy was made of."""
    bought = exact_sum(known[carrier] for carrier in PURCHASED if carrier in known)
    said = snapshot.get("disclosures", {}).get("purchased_energy")
    if not known or (said is None and bought != "0"):
        return
    renewable = known.get(RENEWABLE_FUEL, Number("0"))
    fossil = exact_sum(known[carrier] for carrier in FUELS if carrier in known and carrier != RENEWABLE_FUEL)
    parts = {"fossil": [fossil], "nuclear": [], "renewable": [renewable]}
    if said is not None and bought != "0":
        shares = {
            "fossil": said["fossil_percent"],
            "nuclear": said["nuclear_percent"],
            "renewable": said["renewable_percent"],
        }
        for source, percent in shares.items():
            part = exact_product(exact_product(bought, percent), "0.01")
            parts[source].append(part)
            yield _entered(f"energy-bought-{source}", f"Bought energy from {source} sources", "10", part, MWH)
    for source, numbers in parts.items():
        title, whole = f"Energy from {source} sources", exact_sum(numbers)
        yield _point(f"energy-{source}", title, "10", whole, MWH, calculated=bought == "0")


def _secr(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    """Energy in kWh, and emissions of scopes 1 and 2, as the United Kingdom's SECR asks for them.

    Where something of the own operations is there; what is there and what is elsewhere only where that is known of
    every line.
    """
    own = [line for line in snapshot["lines"] if line["scope"] in OWN_OPERATIONS]
    home = [line for line in own if line.get("country") == UNITED_KINGDOM]
    if not home:
        return
    if any("energy" in line for line in own):
        yield _kilowatt_hours("secr-energy", "Energy use, by net heating value", own)
    if not all(line.get("country") for line in own):
        return
    elsewhere = [line for line in own if line["country"] != UNITED_KINGDOM]
    for part, where, lines in (
        ("uk", "in the United Kingdom and offshore", home),
        ("elsewhere", "elsewhere", elsewhere),
    ):
        if any("energy" in line for line in own):
            yield _kilowatt_hours(f"secr-energy-{part}", f"Energy use, {where}", lines)
        for id_, title, scopes in _SECR_SCOPES:
            kilograms = kilograms_of(line for line in lines if line["scope"] in scopes)
            yield _point(f"secr-{id_}-{part}", f"{title}, {where}", "10", tonnes_of(kilograms), TONNES)


_SECR_SCOPES: Final = (
    ("scope-1", "Scope 1", ("1",)),
    ("scope-2", "Scope 2, location-based", ("2-location",)),
    ("scope-1-2", "Scopes 1 and 2, location-based", OWN_OPERATIONS),
)


def _kilowatt_hours(id_: str, title: str, lines: Iterable[InventoryLine]) -> Datapoint:
    kwh = exact_product(exact_sum(_mwh(line) for line in lines if "energy" in line), "1000")
    return _point(id_, title, "10", kwh, KWH)


def _embedded(snapshot: InventorySnapshot) -> Iterator[Datapoint]:
    for part in embedded_parts(snapshot):
        title = f"Emissions by factors in CO2e that embed warming potentials of {part.key}"
        yield _point(f"embedded-{'-'.join(part.key.split())}", title, "14", tonnes_of(part.co2e_kg), TONNES)


def _compared_beside(snapshot: InventorySnapshot, known: Mapping[str, Datapoint]) -> Iterator[Datapoint]:
    """Categories of scope 3, and the part under emission trading, in earlier periods (ESRS E1-6, AR 48)."""
    for each in snapshot.get("comparatives", []):
        for role in each["role"].split(" and "):
            where = _ROLES[role]
            for number, kilograms in each.get("by_category", {}).items():
                id_, title, then = f"scope-3-category-{number}", f"Scope 3, category {number}", tonnes_of(kilograms)
                yield _point(f"{role}-{id_}", f"{title}, {where}", "9", then, TONNES)
                if id_ in known and then != "0":
                    told = f"{title}, change since the {where}"
                    yield _point(f"change-{role}-{id_}", told, "9", _change(then, known[id_].value), "%")
            if "ets_percent" in each:
                title = f"Scope 1 emissions under emission trading schemes, {where}"
                yield _entered(f"{role}-ets-percent", title, "9", each["ets_percent"], "%")


_ROLES: Final = {"prior": "prior period", "base": "base year"}


def _compared(snapshot: InventorySnapshot, known: Mapping[str, Datapoint]) -> Iterator[Datapoint]:
    """The same totals in earlier periods, and the change from each in percent of it."""
    ids = {scope: id_ for scope, (id_, _) in _SCOPES.items()}
    ids |= {method: f"total-{method}" for method in ("location", "market")}
    for role, of, kilograms in compared(snapshot):
        then, now = tonnes_of(kilograms), known.get(ids[of])
        subject = now.title if now else _SCOPES[of][1] if of in _SCOPES else f"Total, scope 2 {of}-based"
        where = _ROLES[role]
        yield _point(f"{role}-{ids[of]}", f"{subject}, {where}", "4", then, TONNES)
        if now is not None and then != "0":
            told = f"{subject}, change since the {where}"
            yield _point(f"change-{role}-{ids[of]}", told, "4", _change(then, now.value), "%")


def _change(then: str, now: str) -> str:
    """In percent of what was, rounded once to 28 digits."""
    change = exact_product(exact_sum((now, canonical_number(Decimal(then).copy_negate()))), "100")
    return canonical_number(round_output(Decimal(change), Decimal(then).copy_abs()))


def _mwh(line: InventoryLine) -> str:
    return counted_part(line, line["energy"]["mwh"])


def _intensity(snapshot: InventorySnapshot, known: dict[str, Datapoint]) -> Iterator[Datapoint]:
    """Tonnes for a million of revenue would be another number: this is for one unit of the currency."""
    said = snapshot.get("disclosures", {})
    if "high_impact" in said:
        yield from _energy_intensity(said["high_impact"])
    if "revenue" not in said:
        return
    revenue = said["revenue"]
    currency, amount = revenue["currency"], Decimal(revenue["amount"])
    yield Datapoint("revenue", "Net revenue", "11", revenue["amount"], currency, 2, is_calculated=False)
    for method in ("location", "market"):
        total = known.get(f"total-{method}")
        if total is not None and amount > 0:
            ratio = canonical_number(round_output(Decimal(total.value), amount))
            title = f"Intensity, {method}-based, per net revenue"
            yield _ratio(f"intensity-{method}", title, ratio, f"{TONNES}/{currency}")


def _energy_intensity(part: HighImpact) -> Iterator[Datapoint]:
    """Of activities in high climate impact sectors only (ESRS E1-5)."""
    yield _entered("energy-high-impact", "Energy in high climate impact sectors", "11", part["energy_mwh"], MWH)
    revenue = Decimal(part["revenue"])
    if revenue > 0:
        ratio = canonical_number(round_output(Decimal(part["energy_mwh"]), revenue))
        title, unit = "Energy intensity in high climate impact sectors", f"{MWH}/{part['currency']}"
        yield _ratio("energy-intensity", title, ratio, unit)


def _ratio(id_: str, title: str, ratio: str, unit: str) -> Datapoint:
    """Of one unit of a currency: of a large company it begins late, so it is stated to four digits at least."""
    decimals = min(max(LEAST_OF_RATIO, 3 - Decimal(ratio).adjusted()), MOST_OF_RATIO)
    return Datapoint(id_, title, "11", Number(ratio), unit, decimals, is_calculated=False)
