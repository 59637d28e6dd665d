"""The columns of the catalogue's CSV files, and how a row of text becomes a typed row."""

import re
from datetime import date
from decimal import Decimal

from apps.calculations.catalogue.editions import (
    NOT_AVAILABLE,
    Edition,
    FactorRow,
    GwpRow,
    GwpUse,
    Route,
)
from greenlang.engine.gases import gas_name
from greenlang.engine.numbers import parse_number
from greenlang.engine.units import parse_unit
from greenlang.engine.units.dimension import BASIS, SUBSTANCE
from greenlang.errors import GreenLangError

FACTOR_COLUMNS = (
    "table", "category", "activity", "activity_name", "region", "region_name", "gas", "value", "unit",
    "published_unit", "basis", "route", "valid_from", "valid_to", "notes", "confidence",
)  # fmt: skip
GWP_COLUMNS = ("table", "gas", "gas_name", "formula", "origin", "value", "use", "notes", "confidence")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
REGION = re.compile(r"[A-Z]{2,3}(-[A-Z0-9]+)*")
BASES = ("", "HHV", "LHV")
ORIGINS = ("", "fossil", "non-fossil")
CONFIDENCES = ("verified-2", "verified-1", "recalled")


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
    _check_unit(record["unit"], gas, record["basis"], findings)
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
    for column, cell in record.items():
        if cell != cell.strip() or not cell.isprintable():
            findings.add(f"{column} has blanks around it or unprintable characters.", "text")


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


def _check_unit(text: str, gas: str, basis: str, findings: Findings) -> None:
    """The unit is known, its mass is of the row's gas, and its fuel energy on the row's basis."""
    try:
        unit = parse_unit(text)
    except GreenLangError as error:
        findings.add(f"unit: {error}", error.code)
        return
    if unit.text != text:
        findings.add(f"unit {text!r} is written {unit.text}.", "unit")
    dimension = unit.dimension
    if dimension.tags(SUBSTANCE) != ({gas: 1} if gas else {}):
        findings.add(f"unit {text!r} is not a mass of {gas or 'no gas'} in its numerator.", "unit")
    bases = set(dimension.tags(BASIS))
    if bases and bases != {basis}:
        findings.add(
            f"unit {text!r} is on the basis {', '.join(sorted(bases))}, the row on {basis or 'none'}.",
            "basis",
        )


def _day(record: dict[str, str], column: str, findings: Findings) -> date | None:
    if not record[column]:
        return None
    try:
        return date.fromisoformat(record[column])
    except ValueError:
        findings.add(f"{column} {record[column]!r} is not a date such as 2025-01-31.", "date")
        return None
