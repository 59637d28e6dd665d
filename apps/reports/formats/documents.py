"""A report as JSON: the snapshot as it was hashed, and the report as a document of sections and datapoints."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from apps.reports.checklists import Checklist, checklists_of
from apps.reports.datapoints import Datapoint, datapoints_of
from apps.reports.formats.blocks import Block, Bullets, Note, Text
from apps.reports.formats.pages import PrintedSection, report_pages
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import verified_text, verify_snapshot
from greenlang.engine.canonical_json import canonical_json

SCHEMA: Final = "greenlang.inventory-report/1"
_OWN: Final = ("organisation", "period", "status", "prepared_at", "gwp_set", "snapshot_hash")


def write_snapshot(snapshot: Mapping[str, object]) -> bytes:
    """The canonical JSON whose SHA-256, taken without ``snapshot_hash``, is ``snapshot_hash``.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
    """
    return verified_text(snapshot)[1]


def write_report(snapshot: Mapping[str, object]) -> bytes:
    """`report_document` as canonical JSON.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
    """
    return canonical_json(report_document(verify_snapshot(snapshot)))


def report_document(snapshot: InventorySnapshot) -> dict[str, Any]:
    """What a report says, without its lines: every number it states, each section's words and what is missing.

    Numbers are decimal texts: ``stated`` as every format states it, ``exact`` unrounded.
    """
    said: Mapping[str, Any] = {**snapshot}
    points = datapoints_of(snapshot).values()
    return {
        "schema": SCHEMA,
        **{name: said[name] for name in _OWN},
        "datapoints": [point_document(point) for point in points],
        "sections": [_section(each, points) for each in report_pages(snapshot)["sections"]],
        "checklists": [_checklist(each) for each in checklists_of(snapshot)],
    }


def point_document(point: Datapoint) -> dict[str, str]:
    """A datapoint as JSON has it."""
    return {
        "id": point.id,
        "title": point.title,
        "section": point.section,
        "stated": point.stated_text,
        "exact": point.value,
        "unit": point.unit,
        "decimals": str(point.decimals),
    }


def _section(printed: PrintedSection, points: Iterable[Datapoint]) -> dict[str, Any]:
    number = printed.section.number
    return {
        "number": number,
        "anchor": printed.section.anchor,
        "title": printed.section.title,
        "standing": printed.standing.value,
        "narrative": [text for block in printed.blocks for text in _words(block)],
        "datapoints": [point.id for point in points if point.section == number],
        "missing": [{"what": lack.what, "mend": lack.mend} for lack in printed.missing],
    }


def _words(block: Block) -> Iterator[str]:
    """The sentences of a block; its tables and charts are datapoints, or lines of the snapshot."""
    match block:
        case Text(text):
            yield text
        case Note(lead, text):
            yield f"{lead} {text}"
        case Bullets(items):
            yield from (f"{lead} {text}".strip() for lead, text in items)


def _checklist(found: Checklist) -> dict[str, Any]:
    return {
        "standard": found.standard.id,
        "title": found.standard.title,
        "in_force": found.in_force,
        "statement": found.statement,
        "would_conform": found.would_conform,
        "rows": [
            {
                "id": row.requirement.id,
                "requirement": row.requirement.requirement,
                "reference": row.requirement.reference,
                "standing": row.standing.value,
                "missing": [{"what": lack.what, "mend": lack.mend} for lack in row.lacks],
            }
            for row in found.rows
        ],
    }
