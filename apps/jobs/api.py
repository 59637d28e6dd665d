"""Watching long work."""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.jobs.models import Job, JobState
from apps.jobs.selectors import job_get
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import InvalidInput


class JobDocument(serializers.ModelSerializer[Job]):
    """A job as it stands."""

    percent = serializers.IntegerField(read_only=True)
    state = serializers.ChoiceField(JobState.choices, read_only=True)

    class Meta:
        model = Job
        fields = [
            "id", "kind", "state", "percent", "done", "total", "message", "stages", "result", "error",
            "cancel_requested", "created_by", "created_at", "started_at", "finished_at",
        ]  # fmt: skip


def job_accepted(job: Job) -> Response:
    """202 with the job and where to watch it."""
    body: dict[str, Any] = dict(JobDocument(job).data)
    return Response(body, status=202, headers={"Location": f"/api/v1/jobs/{job.id}", "Retry-After": "1"})


class JobsView(TenantAPIView):
    """Long work."""

    @extend_schema(
        parameters=[
            OpenApiParameter("kind", str, description="build, run, report, …"),
            OpenApiParameter("state", str, enum=JobState.values),
            *PAGE_PARAMETERS,
        ],
        responses={200: page_document(JobDocument)},
        operation_id="jobs_list",
        tags=["jobs"],
    )
    def get(self, request: Request) -> Response:
        """The newest first; of a kind and in a state where they are named."""
        kind, state = (request.query_params.get(name, "") for name in ("kind", "state"))
        if state and state not in JobState.values:
            raise InvalidInput("There is no such state.", where="/state", mend=f"One of {', '.join(JobState.values)}.")
        named = {name: value for name, value in (("kind", kind), ("state", state)) if value}
        page = page_of(request, Job.objects.filter(**named), ("-created_at", "-id"))
        return Response(page.as_document(JobDocument))


class JobView(TenantAPIView):
    """One job."""

    tagged = True

    @extend_schema(responses={200: JobDocument}, operation_id="jobs_get", tags=["jobs"])
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        """State, progress, and result or error."""
        job = job_get(job_id)
        headers = {} if job.is_terminal else {"Retry-After": "1"}
        return Response(JobDocument(job).data, headers=headers)
