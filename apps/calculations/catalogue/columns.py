"""The columns of the catalogue's CSV files, and how a row of text becomes a typed row."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from apps.calculations.catalogue.editions import (
    GWP_BASES,
    NOT_AVAILABLE,
    Edition,
    FactorRow,
    FactorUse,
    GwpRow,
    GwpUse,
    Route,
)
from greenlang.engine.gases import CO2E, gas_name
from greenlang.engine.numbers import parse_number
from greenlang.engine.units import parse_unit
from greenlang.engine.units.dimension import BASIS, SUBSTANCE
from greenlang.errors import GreenLangError

FACTOR_COLUMNS = (
    "table", "category", "activity", "activity_name", "region", "region_name", "gas", "value", "unit",
    "published_unit", "basis", "route", "valid_from", "valid_to", "notes", "confidence",
)  # fmt: skip
OPTIONAL_COLUMNS = ("as_co2e_at", "gwp_basis", "use")
"""May follow, in this order; a file without one has it empty in every row."""
GWP_COLUMNS = ("table", "gas", "gas_name", "formula", "origin", "value", "use", "notes", "confidence")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REGION = re.compile(r"[A-Z]{2,3}(-[A-Z0-9]+)*")
BASES = ("", "HHV", "LHV")
ORIGINS = ("", "fossil", "non-fossil")
CONFIDENCES = ("verified-2", "verified-1", "recalled")
LONGEST = {
    "table": 100, "category": 80, "activity": 160, "activity_name": 240, "region": 20, "region_name": 120,
    "value": 200, "unit": 80, "published_unit": 80, "gas": 40,
}  # fmt: skip
"""Characters a cell may have, where the database has a bound."""


class Findings:
    """What is wrong in one file, gathered while its lines are read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.line = 0
        self.found: list[dict[str, str]] = []

    def add(self, detail: str, code: str) -> None:
        """Note one finding at the present line."""
        self.found.append({"pointer": f"{self.file}:{self.line}", "detail": detail, "code": code})


def factor_row(record: dict[str, str], edition: Edition, findings: Findings) -> FactorRow | None:
    """The typed row, or None after its findings were noted."""
    before = len(findings.found)
    _shared(record, edition, findings)
    for column in ("category", "activity"):
        if not SLUG.fullmatch(record[column]):
            findings.add(f"{column} {record[column]!r} is not a slug (lower case, digits, hyphens).", "slug")
    if not REGION.fullmatch(record["region"]):
        findings.add(f"region {record['region']!r} is not a code such as US or US-CAMX.", "region")
    for column in ("activity_name", "region_name", "published_unit"):
        if not record[column]:
            findings.add(f"{column} is empty.", "missing")
    _one_of(record, "basis", BASES, findings)
    _one_of(record, "route", tuple(Route), findings)
    gas = _gas(record["gas"], findings) if record["gas"] else ""
    value = None if record["value"] == NOT_AVAILABLE else _number(record["value"], findings)
    as_co2e_at = _potential(record, gas, findings)
    _check_use(record, gas, findings)
    mass_of = gas if as_co2e_at is None else CO2E
    for detail, code in _unit_problems(record["unit"], mass_of, record["basis"]):
        findings.add(detail, code)
    valid_from, valid_to = (_day(record, column, findings) for column in ("valid_from", "valid_to"))
    if valid_from and valid_to and valid_from > valid_to:
        findings.add("valid_from lies after valid_to.", "validity")
    if len(findings.found) > before:
        return None
    return FactorRow(
        table=record["table"],
        category=record["category"],
        activity=record["activity"],
        activity_name=record["activity_name"],
        region=record["region"],
        region_name=record["region_name"],
        gas=gas,
        value=value,
        published_value=record["value"],
        unit=record["unit"],
        published_unit=record["published_unit"],
        basis=record["basis"],
        route=Route(record["route"]),
        valid_from=valid_from,
        valid_to=valid_to,
        notes=record["notes"],
        confidence=record["confidence"],
        as_co2e_at=as_co2e_at,
        gwp_basis=record["gwp_basis"],
        use=FactorUse(record["use"] or FactorUse.INVENTORY),
    )


def gwp_row(record: dict[str, str], edition: Edition, findings: Findings) -> GwpRow | None:
    """The typed row, or None after its findings were noted."""
    before = len(findings.found)
    _shared(record, edition, findings)
    _one_of(record, "origin", ORIGINS, findings)
    _one_of(record, "use", tuple(GwpUse), findings)
    gas = _gas(record["gas"], findings)
    if not record["gas_name"]:
        findings.add("gas_name is empty.", "missing")
    value = _number(record["value"], findings)
    if len(findings.found) > before:
        return None
    return GwpRow(
        table=record["table"],
        gas=gas,
        gas_name=record["gas_name"],
        formula=record["formula"],
        origin=record["origin"],
        value=value,
        published_value=record["value"],
        use=GwpUse(record["use"]),
        notes=record["notes"],
        confidence=record["confidence"],
    )


def _shared(record: dict[str, str], edition: Edition, findings: Findings) -> None:
    if record["table"] not in edition.tables:
        findings.add(f"table {record['table']!r} is not named in edition.toml.", "table")
    _one_of(record, "confidence", CONFIDENCES, findings)
    # One look at the whole row first: nearly all are clean, and there are tens of thousands.
    if not "".join(record.values()).isprintable() or any(cell != cell.strip() for cell in record.values()):
        for column, cell in record.items():
            if cell != cell.strip() or not cell.isprintable():
                findings.add(f"{column} has blanks around it or unprintable characters.", "text")
    for column, most in LONGEST.items():
        if len(record.get(column, "")) > most:
            findings.add(f"{column} is longer than {most} characters.", "length")


def _one_of(record: dict[str, str], column: str, choices: tuple[str, ...], findings: Findings) -> None:
    if record[column] not in choices:
        words = ", ".join(choice or "empty" for choice in choices)
        findings.add(f"{column} {record[column]!r} is none of {words}.", "choice")


def _gas(text: str, findings: Findings) -> str:
    try:
        name = gas_name(text)
    except GreenLangError as error:
        findings.add(f"gas: {error}", error.code)
        return ""
    if name != text:
        findings.add(f"gas {text!r} is written {name}.", "gas")
    return name


def _number(text: str, findings: Findings) -> Decimal:
    try:
        value = parse_number(text)
    except GreenLangError as error:
        findings.add(f"value: {error}", error.code)
        return Decimal(0)
    if value < 0:
        findings.add(f"value {text} is negative.", "value")
    return value


def _potential(record: dict[str, str], gas: str, findings: Findings) -> Decimal | None:
    """The potential a figure was multiplied by before it was printed; a single gas only."""
    if not record["as_co2e_at"]:
        return None
    if gas in {"", CO2E}:
        findings.add("as_co2e_at belongs to the figure of a single gas.", "as_co2e_at")
    potential = _number(record["as_co2e_at"], findings)
    if not potential:
        findings.add("as_co2e_at must lie above 0.", "as_co2e_at")
    return potential


def _check_use(record: dict[str, str], gas: str, findings: Findings) -> None:
    _one_of(record, "use", ("", *FactorUse), findings)
    _one_of(record, "gwp_basis", ("", *GWP_BASES), findings)
    if record["gwp_basis"] and gas != CO2E:
        findings.add("gwp_basis belongs to a figure of CO2e.", "gwp_basis")


@lru_cache(maxsize=4096)
def _unit_problems(text: str, mass_of: str, basis: str) -> tuple[tuple[str, str], ...]:
    """What keeps a unit from being known, of the row's gas, and its fuel energy on the row's basis."""
    try:
        unit = parse_unit(text)
    except GreenLangError as error:
        return ((f"unit: {error}", error.code),)
    problems = []
    if unit.text != text:
        problems.append((f"unit {text!r} is written {unit.text}.", "unit"))
    dimension = unit.dimension
    if dimension.tags(SUBSTANCE) != ({mass_of: 1} if mass_of else {}):
        problems.append((f"unit {text!r} is not a mass of {mass_of or 'no gas'} in its numerator.", "unit"))
    bases = set(dimension.tags(BASIS))
    if bases and bases != {basis}:
        told = f"unit {text!r} is on the basis {', '.join(sorted(bases))}, the row on {basis or 'none'}."
        problems.append((told, "basis"))
    return tuple(problems)


def _day(record: dict[str, str], column: str, findings: Findings) -> date | None:
    if not record[column]:
        return None
    try:
        return date.fromisoformat(record[column])
    except ValueError:
        findings.add(f"{column} {record[column]!r} is not a date such as 2025-01-31.", "date")
        return None
