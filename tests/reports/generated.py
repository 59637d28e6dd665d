"""Inventories by number: the same number gives the same inventory, and no two are alike.

All scopes and both methods, parts of lines, biogenic carbon, many gases, categories of scope 3, energy, disclosures;
figures from a millionth of a gram to gigatonnes; drafts, final and restated reports.
"""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import signed_snapshot
from tests.reports.samples import EGRID, EPA_HUB, Source, factors_of, line_of, sample_snapshot
from tests.reports.test_signed_report import restates, sign_off

_GASES = ("CO2", "CH4", "N2O", "HFC-134a", "PFC-14", "SF6", "NF3", "CO2_biogenic", "CO2e")
_SCOPES = ("1", "1", "2-location", "2-market", "3", "3")
_CARRIERS = {
    "1": ("coal", "oil", "natural-gas", "other-fossil", "renewable-fuel"),
    "2-location": ("electricity", "heat"),
}


def inventory(number: int) -> InventorySnapshot:
    """The inventory of a number, from 0."""
    chance = Random(number)
    sources = [_source(chance, n) for n in range(chance.randint(1, 5))]
    lines = [_line(chance, chance.choice(sources), row) for row in range(2, 2 + chance.randint(1, 9))]
    said = _said(chance)
    draft = sample_snapshot(
        lines=lines,
        factors=factors_of(sources),
        assumptions=[],
        inputs=[],
        rejected=[],
        organisation={"name": f"Generated {number}", "lei": "5493001KJTIIGC8Y1R12"},
        **({"disclosures": said} if said else {}),
    )
    kind = chance.randrange(4)
    if kind < 2:
        return draft
    return signed_snapshot(draft, sign_off(draft, **({"restates": restates(draft)} if kind == 3 else {})))


def _number(chance: Random, *, largest: int = 9) -> str:
    """Of up to twelve digits, between a billionth and billions; every tenth lies right between two roundings."""
    if chance.random() < 0.1:
        return f"{chance.randint(0, 99)}.{chance.randint(0, 999):03}5"
    value = Decimal(chance.randint(1, 10 ** chance.randint(1, 12)))
    return f"{value.scaleb(chance.randint(-9, largest) - value.adjusted()):f}"


def _source(chance: Random, n: int) -> Source:
    scope = chance.choice(_SCOPES)
    unit = chance.choice(("kg", "MWh", "m^3")) if scope == "3" else "MWh"
    gases = chance.sample(_GASES, chance.randint(1, 4))
    values = tuple((gas, _number(chance, largest=3), f"kg({gas})/{unit}", Decimal(1)) for gas in gases)
    edition = EGRID if scope.startswith("2") else EPA_HUB
    return Source(f"Activity {n}", scope, unit, "US", edition, "generated", "quantity * ef", values)


def _line(chance: Random, source: Source, row: int) -> dict[str, Any]:
    quantity = _number(chance)
    month = date(2024, chance.randint(1, 12), 1)
    line = line_of(source, site=f"Site {chance.randrange(4)}", month=month, quantity=quantity, row=row)
    entered = [{"name": "quantity", "value": quantity, "unit": source.unit}]
    category = {"id": "generated", "title": "Generated", "scope3": chance.randint(1, 15) if source.scope == "3" else 0}
    line |= {"inputs": entered, "category": category, "country": "US", "entity": f"Entity {chance.randrange(2)}"}
    if chance.random() < 0.3:
        line["share"] = f"0.{chance.randint(1, 999_999):06}".rstrip("0")
    if source.scope in _CARRIERS and chance.random() < 0.7:
        basis = "net" if source.scope == "1" else ""
        line["energy"] = {"mwh": quantity, "basis": basis, "carrier": chance.choice(_CARRIERS[source.scope])}
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
