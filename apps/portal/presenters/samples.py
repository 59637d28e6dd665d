"""Samples, their lines and findings as the pages show them."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from apps.calculations.models import Calculation
from apps.calculations.readable import document, members, recipe_content
from apps.inventory.auditing.projecting import METHODS, Projection
from apps.inventory.auditing.services import TESTED
from apps.inventory.auditing.summary import RULES
from apps.inventory.models import AuditFinding, AuditSample, SampledLine
from apps.portal.presenters.calculations import activity_of
from apps.portal.presenters.numbers import count, grouped, mass, masses


def sample_row(sample: AuditSample, concluded: int, drawn: int) -> dict[str, Any]:
    """A sample in the list."""
    return {
        "sample_id": sample.id,
        "number": sample.number,
        "method": sample.get_method_display(),
        "size": count(sample.size),
        "drawn": drawn,
        "concluded": concluded,
        "by": sample.drawn_by,
        "at": sample.drawn_at,
    }


def sample_page(sample: AuditSample, drawn: Sequence[SampledLine], projection: Projection) -> dict[str, Any]:
    """``sample`` and ``summary`` of a sample's page."""
    return {
        "sample": {
            "sample_id": sample.id,
            "number": sample.number,
            "method": sample.get_method_display(),
            "rule": RULES[sample.method],
            "seed": sample.seed,
            "size": count(sample.size),
            "lines": count(sample.lines),
            "population": mass(sample.co2e),
            "by": sample.drawn_by,
            "at": sample.drawn_at,
        },
        "summary": {
            "tested_lines": count(sum(line.conclusion in TESTED for line in drawn)),
            "drawn_lines": count(len(drawn)),
            "tested": mass(projection.tested),
            "share": grouped(projection.share, 2),
            "found": mass(projection.found),
            "projected": mass(projection.projected) if projection.projected is not None else None,
            "method": METHODS[sample.method],
            "unquantified": projection.unquantified,
        },
    }


def sampled_rows(lines: Sequence[SampledLine], rows: Mapping[uuid.UUID, Calculation]) -> list[dict[str, Any]]:
    """Lines of a sample, the column of kg CO2e in one unit."""
    figures = masses([line.co2e for line in lines])
    return [
        {**sampled_row(line, rows.get(line.calculation_id)), **figure}
        for line, figure in zip(lines, figures, strict=True)
    ]


def sampled_row(line: SampledLine, row: Calculation | None) -> dict[str, Any]:
    """A line of a sample; of a calculation that retention has removed, what the sample kept."""
    source = members(document(row.source)) if row else {}
    return {
        "line_id": line.id,
        "position": line.position,
        "sequence": line.sequence,
        "calculation_id": str(row) if row else "",
        "site": source.get("site", ""),
        "file": source.get("file", ""),
        "row": source.get("row", ""),
        "activity": activity_of(recipe_content(row), row) if row else "",
        "hits": line.hits,
        "conclusion": line.conclusion,
        "conclusion_label": line.get_conclusion_display(),
        "audited": mass(line.audited) if line.audited else None,
        "note": line.note,
        "concluded_by": line.concluded_by,
        "concluded_at": line.concluded_at,
        **mass(line.co2e),
    }


def finding_row(finding: AuditFinding) -> dict[str, Any]:
    """A finding with the line it is about."""
    line = finding.line
    return {
        "finding_id": finding.id,
        "number": finding.number,
        "state": finding.state,
        "text": finding.text,
        "raised_by": finding.raised_by,
        "raised_at": finding.raised_at,
        "answer": finding.answer,
        "answered_by": finding.answered_by,
        "answered_at": finding.answered_at,
        "closed_by": finding.closed_by,
        "closed_at": finding.closed_at,
        "line": {"line_id": line.id, "sequence": line.sequence} if line else None,
    }
