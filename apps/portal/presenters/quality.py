"""What was measured of a version: twelve dimensions with evidence, all reports, and the agent over its versions."""

import math
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport
from apps.portal.presenters.numbers import duration, grouped

GATE = 70
_DEPTHS = {"gate": "Gate", "deep": "Deep", "again": "Gate, again"}
_WIDTH, _HEIGHT = 640, 160


def quality_context(report: QualityReport | None) -> dict[str, Any]:
    """``quality``, ``dimensions``, ``radar_points`` and ``gate`` of the quality panel."""
    if report is None:
        return {"quality": None, "dimensions": [], "radar_points": "", "gate": GATE}
    dimensions = [_dimension(entry) for entry in report.document.get("evaluation", {}).get("dimensions", [])]
    return {
        "quality": report_row(report),
        "dimensions": dimensions,
        "radar_points": radar_points([entry["score"] for entry in dimensions]),
        "gate": GATE,
    }


def report_row(report: QualityReport, *, shown: bool = False) -> dict[str, Any]:
    """One report in one line."""
    return {
        "id": report.id,
        "depth": _DEPTHS.get(report.depth, report.depth.capitalize()),
        "is_gate": report.depth == "gate",
        "score": report.score,
        "verdict": report.verdict.lower(),
        "measured": report.measured_weight,
        "provisional": report.provisional,
        "at": report.measured_at,
        "time": duration(float(report.seconds)),
        "report_hash": report.report_hash,
        "shown": shown,
    }


def _dimension(entry: Mapping[str, Any]) -> dict[str, Any]:
    measured = bool(entry.get("measured")) and entry.get("score") is not None
    evidence = entry.get("evidence") or []
    kind = "note" if all(finding.get("severity") == "note" for finding in evidence) else "finding"
    told = f"{len(evidence)} {kind}{'s' if len(evidence) != 1 else ''}" if evidence else "no findings"
    value = entry.get("value")
    return {
        "name": entry.get("name", ""),
        "metric": str(entry.get("metric", "")).replace("_", " "),
        "value": f"{grouped(value, 3)} {entry.get('unit', '')}".strip() if measured and value is not None else "",
        "score": grouped(entry["score"], 1) if measured else None,
        "weight": entry.get("weight", ""),
        "evidence": told if measured else str(entry.get("reason_not_measured", "")),
        "findings": evidence if measured else [],
        "figures": _figures(entry.get("figures") or {}) if measured else [],
    }


def _figures(figures: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"name": name.replace("_", " "), "value": _figure(value)} for name, value in figures.items()]


def _figure(value: object) -> str:
    try:
        return grouped(str(value), 3)
    except ArithmeticError:
        return str(value)


def radar_points(scores: Iterable[str | None]) -> str:
    """The vertices of the radar's polygon; lengths in the drawing only, no measured quantity."""
    points = []
    for index, score in enumerate(scores):
        length, angle = float(score or 0), math.radians(index * 30)
        points.append(f"{length * math.sin(angle):.1f},{-length * math.cos(angle):.1f}")
    return " ".join(points)


def versions_context(versions: Sequence[AgentVersion], quality: Mapping[Any, QualityReport]) -> dict[str, Any]:
    """``trend``: the gate's score of each measured version, oldest first, as drawing and as table; None below two.

    Args:
        versions: newest first.
        quality: the gate's report by the version's id.
    """
    measured = [(version, quality[version.id]) for version in reversed(versions) if version.id in quality]
    if len(measured) < 2:
        return {"trend": None}
    step = _WIDTH / max(len(measured) - 1, 1)
    points = [
        {
            "version": version.version,
            **report_row(report),
            "x": f"{place * step:.1f}",
            "y": f"{_height(report.score):.1f}",
            "change": _change(measured[place - 1][1].score, report.score) if place else "",
        }
        for place, (version, report) in enumerate(measured)
    ]
    line = " ".join(f"{point['x']},{point['y']}" for point in points)
    return {"trend": {"points": points, "line": line, "gate_y": f"{_height(GATE):.1f}"}}


def _height(score: object) -> float:
    """Where a score stands in the drawing, 0 at its bottom."""
    return _HEIGHT - float(str(score)) * _HEIGHT / 100


def _change(before: str, after: str) -> str:
    difference = round(Decimal(after) - Decimal(before), 1)
    return f"{difference:+}".replace("-", "\N{MINUS SIGN}") if difference else "0"
