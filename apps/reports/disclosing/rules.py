"""What disclosures have to keep to besides their shape. Pure."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, cast

from apps.reports.disclosing.errors import DisclosuresInvalid
from apps.reports.evidence import CATEGORIES
from apps.reports.shape_reading import Findings, read_shape
from apps.reports.shapes import Disclosures

STANDINGS: Final = ("included", "excluded", "not applicable")
LEVELS: Final = ("limited", "reasonable")
METHODS: Final = ("location", "market")
LONGEST_TEXT: Final = 5000
MOST_ROWS: Final = 100
_PERCENT: Final = "must lie between 0 and 100"
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_PLACE: Final = re.compile(r"\[(\d+)\]")


def checked_disclosures(said: object) -> Disclosures:
    """Disclosures in canonical form; what is empty was not said and is left out.

    Raises:
        DisclosuresInvalid: ``errors`` has every finding with its JSON pointer.
    """
    findings = Findings()
    read = cast("Disclosures", read_shape(Disclosures, _without_empty(said), "", findings))
    if not findings:
        for where, detail in _broken(read):
            findings.add(where, detail, "rule")
    if findings:
        raise DisclosuresInvalid(
            "The disclosures cannot be taken as they are.",
            mend="The fields named need mending; nothing was changed.",
            errors=[{**each, "pointer": _pointer(each["pointer"])} for each in findings],
        )
    return read


def _without_empty(said: object) -> object:
    """Empty texts, lists and plain "no" say nothing; inside a row every member stays."""
    if not isinstance(said, Mapping):
        return said
    return {name: value for name, value in said.items() if value not in ("", None, [], {}, False)}


def _pointer(where: str) -> str:
    return "/" + _PLACE.sub(r"/\1", where).replace(".", "/") if where else "/"


def _broken(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _long(said, "")
    yield from _percents(said)
    yield from _amounts(said)
    yield from _scope3(said)
    yield from _both(said)
    for name in ("exclusions", "targets", "actions"):
        if len(said.get(name, [])) > MOST_ROWS:
            yield name, f"has more than {MOST_ROWS} rows"
    for i, row in enumerate(said.get("exclusions", [])):
        yield from (
            (f"exclusions[{i}].{name}", "must not be empty")
            for name in ("what", "reason")
            if not str(row[name]).strip()
        )
    for i, target in enumerate(said.get("targets", [])):
        for name in ("base_year", "target_year"):
            if not _YEAR.fullmatch(str(target[name])):
                yield f"targets[{i}].{name}", "must be a year of four digits"
        if not target["name"].strip():
            yield f"targets[{i}].name", "must not be empty"
    for i, action in enumerate(said.get("actions", [])):
        if not action["what"].strip():
            yield f"actions[{i}].what", "must not be empty"
    if said.get("scope2_goal_method", METHODS[0]) not in METHODS:
        yield "scope2_goal_method", f"must be one of {', '.join(METHODS)}"
    assurance = said.get("assurance")
    if assurance and assurance["level"] not in LEVELS:
        yield "assurance.level", f"must be one of {', '.join(LEVELS)}"
    if assurance and not assurance["provider"].strip():
        yield "assurance.provider", "must not be empty"


def _long(value: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        yield where, f"is longer than {LONGEST_TEXT:,} characters"
    elif isinstance(value, str) and "\x00" in value:
        yield where, "holds the character U+0000, which is none"
    elif isinstance(value, Mapping):
        for name, entry in value.items():
            yield from _long(entry, f"{where}.{name}" if where else str(name))
    elif isinstance(value, list):
        for i, entry in enumerate(value):
            yield from _long(entry, f"{where}[{i}]")


def _percents(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if "ets_percent" in said:
        found.append(("ets_percent", said["ets_percent"]))
    for i, target in enumerate(said.get("targets", [])):
        found.append((f"targets[{i}].reduction_percent", target["reduction_percent"]))
    for i, answer in enumerate(said.get("scope3", [])):
        if "primary_percent" in answer:
            found.append((f"scope3[{i}].primary_percent", answer["primary_percent"]))
    mix = said.get("purchased_energy")
    if mix:
        parts = ("fossil_percent", "nuclear_percent", "renewable_percent")
        found += [(f"purchased_energy.{name}", mix[name]) for name in parts]
        total = sum((Decimal(mix[name]) for name in parts), Decimal(0))
        if total != 100:
            yield "purchased_energy", f"adds up to {total.normalize():f} %, not to 100 %"
    for where, text in found:
        if not 0 <= Decimal(text) <= 100:
            yield where, _PERCENT
    known = said.get("uncertainty", {})
    for name in ("activity_percent", "factor_percent"):
        if name in known and Decimal(known[name]) < 0:
            yield f"uncertainty.{name}", "must not be below 0"


def _amounts(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("removals_kg", "credits_kg"):
        if name in said and Decimal(said[name]) < 0:
            yield name, "must not be below 0"
    revenue, part = said.get("revenue"), said.get("high_impact")
    produced = said.get("energy_production", {})
    for name, mwh in produced.items():
        if Decimal(mwh) < 0:
            yield f"energy_production.{name}", "must not be below 0"
    if revenue:
        if not _CURRENCY.fullmatch(revenue["currency"]):
            yield "revenue.currency", "must be three capital letters of ISO 4217, such as EUR"
        if Decimal(revenue["amount"]) < 0:
            yield "revenue.amount", "must not be below 0"
    if part:
        if not _CURRENCY.fullmatch(part["currency"]):
            yield "high_impact.currency", "must be three capital letters of ISO 4217, such as EUR"
        if Decimal(part["energy_mwh"]) < 0:
            yield "high_impact.energy_mwh", "must not be below 0"
        if Decimal(part["revenue"]) < 0:
            yield "high_impact.revenue", "must not be below 0"
        comparable = revenue and revenue["currency"] == part["currency"]
        if revenue and comparable and Decimal(part["revenue"]) > Decimal(revenue["amount"]):
            yield "high_impact.revenue", "must not be above the net revenue"


def _scope3(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for i, answer in enumerate(said.get("scope3", [])):
        if answer["category"] not in CATEGORIES:
            yield f"scope3[{i}].category", "must be 1 to 15"
        if answer["category"] in seen:
            yield f"scope3[{i}].category", "stands twice"
        seen.add(answer["category"])
        if answer["standing"] not in STANDINGS:
            yield f"scope3[{i}].standing", f"must be one of {', '.join(STANDINGS)}"
        elif answer["standing"] != "included" and not answer["reason"].strip():
            yield f"scope3[{i}].reason", "must say why the category is not in"


def _both(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("exclusions", "targets", "assurance", "high_impact", "energy_production"):
        if name in said and f"no_{name}" in said:
            yield f"no_{name}", "says that there is none, and one is entered"
