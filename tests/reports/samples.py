"""A year of a small manufacturer, by published factors: three sites, sixty lines, figures that add up."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import build_snapshot
from greenlang.engine.numbers import CONTEXT

GWP_AR5 = {
    "CO2": Decimal(1),
    "CH4": Decimal(28),
    "N2O": Decimal(265),
    "CO2_biogenic": Decimal(0),
    "CO2e": Decimal(1),
    "HFC-134a": Decimal(1300),
    "PFC-14": Decimal(6630),
    "SF6": Decimal(23500),
    "NF3": Decimal(16100),
}
EPA_HUB = {
    "source": "US EPA GHG Emission Factors Hub",
    "edition": "January 2025",
    "table": "Table 1",
    "data_year": "",
    "basis": "HHV",
    "citation": "US EPA, Emission Factors for Greenhouse Gas Inventories, January 2025, Table 1",
    "licence": "US government work, public domain",
}
EGRID = {
    "source": "US EPA eGRID",
    "edition": "eGRID2023 Rev2",
    "table": "SRL23",
    "data_year": "2023",
    "basis": "",
    "citation": "US EPA, eGRID2023 Revision 2, subregion total output emission rates, June 2025",
    "licence": "US government work, public domain",
}
LB = Decimal("0.45359237")


ASSUMPTION = {
    "text": "Erdgas Halle 2",
    "factor": "Natural Gas, US EPA GHG Emission Factors Hub",
    "taken": ["Another region: for United States (US), and the rows are in DE"],
    "reason": "No German figure is published",
    "decided_by": "P. Reparer",
    "decided_at": "2025-02-01T09:00:00.000000Z",
    "rows": 3,
    "co2e_kg": "1234.5",
}


@dataclass(frozen=True)
class Source:
    """An activity with its per-gas factors and what turns quantity × factor into kg."""

    activity: str
    scope: str
    unit: str
    region: str
    edition: dict[str, str]
    formula_id: str
    formula_text: str
    values: tuple[tuple[str, str, str, Decimal], ...]
    heat_content: tuple[str, str] | None = None


GAS = Source(
    "Natural gas",
    "1",
    "mmBtu(HHV)",
    "US",
    EPA_HUB,
    "by_energy",
    "quantity * ef",
    (
        ("CO2", "53.06", "kg(CO2)/mmBtu(HHV)", Decimal(1)),
        ("CH4", "1", "g(CH4)/mmBtu(HHV)", Decimal("0.001")),
        ("N2O", "0.1", "g(N2O)/mmBtu(HHV)", Decimal("0.001")),
    ),
)
DIESEL = Source(
    "Distillate fuel oil no. 2",
    "1",
    "US_gallon",
    "US",
    EPA_HUB,
    "by_volume",
    "quantity * heat_content * ef",
    (
        ("CO2", "73.96", "kg(CO2)/mmBtu(HHV)", Decimal(1)),
        ("CH4", "3", "g(CH4)/mmBtu(HHV)", Decimal("0.001")),
        ("N2O", "0.6", "g(N2O)/mmBtu(HHV)", Decimal("0.001")),
    ),
    heat_content=("0.138", "mmBtu(HHV)/US_gallon"),
)
POWER = Source(
    "Purchased electricity",
    "2-location",
    "MWh",
    "US-CAMX",
    EGRID,
    "grid_average",
    "quantity * ef",
    (
        ("CO2", "428.464", "lb(CO2)/MWh", LB),
        ("CH4", "0.025", "lb(CH4)/MWh", LB),
        ("N2O", "0.003", "lb(N2O)/MWh", LB),
    ),
)
WOOD = Source(
    "Wood and wood residuals",
    "1",
    "mmBtu(HHV)",
    "US",
    EPA_HUB,
    "by_energy",
    "quantity * ef",
    (
        ("CO2_biogenic", "93.8", "kg(CO2_biogenic)/mmBtu(HHV)", Decimal(1)),
        ("CH4", "7.2", "g(CH4)/mmBtu(HHV)", Decimal("0.001")),
        ("N2O", "3.6", "g(N2O)/mmBtu(HHV)", Decimal("0.001")),
    ),
)
CONTRACT = Source(
    "Purchased electricity",
    "2-market",
    "MWh",
    "US-CAMX",
    EGRID | {"source": "Supplier contract", "edition": "2024", "table": "", "licence": "unknown"},
    "contract",
    "quantity * ef",
    (("CO2e", "120", "kg(CO2e)/MWh", Decimal(1)),),
)


def digest(text: str) -> str:
    """A hash in the snapshot's form."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def content_id(source: Source, gas: str) -> str:
    """A content id in the catalogue's manner."""
    return "ef_" + digest(f"{source.activity}/{source.region}/{source.edition['edition']}/{gas}")[7:23]


def product(*numbers: Decimal | str) -> Decimal:
    """An exact product; plain ``*`` would round to 28 digits."""
    return reduce(CONTEXT.multiply, map(Decimal, numbers))


def line_of(
    source: Source, *, site: str, month: date, quantity: str, row: int, file: str = "activity-2024.csv"
) -> dict[str, Any]:
    """One calculated line: mass = quantity × heat content × factor, co2e = mass × GWP."""
    heat = Decimal(source.heat_content[0]) if source.heat_content else Decimal(1)
    gases: list[dict[str, Any]] = []
    for gas, value, unit, to_kg in source.values:
        mass = product(quantity, heat, value, to_kg)
        gases.append(
            {
                "gas": gas,
                "ef_cid": content_id(source, gas),
                "value": value,
                "unit": unit,
                "mass": mass,
                "gwp": GWP_AR5[gas],
                "co2e": product(mass, GWP_AR5[gas]),
            }
        )
    name = f"{site}/{source.activity}/{source.scope}/{month}/{row}"
    lead_gas, lead_value, lead_unit, _ = source.values[0]
    line: dict[str, Any] = {
        "calculation_id": str(uuid5(NAMESPACE_URL, name)),
        "scope": source.scope,
        "site": site,
        "activity": source.activity,
        "start": month,
        "end": (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1),
        "quantity": Decimal(quantity),
        "unit": source.unit,
        "formula_id": source.formula_id,
        "formula_text": source.formula_text,
        "factor": {
            "ef_cid": content_id(source, lead_gas),
            "value": lead_value,
            "unit": lead_unit,
            **{key: source.edition[key] for key in ("source", "edition", "table", "citation", "licence")},
        },
        "gases": gases,
        "co2e_kg": reduce(CONTEXT.add, (gas["co2e"] for gas in gases)),
        "input_hash": digest(f"input {name}"),
        "result_hash": digest(f"result {name}"),
        "chain_hash": digest(f"chain {name}"),
        "sequence": row,
        "agent": "stationary-combustion 1.0.0" if source.scope == "1" else "purchased-electricity 1.0.0",
        "source_file": file,
        "source_row": row,
    }
    if source.heat_content:
        value, unit = source.heat_content
        line["parameters"] = [
            {
                "name": "heat_content",
                "ef_cid": content_id(source, "heat-content"),
                "value": value,
                "unit": unit,
            }
        ]
    return line


def factors_of(sources: Iterable[Source]) -> list[dict[str, Any]]:
    """The register rows of the given sources."""
    rows = []
    for source in sources:
        published = [(gas, value, unit) for gas, value, unit, _ in source.values]
        if source.heat_content:
            published.append(("heat-content", *source.heat_content))
        for gas, value, unit in published:
            rows.append(
                {
                    "ef_cid": content_id(source, gas),
                    "gas": gas,
                    "value": value,
                    "unit": unit,
                    "activity": source.activity,
                    "region": source.region,
                    **source.edition,
                }
            )
    return rows


def year_of_lines() -> list[dict[str, Any]]:
    """Sixty lines: gas at two sites, heating oil at one, electricity at two, each month of 2024."""
    lines = []
    row = 2
    for number in range(1, 13):
        month = date(2024, number, 1)
        cold = abs(number - 7)
        for source, site, quantity in (
            (GAS, "North works", f"{180 + 61 * cold}.{number}5"),
            (GAS, "Head office", f"{12 + 7 * cold}.4"),
            (DIESEL, "Harbour warehouse", f"{140 + 35 * cold}"),
            (POWER, "North works", f"{212 + 3 * number}.{number:02}7"),
            (POWER, "Harbour warehouse", f"{38 + number}.5"),
        ):
            lines.append(line_of(source, site=site, month=month, quantity=quantity, row=row))
            row += 1
    return lines


def sample_arguments(**changes: Any) -> dict[str, Any]:
    """Arguments of ``build_snapshot`` for the sample year, with changes."""
    arguments: dict[str, Any] = {
        "organisation": {"name": "Example Manufacturing, Inc.", "lei": "5493001KJTIIGC8Y1R12"},
        "period": {"name": "Calendar year 2024", "start": date(2024, 1, 1), "end": date(2024, 12, 31)},
        "gwp_set": "AR5",
        "boundary": {
            "approach": "operational control",
            "entities": [{"name": "Example Manufacturing, Inc.", "share": 1}],
            "outside": 0,
        },
        "assumptions": [ASSUMPTION],
        "lines": year_of_lines(),
        "factors": factors_of((GAS, DIESEL, POWER)),
        "inputs": [
            {
                "file": "activity-2024.csv",
                "sha256": digest("activity-2024.csv"),
                "rows_in": 64,
                "accepted": 60,
                "rejected": 3,
                "duplicate": 1,
            }
        ],
        "rejected": [
            {
                "file": "activity-2024.csv",
                "row": 62,
                "column": "unit",
                "reason": "“gallon” is ambiguous: write US_gallon or imperial_gallon.",
            },
            {
                "file": "activity-2024.csv",
                "row": 63,
                "column": "quantity",
                "reason": "“n/a” is not a number.",
            },
            {
                "file": "activity-2024.csv",
                "row": 64,
                "column": "unit",
                "reason": "kWh of fuel needs its basis: say gross (HHV) or net (LHV).",
            },
        ],
        "ledger": {"records": 60, "head_sequence": 60, "head_hash": digest("head"), "verified": True},
        "engine_version": "0.1.0",
        "prepared_at": "2025-02-03T09:30:00+00:00",
    }
    return arguments | changes


def sample_snapshot(**changes: Any) -> InventorySnapshot:
    """The sample year, frozen."""
    return build_snapshot(**sample_arguments(**changes))
