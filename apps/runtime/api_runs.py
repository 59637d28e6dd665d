"""Runs as they go on: progress, cancelling, resuming, the error file."""

import uuid
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.agents.models import SPEC_BYTES
from apps.jobs.models import Job, JobState
from apps.runtime.batch.errors_file import MEDIA_TYPE, errors_csv, errors_filename
from apps.runtime.batch.progress import RunState, run_progress, run_state
from apps.runtime.models import Run
from apps.runtime.selectors import run_get, run_job
from apps.runtime.services.runs import run_cancel, run_resume
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.queries import uuid_of
from greenlang.errors import NotFound

SPEC_OF_VERSION = [f"version__{name}" for name in SPEC_BYTES]


class RunDocument(serializers.Serializer[Any]):
    """A run as it stands. Every row is succeeded, failed, unreached, or still to come."""

    id = serializers.UUIDField()
    agent_id = serializers.CharField()
    version = serializers.CharField()
    state = serializers.ChoiceField(
        choices=RunState.choices, help_text="its job's; held while its agent is paused or stopped"
    )
    period_id = serializers.UUIDField()
    job_id = serializers.UUIDField(allow_null=True)
    started_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True, help_text="when it ended, however it did")
    rows = serializers.IntegerField()
    succeeded = serializers.IntegerField()
    failed = serializers.IntegerField(help_text="rows that were refused; the error file has the reasons")
    dead = serializers.IntegerField(help_text="of the failed, those in the dead letters")
    unreached = serializers.IntegerField(help_text="rows of partitions that failed or were cancelled")
    partitions = serializers.DictField(child=serializers.IntegerField(), help_text="how many are in which state")
    rows_a_second = serializers.IntegerField(help_text="over the last half minute; 0 while it stands still")
    seconds_left = serializers.IntegerField(allow_null=True, help_text="at that rate; null where it says nothing")
    held = serializers.CharField(help_text="why it does not go on at present; empty where it does")


class RunListed(serializers.ModelSerializer[Run]):
    """A run in a list; ``state`` is its job's."""

    agent_id = serializers.CharField(source="version.agent.slug")
    version = serializers.CharField(source="version.version")
    state = serializers.SerializerMethodField()

    class Meta:
        model = Run
        fields = [
            "id", "agent_id", "version", "state", "period_id", "job_id", "rows", "succeeded", "failed", "started_at",
            "finished_at",
        ]  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(JobState.choices, allow_null=True))
    def get_state(self, run: Run) -> str | None:
        """Null where its job is gone."""
        state: str | None = self.context["states"].get(run.job_id)
        return state


class AllRunsView(TenantAPIView):
    """Runs over activity data."""

    @extend_schema(
        parameters=[OpenApiParameter("period_id", OpenApiTypes.UUID), *PAGE_PARAMETERS],
        responses={200: page_document(RunListed)},
        operation_id="runs_list",
        tags=["runs"],
    )
    def get(self, request: Request) -> Response:
        """The newest first; of one period where it is named."""
        rows = Run.objects.select_related("version__agent").defer(*SPEC_OF_VERSION)
        if period_id := request.query_params.get("period_id"):
            rows = rows.filter(period_id=uuid_of(period_id, "/period_id"))
        page = page_of(request, rows, ("-started_at", "-id"))
        jobs = Job.objects.filter(id__in=[run.job_id for run in page.rows])
        states = dict(jobs.order_by().values_list("id", "state"))
        return Response(page.as_document(RunListed, context={"states": states}))


def _document(run: Run) -> dict[str, Any]:
    run = run_get(run.id)
    progress = run_progress(run.id)
    about = {
        "id": run.id,
        "agent_id": run.version.agent.slug,
        "version": run.version.version,
        "state": run_state(run_job(run), progress),
        "period_id": run.period_id,
        "job_id": run.job_id,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
    }
    return dict(RunDocument({**about, **asdict(progress)}).data)


class RunView(TenantAPIView):
    """One run."""

    tagged = True

    @extend_schema(responses={200: RunDocument}, operation_id="runs_get", tags=["runs"])
    def get(self, request: Request, run_id: uuid.UUID) -> Response:
        """State, rows, rate and time left, as they are at this moment."""
        return Response(_document(run_get(run_id)))


class RunVerbView(TenantAPIView):
    """Cancelling and resuming a run."""

    actions = {"POST": Action.CALCULATE}

    @extend_schema(request=None, responses={200: RunDocument}, operation_id="runs_verb", tags=["runs"])
    def post(self, request: Request, run_id: uuid.UUID, verb: str) -> Response:
        """``cancel``: nothing more is calculated, and what was stays. ``resume``: what failed, was cancelled or is held
        is begun again; 410 where its agent is retired.
        """
        run = run_get(run_id)
        verbs = {"cancel": run_cancel, "resume": run_resume}
        if verb not in verbs:
            raise NotFound(f"A run has no verb “{verb[:40]}”.", where="verb", mend=f"One of {', '.join(verbs)}.")
        verbs[verb](run)
        return Response(_document(run))


class RunErrorsView(TenantAPIView):
    """A run's error file."""

    long = True

    @extend_schema(responses={(200, MEDIA_TYPE): OpenApiTypes.STR}, operation_id="runs_errors", tags=["runs"])
    def get(self, request: Request, run_id: uuid.UUID) -> HttpResponse:
        """CSV: file, row, place, reason and mend of every row that has no calculation."""
        return errors_response(run_get(run_id))


def errors_response(run: Run) -> HttpResponse:
    """The error file as a download."""
    response = HttpResponse(errors_csv(run), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{errors_filename(run)}"'
    return response
