"""Watching long work."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.jobs.models import Job
from apps.jobs.selectors import job_get
from greenlang.edges.endpoints import TenantAPIView


class JobDocument(serializers.ModelSerializer[Job]):
    """A job as it stands."""

    percent = serializers.IntegerField(read_only=True)

    class Meta:
        model = Job
        fields = [
            "id", "kind", "state", "percent", "done", "total", "message", "stages", "result", "error",
            "created_at", "started_at", "finished_at",
        ]  # fmt: skip


def job_accepted(job: Job) -> Response:
    """202 with the job and where to watch it."""
    body: dict[str, Any] = dict(JobDocument(job).data)
    return Response(body, status=202, headers={"Location": f"/api/v1/jobs/{job.id}", "Retry-After": "1"})


class JobView(TenantAPIView):
    """One job."""

    @extend_schema(responses={200: JobDocument}, operation_id="jobs_get", tags=["jobs"])
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        """State, progress, and result or error."""
        job = job_get(job_id)
        headers = {} if job.is_terminal else {"Retry-After": "1"}
        return Response(JobDocument(job).data, headers=headers)
