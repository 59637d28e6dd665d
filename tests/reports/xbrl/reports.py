"""A period with every number that a standard of `apps.reports.xbrl` has a concept for, and generated ones."""

import random
from datetime import date
from typing import Any

from apps.reports.shapes import InventorySnapshot
from apps.reports.xbrl.facts import XbrlReport, xbrl_report
from apps.reports.xbrl.mapping import StandardMapping, mapping_for
from tests.reports.samples import CONTRACT, DIESEL, GAS, POWER, factors_of, line_of, sample_snapshot

CARRIERS = ("coal", "oil", "natural-gas", "other-fossil", "renewable-fuel")
GASES = ("CO2", "CH4", "N2O", "HFC-134a", "HFC-32", "PFC-14", "SF6", "NF3")
SAID = {
    "revenue": {"amount": "12500000.50", "currency": "EUR", "reconciliation": "As in the annual accounts"},
    "ets_percent": "12.5",
    "purchased_energy": {
        "fossil_percent": "50",
        "nuclear_percent": "20",
        "renewable_percent": "30",
        "basis": "Supplier's statement",
    },
}


def full_lines(seed: int = 1) -> list[dict[str, Any]]:
    """Lines of every scope, category, gas and carrier; quantities by the seed."""
    chance = random.Random(seed)

    def quantity() -> str:
        return f"{chance.randint(1, 10**6)}.{chance.randint(0, 999):03}"

    def line(source: Any, row: int, **more: Any) -> dict[str, Any]:
        made = line_of(source, site="Works", month=date(2024, 1 + row % 12, 1), quantity=quantity(), row=row)
        return {**made, **more}

    def energy(carrier: str) -> dict[str, str]:
        return {"mwh": quantity(), "basis": "gross" if carrier in CARRIERS else "", "carrier": carrier}

    lines = [line(GAS, n, energy=energy(carrier)) for n, carrier in enumerate(CARRIERS, start=2)]
    for n, name in enumerate(GASES, start=20):
        made = line(GAS, n)
        lines.append({**made, "gases": [{**made["gases"][0], "gas": name}], "co2e_kg": made["gases"][0]["co2e"]})
    bought, heat = energy("electricity"), energy("heat")
    lines += [line(POWER, 40, energy=bought), line(CONTRACT, 41, energy=bought), line(POWER, 42, energy=heat)]
    lines.append(line(CONTRACT, 43, energy=heat))
    for number in range(1, 16):
        category = {"id": f"category-{number}", "title": "Category", "scope3": number}
        lines.append(line(DIESEL, 60 + number, scope="3", category=category))
    return lines


def full_snapshot(seed: int = 1, **changes: Any) -> InventorySnapshot:
    """A snapshot in which nothing is lacking."""
    factors = factors_of((GAS, DIESEL, POWER, CONTRACT))
    return sample_snapshot(**({"lines": full_lines(seed), "factors": factors, "disclosures": SAID} | changes))


def the_mapping(standard: str, day: date = date(2024, 12, 31)) -> StandardMapping:
    """The mapping of a standard that there is one of."""
    mapping = mapping_for(standard, day)
    assert mapping is not None
    return mapping


def full_report(standard: str, seed: int = 1) -> XbrlReport:
    """The facts of `full_snapshot` by a standard."""
    return xbrl_report(full_snapshot(seed), the_mapping(standard))
