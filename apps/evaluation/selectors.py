"""Reading what was measured and decided."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.evaluation.depth import GATE
from apps.evaluation.models import QualityReport, ReviewDecision
from greenlang.errors import NotFound


def gate_report(version: AgentVersion) -> QualityReport | None:
    """The gate's newest report of a version; whatever was measured more deeply is not it."""
    return reports_of(version).filter(depth=GATE.name).first()


def reports_of(version: AgentVersion) -> QuerySet[QualityReport]:
    """Every report of a version, the newest first."""
    return QualityReport.objects.filter(version=version).order_by("-measured_at")


def report_get(version: AgentVersion, report_id: UUID | str) -> QualityReport:
    """One report of a version.

    Raises:
        NotFound: the version has no such report here.
    """
    found = reports_of(version).filter(id=report_id).first()
    if found is None:
        raise NotFound(f"{version} has no such report.", where="report_id")
    return found


def report_admits(report: QualityReport) -> bool:
    """Whether the gate lets through what this report speaks of: PASS, or CONDITIONAL with a reviewer's approval."""
    if report.verdict != "CONDITIONAL":
        return report.verdict == "PASS"
    approvals = ReviewDecision.objects.filter(decision=ReviewDecision.Decision.APPROVE, version_id=report.version_id)
    return approvals.filter(report_hash=report.report_hash).exists()


def versions_waiting() -> QuerySet[AgentVersion]:
    """The present tenant's versions that wait for a reviewer's decision, as `report_waiting` finds them one by one."""
    newest = QualityReport.objects.filter(version=OuterRef("pk"), depth=GATE.name).order_by("-measured_at")
    measured = AgentVersion.objects.filter(state=State.TESTING).annotate(
        gate=Subquery(newest.values("id")[:1]), verdict=Subquery(newest.values("verdict")[:1])
    )
    decided = ReviewDecision.objects.filter(report_id=OuterRef("gate"))
    return measured.filter(verdict="CONDITIONAL").exclude(Exists(decided))


def report_waiting(version: AgentVersion) -> QualityReport | None:
    """The CONDITIONAL report that keeps a version in Testing until a reviewer decides; None where none does."""
    report = gate_report(version)
    if version.state != State.TESTING or report is None or report.verdict != "CONDITIONAL":
        return None
    return None if ReviewDecision.objects.filter(report=report).exists() else report
