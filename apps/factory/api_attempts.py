"""Attempts at a version, a mended one among them, and the review of what is conditional."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.agents.selectors import attempt_get, attempts_of
from apps.factory.api import SUBMISSION, PackParser, SubmissionParser, submission_of
from apps.factory.documents import ReviewAnswer, RevisionDocument, RevisionSummary
from apps.factory.tasks import mend_submit, review_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.registry.selectors import version_named
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_among, page_document


class ReviewRequest(ClosedBody):
    """A reviewer's decision, and why."""

    decision = serializers.ChoiceField(["approve", "reject"])
    reason = serializers.CharField(max_length=500)


class RevisionsView(TenantAPIView):
    """Attempts at a version."""

    actions = {"POST": Action.BUILD}
    endpoint = "jobs"
    parser_classes = (PackParser, SubmissionParser)

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(RevisionSummary)},
        operation_id="revisions_list",
        tags=["agents"],
    )
    def get(self, request: Request, agent_id: str, version: str) -> Response:
        """Every attempt, oldest first, and why each failed."""
        found = RevisionSummary(attempts_of(version_named(agent_id, version)), many=True).data
        return Response(page_among(request, list(found), "number").as_document())

    @extend_schema(request=SUBMISSION, responses={202: JobDocument}, operation_id="revisions_create", tags=["agents"])
    def post(self, request: Request, agent_id: str, version: str) -> Response:
        """Try a version again with a mended specification; what it was tried with before stays in its history."""
        sent = submission_of(request)
        found = version_named(agent_id, version)
        return job_accepted(mend_submit(version=found, submission=sent, actor=self.principal.name))


class RevisionView(TenantAPIView):
    """One attempt."""

    tagged = True

    @extend_schema(responses={200: RevisionDocument}, operation_id="revisions_get", tags=["agents"])
    def get(self, request: Request, agent_id: str, version: str, number: int) -> Response:
        """The attempt with its specification."""
        return Response(RevisionDocument(attempt_get(version_named(agent_id, version), number)).data)


class ReviewView(TenantAPIView):
    """The review of a conditional version."""

    actions = {"POST": Action.REVIEW}

    @extend_schema(request=ReviewRequest, responses={201: ReviewAnswer}, operation_id="agents_review", tags=["agents"])
    def post(self, request: Request, agent_id: str, version: str) -> Response:
        """Approve or reject, with a reason; whoever submitted the build does not review it."""
        found = version_named(agent_id, version)
        body = ReviewRequest(data=request.data)
        body.is_valid(raise_exception=True)
        asked: dict[str, Any] = body.validated_data
        job = review_submit(version=found, reviewer=self.principal.name, **asked)
        kept = found.reviews.latest("decided_at")
        headers = {"Location": f"/api/v1/jobs/{job.id}"} if job else {}
        answer = kept.as_document() | {"state": found.state, "job": job}
        return Response(ReviewAnswer(answer).data, status=201, headers=headers)
