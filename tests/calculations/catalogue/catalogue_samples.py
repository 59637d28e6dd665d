"""Editions and rows as small as they can be, for the catalogue's tests."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.content_id import ef_cid
from apps.calculations.catalogue.editions import Edition, EditionKind, FactorRow, Route


def edition(**changes: Any) -> Edition:
    """An edition of factors."""
    values: dict[str, Any] = {
        "slug": "sample-2025",
        "kind": EditionKind.FACTORS,
        "publisher": "Sample Agency",
        "title": "Sample Factors",
        "edition": "2025",
        "publication_year": 2025,
        "published_on": date(2025, 1, 15),
        "data_year": "2023",
        "applicable_from": date(2024, 1, 1),
        "applicable_to": None,
        "applicability_note": "Decided for these tests.",
        "licence": "CC0-1.0",
        "citation": "Sample Agency, Sample Factors 2025, {table}",
        "gwp_basis": "none",
        "set_name": "",
        "known_as": ("SA",),
        "tables": {"Table 1": "Fuels"},
    }
    return Edition(**(values | changes))


def row(**changes: Any) -> FactorRow:
    """CO2 of natural gas, 53.06 kg/mmBtu(HHV)."""
    values: dict[str, Any] = {
        "table": "Table 1",
        "category": "stationary-combustion",
        "activity": "natural-gas",
        "activity_name": "Natural Gas",
        "region": "US",
        "region_name": "United States",
        "gas": "CO2",
        "value": Decimal("53.06"),
        "unit": "kg(CO2)/mmBtu(HHV)",
        "published_unit": "kg/mmBtu",
        "basis": "HHV",
        "route": Route.ENERGY,
        "valid_from": None,
        "valid_to": None,
        "notes": "",
        "confidence": "verified-2",
    }
    values |= changes
    values.setdefault("published_value", "NA" if values["value"] is None else str(values["value"]))
    return FactorRow(**values)


def candidates(*rows: FactorRow, of: Edition | None = None) -> list[Candidate]:
    """The rows as candidates of one edition."""
    published = of or edition()
    return [Candidate(each, published, ef_cid(each, published)) for each in rows]


EDITION_TOML = """
slug = "sample-2025"
kind = "factors"
publisher = "Sample Agency"
title = "Sample Factors"
edition = "2025"
publication_year = 2025
published_on = 2025-01-15
licence = "CC0-1.0"
citation = "Sample Agency, {table}"
gwp_basis = "none"

[applicability]
from = 2024-01-01
note = "Decided for these tests."

[tables]
"Table 1" = "Fuels"
"""

FACTORS_HEADER = (
    "table,category,activity,activity_name,region,region_name,gas,value,unit,published_unit,basis,route,"
    "valid_from,valid_to,notes,confidence"
)
FACTOR_LINE = (
    "Table 1,stationary-combustion,natural-gas,Natural Gas,US,United States,CO2,53.06,kg(CO2)/mmBtu(HHV),"
    "kg/mmBtu,HHV,energy,,,,verified-2"
)
