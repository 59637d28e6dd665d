"""Attempts at a version, and the review of what is conditional."""

from decimal import Decimal
from typing import Any

from apps.agents.models import AgentVersion
from apps.agents.selectors import Attempt
from apps.evaluation.models import QualityReport, ReviewDecision
from apps.evaluation.selectors import report_waiting
from apps.factory.reviews import is_own_build, submitter_of
from apps.portal.presenters.quality import GATE, quality_context

_DECIDED = {"approve": "Approved", "reject": "Rejected"}


def attempt_row(attempt: Attempt) -> dict[str, Any]:
    """An attempt in the table of attempts."""
    failure = attempt.failure or {}
    return {
        "number": attempt.revision.number,
        "spec_hash": attempt.revision.spec_hash,
        "completed": bool(attempt.revision.spec_completion),
        "by": attempt.revision.submitted_by,
        "at": attempt.revision.submitted_at,
        "reached": attempt.reached.capitalize(),
        "stage": failure.get("stage", ""),
        "why": failure.get("message", ""),
    }


def review_context(version: AgentVersion, *, reviewer: str) -> dict[str, Any]:
    """``review`` (the waiting report with its evidence, or None) and ``reviews`` (what was decided before).

    Args:
        reviewer: who looks at it; empty where the role decides nothing.
    """
    report = report_waiting(version)
    decided = ReviewDecision.objects.filter(version=version)
    waiting = _waiting(version, report, reviewer) if report else None
    return {"review": waiting, "reviews": [_review(review) for review in decided]}


def _waiting(version: AgentVersion, report: QualityReport, reviewer: str) -> dict[str, Any]:
    own = bool(reviewer) and is_own_build(version, reviewer)
    weak = [each for each in quality_context(report)["dimensions"] if each["score"] is None or _below(each["score"])]
    return {
        "score": report.score,
        "reasons": report.document["gate"]["reasons"],
        "may_review": bool(reviewer) and not own,
        "is_own": own,
        "by": submitter_of(version),
        "weak": weak,
    }


def _below(score: str) -> bool:
    return Decimal(score.replace(",", "")) < GATE


def _review(review: ReviewDecision) -> dict[str, Any]:
    return {
        "decision": _DECIDED[review.decision],
        "approved": review.decision == ReviewDecision.Decision.APPROVE,
        "by": review.reviewer,
        "reason": review.reason,
        "at": review.decided_at,
        "report_hash": review.report_hash,
    }
