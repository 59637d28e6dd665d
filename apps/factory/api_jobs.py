"""Stopping long work: each kind in its own way, by whoever may begin it."""

import uuid
from types import MappingProxyType
from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.factory.services import KIND as BUILD
from apps.factory.services import build_cancel
from apps.jobs.api import JobDocument
from apps.jobs.models import Job
from apps.jobs.selectors import job_get
from apps.runtime.models import Run
from apps.runtime.services.runs import KIND as RUN
from apps.runtime.services.runs import run_cancel
from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal
from greenlang.edges.endpoints import TenantAPIView
from greenlang.errors import Conflict

ASKS: Final = MappingProxyType(
    {
        BUILD: Action.BUILD,
        "evaluation": Action.BUILD,
        "operate": Action.OPERATE,
        "report": Action.REPORT,
        "review": Action.REPORT,
        "upload": Action.UPLOAD,
        "data-export": Action.ADMINISTER,
        RUN: Action.CALCULATE,
        "executions": Action.CALCULATE,
        "restatement-preview": Action.CALCULATE,
    }
)
"""What whoever stops a job of a kind must be allowed; of any other kind: to administer."""


class JobCancelView(TenantAPIView):
    """Stopping a job."""

    @extend_schema(request=None, responses={202: JobDocument}, operation_id="jobs_cancel", tags=["jobs"])
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """Ask it to stop: at its next step, or at once where no worker has begun. What it has committed stays.

        409 where it has ended, or is too far on to be stopped. Asked for by whoever may begin such work.
        """
        job = job_get(job_id)
        assert isinstance(self.principal, Principal)  # noqa: S101 - the permission class has seen to it
        self.principal.require(ASKS.get(job.kind, Action.ADMINISTER))
        if job.is_terminal:
            raise Conflict(f"The job is {job.state} already.", where="job_id")
        self._stop(job)
        job.refresh_from_db()
        audit_record(kind=AuditKind.RUN, act="asked to stop", actor=self.principal.name, subject=f"{job.kind} {job.id}")
        headers = {"Location": f"/api/v1/jobs/{job.id}", "Retry-After": "1"}
        return Response(JobDocument(job).data, status=202, headers=headers)

    def _stop(self, job: Job) -> None:
        if job.kind == BUILD:
            if not build_cancel(job=job, actor=self.principal.name):
                mend = "What it makes can be retired afterwards."
                raise Conflict("The build is too far on to be cancelled.", where="job_id", mend=mend)
        elif job.kind == RUN and (run := Run.objects.filter(job_id=job.id).first()):
            run_cancel(run)
        else:
            job.ask_to_cancel()
