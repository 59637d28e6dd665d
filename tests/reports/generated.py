"""Inventories by number: the same number gives the same inventory, and no two are alike.

Companies with parts of which a share counts, or nothing; all scopes, both methods or one of them, or none; biogenic
carbon, many gases, the categories of scope 3, energy, disclosures; figures from a millionth of a gram to gigatonnes,
none, and below none; lines calculated anew and taken back; a year before; drafts, final and restated reports.

A `Plan` says what an inventory is made of. `inventory` is its snapshot, made here; `tests.reports.kept` has the product
make one of the rows and entries of a database.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, Final

from apps.agents.domains.taxonomy import TAXONOMY
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import signed_snapshot
from greenlang.engine.numbers import canonical_number
from tests.reports.samples import EGRID, EPA_HUB, Source, factors_of, line_of, sample_snapshot
from tests.reports.test_signed_report import restates, sign_off

LEI: Final = "5493001KJTIIGC8Y1R12"
YEAR: Final = 2024
_GASES: Final = ("CO2", "CH4", "N2O", "HFC-134a", "PFC-14", "SF6", "NF3", "CO2_biogenic")
_RELEASES: Final = {"CO2", "CO2_biogenic", "CO2e"}
_FUELS: Final = {
    "anthracite": "coal",
    "naphtha": "oil",
    "natural-gas": "natural-gas",
    "tires": "other-fossil",
    "biogas": "renewable-fuel",
}
_BOUGHT: Final = {"purchased-electricity": "electricity", "purchased-heat-and-steam": "heat"}
CATEGORIES: Final = {domain.scope3_category: domain.id for domain in TAXONOMY if domain.scope3_category}
"""The domain of each category of scope 3."""
_SCOPES: Final = ("1", "2-location", "2-market", "3")
_KINDS: Final = ("draft", "draft", "final", "restated")


@dataclass(frozen=True, slots=True)
class Part:
    """An entity: ``percent`` of what it emits counts."""

    name: str
    percent: str
    country: str

    @property
    def share(self) -> str:
        """From 0 to 1."""
        return canonical_number(Decimal(self.percent).scaleb(-2))


@dataclass(frozen=True, slots=True)
class Place:
    """A site; without a country of its own it is in its entity's."""

    name: str
    part: Part
    country: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured, and by which factor it is calculated.

    Args:
        category: of the catalogue; of scope 3, the domain.
        carrier: of its energy; empty: none.
        number: of scope 3's categories, else 0.
    """

    source: Source
    category: str
    carrier: str
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of activity data and what becomes of it.

    Args:
        before: a quantity that it was calculated with at first; empty: it was right at once.
        taken_back: its calculation is reversed, and none follows.
    """

    measured: Measured
    place: Place
    month: date
    quantity: str
    before: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What an inventory is made of. ``earlier``: entries of the year before; ``kind``: draft, final or restated."""

    number: int
    parts: list[Part]
    places: list[Place]
    entries: list[Entry]
    earlier: list[Entry]
    said: dict[str, Any]
    kind: str

    @property
    def name(self) -> str:
        """Of the company, which is the first of its parts."""
        return self.parts[0].name

    @property
    def counted(self) -> list[Entry]:
        """The entries that make the total."""
        return [entry for entry in self.entries if not entry.taken_back and entry.place.part.share != "0"]


def plan_of(number: int) -> Plan:
    """The plan of a number, from 0."""
    chance = Random(number)
    parts = [Part(f"Generated {number}", "100", chance.choice(("US", "GB", "")))]
    for n in range(chance.choice((0, 0, 1, 2, 3))):
        percent = chance.choice(("0", "100", "33.3333", f"{chance.randint(1, 999_999) / 10_000:.4f}".rstrip("0")))
        parts.append(Part(f"Generated {number}, part {n}", percent.rstrip("."), chance.choice(("DE", "FR", "GB", ""))))
    places = [
        Place(f"Site {n}", parts[0] if n == 0 else chance.choice(parts), chance.choice(("US", "GB", "", "")))
        for n in range(chance.randint(1, 4))
    ]
    scopes = chance.sample(_SCOPES, chance.choice((1, 2, 3, 4, 4)))
    measured = [_measured(chance, n, scope) for n, scope in enumerate([*scopes, *chance.choices(scopes, k=2)])]
    entries = [_entry(chance, each, places[0], stays=True) for each in measured[: chance.randint(1, len(measured))]]
    entries += [_entry(chance, chance.choice(measured), chance.choice(places)) for _ in range(chance.randint(0, 5))]
    entries = _by_both_methods(Random(f"market {number}"), entries)
    earlier = [_entry(chance, chance.choice(measured), places[0], YEAR - 1, stays=True)] * chance.randint(0, 1)
    return Plan(number, parts, places, entries, earlier, _said(chance), chance.choice(_KINDS))


def _by_both_methods(chance: Random, entries: list[Entry]) -> list[Entry]:
    """Where something is market-based, all bought energy is, and the same of it is location-based."""
    contracts = [entry for entry in entries if entry.measured.source.scope == "2-market"]
    others = [entry for entry in entries if entry.measured.source.scope != "2-market"]
    bought = [entry for entry in others if entry.measured.source.scope == "2-location"]
    if contracts and not bought:
        grid = _measured(chance, len(entries) + len(_SCOPES), "2-location")
        bought = [replace(entry, measured=grid) for entry in contracts]
        others += bought
    return others + [_under_contract(entry, chance.choice(contracts).measured) for entry in bought if contracts]


def _under_contract(entry: Entry, contract: Measured) -> Entry:
    of_heat = entry.measured.category == "purchased-heat-and-steam"
    category, carrier = ("purchased-heat-and-steam", "heat") if of_heat else ("electricity-contract", "electricity")
    carrier = carrier if contract.carrier else ""
    return replace(entry, measured=replace(contract, category=category, carrier=carrier))


def inventory(number: int) -> InventorySnapshot:
    """The inventory of a number, without what it is compared with."""
    plan = plan_of(number)
    sources = {entry.measured.source.formula_id: entry.measured.source for entry in plan.counted}
    lines = [_line(entry, row) for row, entry in enumerate(plan.counted, 2)]
    draft = sample_snapshot(
        lines=lines,
        factors=factors_of(sources.values()),
        assumptions=[],
        inputs=[],
        rejected=[],
        organisation={"name": plan.name, "lei": LEI},
        **({"disclosures": plan.said} if plan.said else {}),
    )
    if plan.kind == "draft":
        return draft
    return signed_snapshot(draft, sign_off(draft, **({"restates": restates(draft)} if plan.kind == "restated" else {})))


def _number(chance: Random, *, largest: int = 9, digits: int = 12) -> str:
    """Between a billionth and billions; every tenth lies right between two roundings."""
    if chance.random() < 0.1:
        return f"{chance.randint(0, 99)}.{chance.randint(0, 999):03}5"
    value = Decimal(chance.randint(1, 10 ** chance.randint(1, digits)))
    return canonical_number(value.scaleb(chance.randint(-9, largest) - value.adjusted()))


def _measured(chance: Random, n: int, scope: str) -> Measured:
    carrier, number, edition = "", 0, EPA_HUB
    if scope == "1":
        category, unit = "stationary-combustion", "MWh(LHV)"
        activity = chance.choice(list(_FUELS))
        carrier = _FUELS[activity]
    elif scope == "3":
        unit, number = chance.choice(("kg", "MWh", "m^3")), chance.choice(list(CATEGORIES))
        category = CATEGORIES[number]
        activity = f"{category}-{n}"
    else:
        category, unit, edition = chance.choice(list(_BOUGHT)), "MWh", EGRID
        carrier, activity = _BOUGHT[category], f"{category}-{n}"
        category = "electricity-contract" if scope == "2-market" else category
    gases = ["CO2e"] if chance.random() < 0.2 else chance.sample(_GASES, chance.randint(1, 4))
    values = tuple((gas, _number(chance, largest=3, digits=9), f"kg({gas})/{unit}", Decimal(1)) for gas in gases)
    carrier = carrier if _RELEASES.intersection(gases) else ""
    edition = edition | {"edition": f"{edition['edition']}, {n}"}
    source = Source(activity, scope, unit, "US", edition, f"generated-{n}", "quantity * ef", values)
    return Measured(source, category, carrier, number)


def _entry(chance: Random, measured: Measured, place: Place, year: int = YEAR, *, stays: bool = False) -> Entry:
    quantity = "0" if chance.random() < 0.03 else _number(chance)
    if chance.random() < 0.06:
        quantity = canonical_number(-Decimal(quantity))
    what = "" if stays else chance.choice(("", "", "", "", "anew", "back"))
    before = _number(chance) if what == "anew" else ""
    return Entry(measured, place, date(year, chance.randint(1, 12), 1), quantity, before, what == "back")


def _line(entry: Entry, row: int) -> dict[str, Any]:
    measured, place = entry.measured, entry.place
    source, quantity = measured.source, entry.quantity
    line = line_of(source, site=place.name, month=entry.month, quantity=quantity, row=row)
    category = {"id": measured.category, "title": measured.category, "scope3": measured.number}
    line |= {"inputs": [{"name": "quantity", "value": quantity, "unit": source.unit}], "category": category}
    line |= {"country": place.country or place.part.country, "entity": place.part.name}
    if place.part.share != "1":
        line["share"] = place.part.share
    if measured.carrier:
        basis = "net" if source.scope == "1" else ""
        line["energy"] = {"mwh": quantity, "basis": basis, "carrier": measured.carrier}
    return line


def _said(chance: Random) -> dict[str, Any]:
    fossil, nuclear = chance.randint(0, 50), chance.randint(0, 50)
    found: dict[str, Any] = {
        "revenue": {"amount": f"{chance.randint(1, 10**12)}.{chance.randint(1, 99):02}", "currency": "EUR",
                    "reconciliation": "As in the accounts"},
        "ets_percent": f"{chance.randint(0, 99)}.{chance.randint(1, 9999)}",
        "credits_kg": _number(chance),
        "removals_kg": _number(chance),
        "purchased_energy": {"fossil_percent": f"{fossil}", "nuclear_percent": f"{nuclear}",
                             "renewable_percent": f"{100 - fossil - nuclear}", "basis": "Supplier's statement"},
    }  # fmt: skip
    return {name: value for name, value in found.items() if chance.random() < 0.5}
