"""The sections of a report: number, anchor, title, and what each is made of; and from a snapshot, what is missing.

Pure. Every format takes its table of contents and its list of what is missing from here.
"""

from dataclasses import dataclass
from enum import StrEnum

from apps.reports.evidence import EVIDENCE, SECTIONS, Evidence, Place, Reading, Section
from apps.reports.shapes import InventorySnapshot


class Standing(StrEnum):
    """How much of a section there is."""

    COMPLETE = "complete"
    IN_PART = "in part"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that a section does not have: what, how it is mended and where."""

    what: str
    mend: str
    place: Place


@dataclass(frozen=True, slots=True)
class SectionState:
    """A section of one snapshot. ``present``: what of it is there; a part that this inventory has no need of is in
    neither list.
    """

    section: Section
    standing: Standing
    present: tuple[str, ...]
    missing: tuple[Lack, ...]


__all__ = ["SECTIONS", "Lack", "Section", "SectionState", "Standing", "sections_of"]


def sections_of(snapshot: InventorySnapshot) -> list[SectionState]:
    """Every section in its order, with what is missing from it."""
    reading = Reading(snapshot)
    return [_state(section, reading) for section in SECTIONS]


def _state(section: Section, reading: Reading) -> SectionState:
    if section.anchor == "conformity":
        lack = Lack("A statement of conformity", "Fill the rows of a standard’s checklist.", Place.CHECKLIST)
        return SectionState(section, Standing.MISSING, (), (lack,))
    found = [(EVIDENCE[id_], EVIDENCE[id_].holds(reading)) for id_ in section.parts]
    present = tuple(each.what for each, holds in found if holds)
    missing = tuple(_lack(each) for each, holds in found if holds is False)
    return SectionState(section, _standing(present, missing), present, missing)


def _standing(present: tuple[str, ...], missing: tuple[Lack, ...]) -> Standing:
    if not missing:
        return Standing.COMPLETE
    return Standing.IN_PART if present else Standing.MISSING


def _lack(evidence: Evidence) -> Lack:
    return Lack(evidence.what, evidence.mend, evidence.place)
