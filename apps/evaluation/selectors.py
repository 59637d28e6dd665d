"""Reading what was measured and decided."""

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport, ReviewDecision


def report_admits(report: QualityReport) -> bool:
    """Whether the gate lets through what this report speaks of: PASS, or CONDITIONAL with a reviewer's approval."""
    if report.verdict != "CONDITIONAL":
        return report.verdict == "PASS"
    approvals = ReviewDecision.objects.filter(decision=ReviewDecision.Decision.APPROVE, version_id=report.version_id)
    return approvals.filter(report_hash=report.report_hash).exists()


def report_waiting(version: AgentVersion) -> QualityReport | None:
    """The CONDITIONAL report that keeps a version in Testing until a reviewer decides; None where none does."""
    report = QualityReport.objects.filter(version=version).first()
    if version.state != State.TESTING or report is None or report.verdict != "CONDITIONAL":
        return None
    return None if ReviewDecision.objects.filter(report=report).exists() else report
