"""Reading the checklists of standards: data files of this folder, one an edition, each with the days it holds for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

HOME: Final = Path(__file__).parent
CONFORMITY: Final = "conformity"
"""In ``needs``: the statement itself, which is there where every other row is filled."""


class Kind(StrEnum):
    """Whether a row has to be filled in any case."""

    MANDATORY = "mandatory"
    WHERE_APPLICABLE = "where applicable"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of a checklist.

    Args:
        requirement: what is asked for, in our own words.
        reference: where the standard asks for it.
        needs: ids of `EVIDENCE`, all of which fill the row together; or `CONFORMITY`.
        applies_if: evidence without which the row does not apply; empty: it applies.
        effective_from: the first day a period may begin on for the row to apply.
    """

    id: str
    requirement: str
    reference: str
    kind: Kind
    needs: tuple[str, ...]
    applies_if: str
    effective_from: date
    effective_to: date


@dataclass(frozen=True, slots=True)
class Standard:
    """An edition of a checklist; it holds for periods that begin from one day to the other, both included.

    ``applies_if``: evidence without which a report is none that it is about; empty: it is about any. ``about``: whom it
    is about, as the end of "for …"; empty: anybody.
    """

    id: str
    name: str
    title: str
    edition: int
    statement: str
    applies_if: str
    about: str
    effective_from: date
    effective_to: date
    rows: tuple[Requirement, ...]

    def holds_for(self, start: date) -> bool:
        """Whether it is about periods that begin on a day."""
        return self.effective_from <= start <= self.effective_to


@cache
def standards() -> Mapping[str, Standard]:
    """The checklists by id, in the order in which they are shown."""
    found = [_standard(HOME / f"{name}.toml") for name in _SHOWN]
    return MappingProxyType({each.id: each for each in found})


_SHOWN: Final = ("ghg-protocol", "ghg-protocol-scope-3", "iso-14064-1", "esrs-e1", "secr")


def _standard(path: Path) -> Standard:
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    first, last = read["effective_from"], read.get("effective_to", date.max)
    return Standard(
        id=read["id"],
        name=read["name"],
        title=read["title"],
        edition=read["edition"],
        statement=read["statement"],
        applies_if=read.get("applies_if", ""),
        about=read.get("about", ""),
        effective_from=first,
        effective_to=last,
        rows=tuple(_row(row, first, last) for row in read["rows"]),
    )


def _row(row: Mapping[str, Any], first: date, last: date) -> Requirement:
    return Requirement(
        id=row["id"],
        requirement=row["requirement"],
        reference=row["reference"],
        kind=Kind(row["kind"]),
        needs=tuple(row["needs"]),
        applies_if=row.get("applies_if", ""),
        effective_from=row.get("effective_from", first),
        effective_to=row.get("effective_to", last),
    )
