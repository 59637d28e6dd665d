"""Attempts at a version, and the review of what is conditional."""

from typing import Any

from apps.agents.models import AgentVersion
from apps.agents.selectors import Attempt
from apps.evaluation.models import ReviewDecision
from apps.evaluation.selectors import report_waiting

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


def review_context(version: AgentVersion, *, may_review: bool) -> dict[str, Any]:
    """``review`` (the waiting report, or None) and ``reviews`` (what was decided before)."""
    report = report_waiting(version)
    waiting = {
        "score": report.score if report else "",
        "reasons": report.document["gate"]["reasons"] if report else [],
        "may_review": may_review,
    }
    decided = ReviewDecision.objects.filter(version=version)
    return {"review": waiting if report else None, "reviews": [_review(review) for review in decided]}


def _review(review: ReviewDecision) -> dict[str, Any]:
    return {
        "decision": _DECIDED[review.decision],
        "approved": review.decision == ReviewDecision.Decision.APPROVE,
        "by": review.reviewer,
        "reason": review.reason,
        "at": review.decided_at,
        "report_hash": review.report_hash,
    }
