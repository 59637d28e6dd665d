"""A report against a standard: each row met, not met or not applicable; and a statement where all are filled.

Pure. A statement of conformity is made nowhere else, and by no draft: that would state it once it is signed off.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from apps.reports.evidence import EVIDENCE, SHOWN_IN, Lack, Place, Reading, Section
from apps.reports.shapes import InventorySnapshot
from apps.reports.standards import CONFORMITY, Kind, Requirement, Standard, standards
from greenlang.errors import NotFound


class RowStanding(StrEnum):
    """How a report stands to one row."""

    MET = "met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A row of a checklist held against a report.

    ``sections``: those that show what fills it; ``lacks``: what is missing, of a row that is not met.
    """

    requirement: Requirement
    standing: RowStanding
    sections: tuple[Section, ...]
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """A standard held against a report.

    ``in_force``: it is about periods, and companies, like the report's. ``is_signed``: the report was signed off.
    """

    standard: Standard
    in_force: bool
    is_signed: bool
    rows: tuple[ChecklistRow, ...]

    def count(self, standing: RowStanding) -> int:
        """How many rows stand so."""
        return sum(row.standing is standing for row in self.rows)

    @property
    def applicable(self) -> int:
        """How many rows the report has to fill."""
        return len(self.rows) - self.count(RowStanding.NOT_APPLICABLE)

    @property
    def is_filled(self) -> bool:
        """Whether every row that has to be filled is, but for one that asks for the statement, and there is one."""
        return self.in_force and self.applicable > 0 and all(map(_asks_for_statement, self.unmet))

    @property
    def conforms(self) -> bool:
        """Whether the report was signed off with every row filled."""
        return self.is_signed and self.is_filled

    @property
    def would_conform(self) -> bool:
        """Whether the report is a draft that conforms once it is signed off."""
        return self.is_filled and not self.is_signed

    @property
    def statement(self) -> str:
        """The statement of conformity; empty where it may not be made."""
        return self.standard.statement if self.conforms else ""

    @property
    def unmet(self) -> tuple[ChecklistRow, ...]:
        """The rows that keep it from being made."""
        return tuple(row for row in self.rows if row.standing is RowStanding.NOT_MET)


def checklist_of(snapshot: InventorySnapshot, standard: str) -> Checklist:
    """A report against one standard.

    Raises:
        NotFound: there is no such checklist.
    """
    return checklist_read(Reading(snapshot), standard_get(standard))


def checklists_of(snapshot: InventorySnapshot) -> list[Checklist]:
    """A report against every standard there is a checklist of."""
    return checklists_read(Reading(snapshot))


def checklists_read(reading: Reading) -> list[Checklist]:
    """As `checklists_of`, of a snapshot that is being read."""
    return [checklist_read(reading, standard) for standard in standards().values()]


def standard_get(standard: str) -> Standard:
    """The checklist of an id.

    Raises:
        NotFound: there is none.
    """
    found = standards().get(standard)
    if found is None:
        raise NotFound("There is no such checklist.", where="standard", mend=f"One of {', '.join(standards())}.")
    return found


def checklist_read(reading: Reading, standard: Standard) -> Checklist:
    """As `checklist_of`, of a snapshot that is being read."""
    start = date.fromisoformat(reading.snapshot["period"]["start"])
    in_force = standard.holds_for(start) and (
        not standard.applies_if or bool(EVIDENCE[standard.applies_if].there(reading))
    )
    is_signed = reading.snapshot["status"] in SIGNED
    rows = [_row(row, reading, start if in_force else None) for row in standard.rows]
    open_rows = any(row.standing is RowStanding.NOT_MET for row in rows)
    rows = [_own(row, is_signed=is_signed, met=not open_rows) for row in rows]
    return Checklist(standard, in_force, is_signed, tuple(rows))


def _row(row: Requirement, reading: Reading, start: date | None) -> ChecklistRow:
    needs = [EVIDENCE[id_] for id_ in row.needs if id_ != CONFORMITY]
    sections = tuple(dict.fromkeys(SHOWN_IN[each.id] for each in needs))
    applies = start is not None and row.effective_from <= start <= row.effective_to
    if not applies or (row.applies_if and not EVIDENCE[row.applies_if].there(reading)):
        return ChecklistRow(row, RowStanding.NOT_APPLICABLE, sections, ())
    found = [(each, each.there(reading)) for each in needs]
    lacks = tuple(each.lack for each, holds in found if holds is False)
    standing = RowStanding.NOT_MET if lacks else RowStanding.MET
    if found and all(holds is None for _, holds in found):
        if row.kind is Kind.MANDATORY:
            return ChecklistRow(row, RowStanding.NOT_MET, sections, tuple(each.lack for each in needs))
        standing = RowStanding.NOT_APPLICABLE
    return ChecklistRow(row, standing, sections, lacks)


SIGNED: Final = ("final", "restated")
_NOT_SIGNED: Final = Lack(
    "A statement of conformity", "Sign the report off: a draft states no conformity.", Place.SIGN_OFF
)


def _asks_for_statement(row: ChecklistRow) -> bool:
    return CONFORMITY in row.requirement.needs


def _own(row: ChecklistRow, *, is_signed: bool, met: bool) -> ChecklistRow:
    """The row that asks for the statement itself is filled by the others, in a report that was signed off."""
    if not _asks_for_statement(row) or row.standing is RowStanding.NOT_APPLICABLE:
        return row
    if met and is_signed:
        return ChecklistRow(row.requirement, RowStanding.MET, (SHOWN_IN[CONFORMITY],), ())
    lack = _NOT_SIGNED if met else EVIDENCE[CONFORMITY].lack
    return ChecklistRow(row.requirement, RowStanding.NOT_MET, (SHOWN_IN[CONFORMITY],), (lack,))
