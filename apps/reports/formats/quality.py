"""What was measured of a version of an agent, as a printed report and as a workbook: gate, twelve dimensions, evidence.

Pure. Both are made of one quality report, whose hash they state, and of what reviewers decided about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from apps.reports.formats.blocks import Block, Bullets, Cell, Column, Heading, Keys, Note, Picture, Row, Table, Text
from apps.reports.formats.cells import Column as SheetColumn
from apps.reports.formats.figures import full
from apps.reports.formats.pdf import Attached, set_pages
from apps.reports.formats.radar import radar_of
from apps.reports.formats.words import clip
from apps.reports.formats.workbook import ReportWorkbook
from greenlang.engine.canonical_json import canonical_json

GATE: Final = 70
ATTACHMENT: Final = "quality-report.json"
MOST_FINDINGS: Final = 20
"""Findings of a dimension that are printed, the gravest first; the workbook and the attachment have all."""
MOST_SAID: Final = 300
"""Characters of a finding that are printed. Both keep the file within what somebody waits for at a page."""
_GRAVITY: Final = {"high": 0, "medium": 1, "low": 2, "note": 3}
_DEPTHS: Final = {"gate": "the gate", "deep": "a deeper run", "again": "the gate’s measures once more"}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a reviewer decided about the report."""

    decision: str
    reviewer: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class QualityTold:
    """A quality report and what stands beside it.

    Attributes:
        document: as it was hashed: ``gate``, ``evaluation``, ``pack_sha256``, ``report_hash``.
    """

    agent: str
    version: str
    document: Mapping[str, Any]
    at: datetime
    decided: Sequence[Decided] = ()

    @property
    def dimensions(self) -> list[Mapping[str, Any]]:
        """The twelve, in order."""
        found: list[Mapping[str, Any]] = self.document["evaluation"]["dimensions"]
        return found

    @property
    def moment(self) -> str:
        """When it was measured, by the minute."""
        return f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def write_quality_pdf(told: QualityTold) -> bytes:
    """The printed report, with the quality report attached.

    Raises:
        PdfUnavailable: pango is missing; the mend is the line that installs it.
    """
    attached = Attached(
        ATTACHMENT, "The quality report as it was hashed", canonical_json(dict(told.document)), told.at.astimezone(UTC)
    )
    return set_pages("quality.html", quality_pages(told), hash_of=told.document["report_hash"], attached=(attached,))


def quality_pages(told: QualityTold) -> dict[str, Any]:
    """What the template of the printed report loops over."""
    gate = told.document["gate"]
    return {
        "agent": clip(told.agent, 80),
        "version": clip(told.version, 40),
        "title": f"Evaluation of {clip(told.agent, 80)} {clip(told.version, 40)}",
        "verdict": gate["verdict"].lower(),
        "score": full(gate["score"], 2),
        "label": clip(gate["label"], 200),
        "measured": f"{gate['measured_weight']} of 100",
        "measured_at": told.moment,
        "created": told.at.astimezone(UTC).isoformat(timespec="seconds"),
        "report_hash": told.document["report_hash"],
        "pack_sha256": told.document["pack_sha256"],
        "depth": _DEPTHS.get(told.document["evaluation"]["depth"], told.document["evaluation"]["depth"]),
        "sections": [
            ("The gate", _gate(told)),
            ("The twelve dimensions", _dimensions(told)),
            ("Evidence", _evidence(told)),
            ("How it was measured", _conditions(told)),
            ("Hashes", _hashes(told)),
        ],
    }


def _gate(told: QualityTold) -> list[Block]:
    gate = told.document["gate"]
    tone = {"PASS": "plain", "CONDITIONAL": "attention"}.get(gate["verdict"], "broken")
    label = f" {clip(gate['label'], 200)}." if gate["label"] else ""
    text = (
        f"Score {full(gate['score'], 2)} of 100 over the measured weight of {gate['measured_weight']}; "
        f"the gate passes from {GATE}.{label}"
    )
    blocks: list[Block] = [Note(f"{gate['verdict'].capitalize()}.", text, tone)]
    if gate["reasons"]:
        blocks.append(Bullets([("", clip(reason, 600)) for reason in gate["reasons"]]))
    if gate["provisional"]:
        blocks.append(Text("Provisional: not all twelve dimensions were measured; it serves local deployment only."))
    for each in told.decided:
        moment = f"{each.at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        blocks.append(Text(f"Reviewed by {clip(each.reviewer)}, {moment}: {each.decision}. {clip(each.reason, 500)}"))
    return blocks


def _dimensions(told: QualityTold) -> list[Block]:
    scores = [(each["name"], each["score"] if each["measured"] else None) for each in told.dimensions]
    rows: list[Row] = [
        (
            f"{each['number']}  {each['name']}",
            each["metric"].replace("_", " "),
            f"{full(each['value'], 3)} {each['unit']}".strip() if each["measured"] and each["value"] else NOT_MEASURED,
            full(each["score"], 1) if each["measured"] else NOT_MEASURED,
            each["weight"],
        )
        for each in told.dimensions
    ]
    gate = told.document["gate"]
    foot: list[Row] = [("Over what is measured", "", "", full(gate["score"], 2), gate["measured_weight"])]
    columns = (
        Column("Dimension", 28),
        Column("Known by", 28),
        Column("Measured", 20, "number"),
        Column("Score", 12, "number"),
        Column("Weight, %", 12, "number"),
    )
    drawn = Picture("radar", radar_of([(name, score) for name, score in scores], GATE))
    return [drawn, Table("Scores from 0 to 100, and what each counts", columns, rows, foot)]


NOT_MEASURED: Final = Cell("not measured", tone="quiet")


def _evidence(told: QualityTold) -> list[Block]:
    blocks: list[Block] = []
    for each in told.dimensions:
        blocks.append(Heading(f"{each['number']}  {each['name']}"))
        if not each["measured"]:
            blocks.append(Text(f"Not measured: {clip(each['reason_not_measured'], 400)}"))
            continue
        figures = "; ".join(f"{name.replace('_', ' ')} {full(value, 3)}" for name, value in each["figures"].items())
        if figures:
            blocks.append(Text(f"{figures}.", is_small=True))
        found = sorted(each["evidence"], key=lambda finding: _GRAVITY.get(finding["severity"], 0))
        rows: list[Row] = [
            (finding["severity"], clip(finding["source"], 80), clip(finding["message"], MOST_SAID), _place(finding))
            for finding in found[:MOST_FINDINGS]
        ]
        columns = (Column("Severity", 10), Column("Instrument", 16), Column("What it says"), Column("Where", 24))
        if rows:
            blocks.append(Table(f"Evidence, {each['name'].lower()}", columns, rows, is_dense=True))
        else:
            blocks.append(Text("Nothing was found."))
        if len(found) > MOST_FINDINGS:
            blocks.append(Note("", f"{len(found) - MOST_FINDINGS:,} further findings are in the workbook."))
    return blocks


def _place(finding: Mapping[str, str]) -> str:
    return clip(f"{finding['file']}:{finding['line']}" if finding["line"] else finding["file"], 120)


def _conditions(told: QualityTold) -> list[Block]:
    evaluation = told.document["evaluation"]
    rows = [(name.replace("_", " "), clip(str(text), 400)) for name, text in sorted(evaluation["conditions"].items())]
    seconds = f"{full(evaluation['seconds'], 1)} s"
    return [Keys("What the figures depend on", [("Measured", told.moment), ("Took", seconds), *rows])]


def _hashes(told: QualityTold) -> list[Block]:
    rows = [("Quality report", told.document["report_hash"]), ("Pack", f"sha256:{told.document['pack_sha256']}")]
    text = (
        f"{ATTACHMENT}, attached to this document, is the report as it was hashed: SHA-256 of its canonical JSON "
        "without the member report_hash."
    )
    return [Keys("What proves this report", rows, frozenset({"Quality report", "Pack"})), Text(text, is_small=True)]


@dataclass(frozen=True, slots=True)
class _Finding:
    dimension: str
    finding: Mapping[str, str]


def write_quality_excel(told: QualityTold) -> bytes:
    """The workbook: Gate, Dimensions, Figures, Evidence, Conditions. The same report gives the same bytes."""
    book = ReportWorkbook()
    gate, evaluation = told.document["gate"], told.document["evaluation"]
    facts = [
        ("Agent", told.agent),
        ("Version", told.version),
        ("Verdict", gate["verdict"]),
        ("Score", gate["score"]),
        ("Measured weight", gate["measured_weight"]),
        *((("Label", gate["label"]),) if gate["label"] else ()),
        *(("Reason", reason) for reason in gate["reasons"]),
        *(("Reviewed", f"{each.decision} by {each.reviewer}: {each.reason}") for each in told.decided),
        ("Measured at", told.moment),
        ("Quality report", told.document["report_hash"]),
        ("Pack", f"sha256:{told.document['pack_sha256']}"),
    ]
    pair: tuple[SheetColumn[tuple[str, str]], ...] = (
        SheetColumn("Name", 28, lambda row, n: row[0]),
        SheetColumn("Value", 90, lambda row, n: row[1], "wrapped"),
    )
    book.table("Gate", pair, facts)
    book.table("Dimensions", _DIMENSION_COLUMNS, told.dimensions)
    figures = [(each["name"], name, value) for each in told.dimensions for name, value in each["figures"].items()]
    book.table("Figures", _FIGURE_COLUMNS, figures)
    findings = [_Finding(each["name"], finding) for each in told.dimensions for finding in each["evidence"]]
    book.table("Evidence", _EVIDENCE_COLUMNS, findings)
    book.table("Conditions", pair, [(name, str(text)) for name, text in sorted(evaluation["conditions"].items())])
    at = told.at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return book.bytes(title=f"Evaluation, {told.document['report_hash']}", at=at)


_DIMENSION_COLUMNS: Final[tuple[SheetColumn[Mapping[str, Any]], ...]] = (
    SheetColumn("No.", 6, lambda row, n: row["number"], "number"),
    SheetColumn("Dimension", 22, lambda row, n: row["name"]),
    SheetColumn("Score", 10, lambda row, n: row["score"] or "", "number"),
    SheetColumn("Weight, %", 10, lambda row, n: row["weight"], "number"),
    SheetColumn("Known by", 34, lambda row, n: row["metric"]),
    SheetColumn("Measured", 16, lambda row, n: row["value"] or "", "number"),
    SheetColumn("Unit", 12, lambda row, n: row["unit"]),
    SheetColumn("Not measured because", 50, lambda row, n: row["reason_not_measured"], "wrapped"),
)
_FIGURE_COLUMNS: Final[tuple[SheetColumn[tuple[str, str, str]], ...]] = (
    SheetColumn("Dimension", 22, lambda row, n: row[0]),
    SheetColumn("Figure", 40, lambda row, n: row[1]),
    SheetColumn("Value", 20, lambda row, n: row[2], "number"),
)
_EVIDENCE_COLUMNS: Final[tuple[SheetColumn[_Finding], ...]] = (
    SheetColumn("Dimension", 22, lambda row, n: row.dimension),
    SheetColumn("Severity", 10, lambda row, n: row.finding["severity"]),
    SheetColumn("Instrument", 28, lambda row, n: row.finding["source"]),
    SheetColumn("What it says", 80, lambda row, n: row.finding["message"], "wrapped"),
    SheetColumn("File", 36, lambda row, n: row.finding["file"]),
    SheetColumn("Line", 8, lambda row, n: row.finding["line"], "number"),
)
