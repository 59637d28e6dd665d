"""A report held against the checklists of standards, and its sections, as pages show them."""

from collections.abc import Mapping, Sequence
from typing import Any

from apps.inventory.models import ReportingPeriod
from apps.portal.places import place_url, place_words
from apps.reports.checklists import Checklist, ChecklistRow, RowStanding
from apps.reports.evidence import Lack
from apps.reports.narrative import Sentence
from apps.reports.sections import SectionState, Standing

_LAST_DAY = "%-d %B %Y"


def checklist_rows(checklists: Sequence[Checklist]) -> list[dict[str, Any]]:
    """How far each standard's checklist is filled; ``percent`` is whole, and 100 only where all of it is."""
    return [_summary(each) for each in checklists]


def _summary(found: Checklist) -> dict[str, Any]:
    met, open_ = found.count(RowStanding.MET), found.count(RowStanding.NOT_MET)
    return {
        "id": found.standard.id,
        "name": found.standard.name,
        "title": found.standard.title,
        "edition": found.standard.edition,
        "in_force": found.in_force,
        "holds_for": _holds_for(found),
        "met": met,
        "open": open_,
        "applicable": met + open_,
        "conforms": found.conforms,
        "would_conform": found.would_conform,
        "statement": found.statement,
        "would_state": found.standard.statement if found.would_conform else "",
    }


def _holds_for(found: Checklist) -> str:
    first, last = found.standard.effective_from, found.standard.effective_to
    until = f" to {last.strftime(_LAST_DAY)}" if last.year < 9999 else " on"
    about = f"{found.standard.about}, and " if found.standard.about else ""
    return f"{about}periods that begin from {first.strftime(_LAST_DAY)}{until}"


def checklist_page(found: Checklist, period: ReportingPeriod) -> dict[str, Any]:
    """One checklist, row by row, those that are open first said where they are mended."""
    return {**_summary(found), "rows": [_row(row, period) for row in found.rows]}


def _row(row: ChecklistRow, period: ReportingPeriod) -> dict[str, Any]:
    return {
        "id": row.requirement.id,
        "requirement": row.requirement.requirement,
        "reference": row.requirement.reference,
        "kind": row.requirement.kind.value,
        "standing": row.standing.value,
        "sections": [{"number": section.number, "title": section.title} for section in row.sections],
        "lacks": [lack_link(lack, period) for lack in row.lacks],
    }


def lack_link(lack: Lack, period: ReportingPeriod) -> dict[str, str]:
    """What is missing, with the page where it is mended."""
    return {"what": lack.what, "mend": lack.mend, "url": place_url(lack.place, period), "page": place_words(lack.place)}


def section_rows(
    states: Sequence[SectionState], period: ReportingPeriod, narrative: Mapping[str, Sequence[Sentence]]
) -> list[dict[str, Any]]:
    """Every section of a report: what it says in words, and what is missing."""
    return [
        {
            "number": state.section.number,
            "title": state.section.title,
            "standing": state.standing.value,
            "told": " ".join(sentence.text for sentence in narrative.get(state.section.number, ())),
            "missing": [lack_link(lack, period) for lack in state.missing],
        }
        for state in states
    ]


def complete_count(states: Sequence[SectionState]) -> int:
    """How many sections miss nothing."""
    return sum(state.standing is Standing.COMPLETE for state in states)
