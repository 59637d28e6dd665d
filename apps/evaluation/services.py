"""Keeping what was measured."""

from typing import Any

from apps.agents.models import AgentVersion
from apps.evaluation.depth import GATE
from apps.evaluation.models import QualityReport
from apps.evaluation.scoring import GateDecision


def report_keep(
    *, version: AgentVersion, report: dict[str, Any], decision: GateDecision, pack_sha256: str, depth: str = GATE.name
) -> QualityReport:
    """Add a report to a version's history.

    Args:
        report: as `quality_report` gives it.
        pack_sha256: the pack it speaks of; empty where none was made.
    """
    return QualityReport.objects.create(
        version=version,
        depth=depth,
        pack_sha256=pack_sha256,
        verdict=decision.verdict,
        score=str(decision.score),
        label=decision.label,
        provisional=decision.provisional,
        measured_weight=decision.measured_weight,
        document=report,
        report_hash=report["report_hash"],
        seconds=report["evaluation"]["seconds"],
    )
