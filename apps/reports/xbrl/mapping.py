"""Which datapoint becomes which fact of a standard's taxonomy: versioned data with effective dates, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

_MAPPINGS: Final = Path(__file__).with_name("mappings")
_UNITS: Final = "units.toml"


@dataclass(frozen=True, slots=True)
class UnitRule:
    """What an item type is measured in.

    Attributes:
        measure: such as ``utr:tCO2e`` or ``utr:tCO2e/iso4217:{currency}``.
        stated_in: the unit a datapoint must have.
        shift: decimal places that the point moves to the left; 2 for percents.
    """

    measure: str
    stated_in: str
    shift: int


@dataclass(frozen=True, slots=True)
class FactRow:
    """A datapoint as a fact; ``members``: member by axis. What has no axis is about the axis' default."""

    datapoint: str
    concept: str
    members: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A closed table of a taxonomy; the first member of each axis is its default."""

    name: str
    concepts: tuple[str, ...]
    axes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and what adds up to it."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """A taxonomy as it was published, and the periods it is for: those that end on these days or between them."""

    id: str
    title: str
    starts: date
    ends: date
    namespace: str
    schema_ref: str


@dataclass(frozen=True, slots=True, eq=False)
class StandardMapping:
    """A standard by one edition of its taxonomy; there is one object of each.

    Attributes:
        standard: ``esrs``, ``vsme`` or ``ifrs-s2``.
        supplied_only: whether nothing is written without the official taxonomy.
        types: item type by concept.
    """

    standard: str
    title: str
    told: str
    prefix: str
    supplied_only: bool
    edition: Edition
    types: Mapping[str, str]
    tables: tuple[Table, ...]
    sums: tuple[Sum, ...]
    facts: tuple[FactRow, ...]


def mapping_for(standard: str, period_end: date) -> StandardMapping | None:
    """The mapping of a standard for a period by its last day; None where no edition is for it."""
    return next((each for each in mappings_of(standard) if _is_for(each.edition, period_end)), None)


@cache
def mappings_of(standard: str) -> tuple[StandardMapping, ...]:
    """Every edition of a standard, the earliest first."""
    said = _read(f"{standard}.toml")
    return tuple(_mapping(said, edition) for edition in said["editions"])


@cache
def standards() -> tuple[str, ...]:
    """The standards there are mappings for."""
    return tuple(sorted(path.stem for path in _MAPPINGS.glob("*.toml") if path.name != _UNITS))


@cache
def unit_rules() -> Mapping[str, UnitRule]:
    """The rule of each item type."""
    said = _read(_UNITS)
    return {name: UnitRule(row["measure"], row["stated_in"], row.get("shift", 0)) for name, row in said.items()}


def _is_for(edition: Edition, day: date) -> bool:
    return edition.starts <= day <= edition.ends


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_MAPPINGS / name).read_text(encoding="utf-8"))


def _mapping(said: dict[str, Any], edition: dict[str, Any]) -> StandardMapping:
    return StandardMapping(
        standard=said["standard"],
        title=said["title"],
        told=said["told"],
        prefix=said["prefix"],
        supplied_only=said.get("supplied_only", False),
        edition=Edition(
            id=edition["id"],
            title=edition["title"],
            starts=edition["from"],
            ends=edition.get("until", date.max),
            namespace=edition["namespace"],
            schema_ref=edition["schema_ref"],
        ),
        types=said["types"],
        tables=tuple(
            Table(
                row["name"],
                tuple(row["concepts"]),
                {axis: tuple(members) for axis, members in row.get("axes", {}).items()},
            )
            for row in said.get("tables", ())
        ),
        sums=tuple(Sum(row["total"], tuple(row["parts"])) for row in said.get("sums", ())),
        facts=tuple(FactRow(row["datapoint"], row["concept"], row.get("members", {})) for row in said["facts"]),
    )
