"""A reviewer's decision about an agent that the gate lets through on condition only."""

from django.db import transaction

from apps.agents.lifecycle import ErrorDetails, QualityVerdict
from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport, ReviewDecision
from apps.evaluation.selectors import report_waiting
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.factory.errors import NothingToReview, OwnBuild
from apps.factory.services import job_create, job_of
from apps.jobs.models import Job
from apps.tenants.selectors import persons_behind
from greenlang.engine.canonical_json import sha256_of
from greenlang.errors import InvalidInput

Decision = ReviewDecision.Decision


@transaction.atomic
def review_decide(*, version: AgentVersion, reviewer: str, decision: str, reason: str) -> Job | None:
    """Keep the decision with its reason, and move the version by it.

    Returns:
        After an approval, the job that packs, registers and deploys, not yet enqueued; None after a rejection.

    Raises:
        InvalidInput: no such decision, or no reason.
        NothingToReview: no CONDITIONAL report of this version waits for a decision.
        OwnBuild: the reviewer submitted this build.
    """
    if decision not in Decision.values:
        raise InvalidInput(f"“{decision[:40]}” is no decision.", where="decision", mend="Say approve or reject.")
    if not reason.strip():
        raise InvalidInput("Say why.", where="reason", mend="One sentence that an auditor will understand.")
    AgentVersion.objects.select_for_update().get(id=version.id)
    version.refresh_from_db()
    report = _waiting(version)
    _require_another_person(version, reviewer)
    review = ReviewDecision.objects.create(
        version=version,
        report=report,
        report_hash=report.report_hash,
        reviewer=reviewer,
        decision=decision,
        reason=reason.strip(),
    )
    act = "rejected" if decision == Decision.REJECT else "approved"
    audit_record(kind=AuditKind.AGENT, act=act, actor=reviewer, subject=str(version), detail=review.reason)
    if decision == Decision.REJECT:
        version.transition("agent.failed", _rejected(review), actor=reviewer)
        return None
    version.transition("agent.validated", _approved(review), actor=reviewer)
    return job_create(version, reviewer, review=str(review.id))


def _waiting(version: AgentVersion) -> QualityReport:
    report, job = report_waiting(version), job_of(version)
    if report is None:
        raise NothingToReview(
            f"{version} is {version.state} and waits for no review.",
            where="version",
            mend="A version whose score is between 60 and 70 waits in Testing.",
        )
    if job is not None and not job.is_terminal:
        raise NothingToReview(f"{version} is still being built.", where=f"job {job.id}", mend="Wait for the job.")
    return report


def submitter_of(version: AgentVersion) -> str:
    """Who handed in what a version was last tried with."""
    revision = version.revisions.last()
    return revision.submitted_by if revision else version.created_by


def is_own_build(version: AgentVersion, reviewer: str) -> bool:
    """Whether the same person submitted it, under whatever name or key."""
    return bool(persons_behind(reviewer) & persons_behind(submitter_of(version)))


def _require_another_person(version: AgentVersion, reviewer: str) -> None:
    if is_own_build(version, reviewer):
        submitter = submitter_of(version)
        raise OwnBuild(
            f"{submitter} submitted this build of {version}.",
            where="reviewer",
            mend="Somebody else reviews it.",
        )


def _approved(review: ReviewDecision) -> QualityVerdict:
    report = review.report
    measured = sha256_of(report.document["evaluation"])
    return QualityVerdict(report.verdict, report.score, report.label, measured, review.as_document())


def _rejected(review: ReviewDecision) -> ErrorDetails:
    message = f"{review.reviewer} rejected it: {review.reason}"
    return ErrorDetails("review", "rejected", message, [])
