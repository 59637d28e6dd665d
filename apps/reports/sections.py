"""The sections of a report: number, anchor, title, and what each is made of; and from a snapshot, what is missing.

Pure. Every format takes its table of contents and its list of what is missing from here.
"""

from dataclasses import dataclass
from enum import StrEnum

from apps.reports.checklists import Checklist, checklist_read
from apps.reports.evidence import EVIDENCE, SECTIONS, Lack, Place, Reading, Section
from apps.reports.shapes import InventorySnapshot
from apps.reports.standards import CONFORMITY, standards


class Standing(StrEnum):
    """How much of a section there is."""

    COMPLETE = "complete"
    IN_PART = "in part"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section of one snapshot. ``present``: what of it is there; a part that this inventory has no need of is in
    neither list.
    """

    section: Section
    standing: Standing
    present: tuple[str, ...]
    missing: tuple[Lack, ...]


__all__ = ["SECTIONS", "Lack", "Section", "SectionState", "Standing", "sections_of", "sections_read"]


def sections_of(snapshot: InventorySnapshot) -> list[SectionState]:
    """Every section in its order, with what is missing from it."""
    return sections_read(Reading(snapshot))


def sections_read(reading: Reading) -> list[SectionState]:
    """As `sections_of`, of a snapshot that is being read."""
    return [_state(section, reading) for section in SECTIONS]


def _state(section: Section, reading: Reading) -> SectionState:
    if section.parts == (CONFORMITY,):
        return _conformity(section, reading)
    found = [(EVIDENCE[id_], EVIDENCE[id_].there(reading)) for id_ in section.parts]
    present = tuple(each.what for each, holds in found if holds)
    missing = tuple(each.lack for each, holds in found if holds is False)
    return SectionState(section, _standing(present, missing), present, missing)


def _standing(present: tuple[str, ...], missing: tuple[Lack, ...]) -> Standing:
    if not missing:
        return Standing.COMPLETE
    return Standing.IN_PART if present else Standing.MISSING


def _conformity(section: Section, reading: Reading) -> SectionState:
    """Which standards the report states conformity with, and what keeps it from the others."""
    checklists = [found for each in standards().values() if (found := checklist_read(reading, each)).in_force]
    present = tuple(each.standard.name for each in checklists if each.conforms)
    missing = tuple(_not_stated(each) for each in checklists if not each.conforms)
    return SectionState(section, _standing(present, missing), present, missing)


def _not_stated(checklist: Checklist) -> Lack:
    if checklist.would_conform:
        told = "every row is filled, and a draft states none"
        return Lack(f"Conformity with {checklist.standard.name}: {told}", "Sign the report off.", Place.SIGN_OFF)
    count = len(checklist.unmet)
    words = f"{count} of {checklist.applicable} rows {'is' if count == 1 else 'are'} open"
    return Lack(f"Conformity with {checklist.standard.name}: {words}", "Fill its checklist.", Place.CHECKLIST)
