"""Runs over a period: one agent over all of it, or each agent over the rows that are meant for it."""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.selectors import period_get
from apps.jobs.models import Job
from apps.runtime.models import RowChoice
from apps.runtime.services.assigned import Begun, period_run
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pointing import pointing
from greenlang.errors import InvalidInput

TAGS = ["runs"]


class PeriodRunRequest(ClosedBody):
    """Which agent, and which rows."""

    agent_id = serializers.CharField(
        max_length=200, required=False, help_text="Left out: each agent over the rows that are meant for it."
    )
    version = serializers.CharField(max_length=60, required=False)
    rows = serializers.ChoiceField(choices=RowChoice.choices, required=False, default=RowChoice.ALL)


class BegunRunDocument(serializers.Serializer[Any]):
    """A run and the job people watch it by."""

    run_id = serializers.UUIDField()
    job_id = serializers.UUIDField()


class NotBegunDocument(serializers.Serializer[Any]):
    """An agent that was not run, and why."""

    agent_id = serializers.CharField()
    reason = serializers.CharField()


class BegunDocument(serializers.Serializer[Any]):
    """The runs that go on; agents that were refused, and those for which there is no row to calculate."""

    runs = BegunRunDocument(many=True)
    were_going = serializers.BooleanField(help_text="They go on since before; none was begun.")
    refused = NotBegunDocument(many=True)
    idle = NotBegunDocument(many=True)


class PeriodRunsView(TenantAPIView):
    """The runs of a period."""

    actions = {"POST": Action.CALCULATE}
    endpoint = "jobs"

    @extend_schema(
        request=PeriodRunRequest,
        responses={202: OpenApiResponse(BegunDocument)},
        operation_id="periods_runs_create",
        tags=TAGS,
        summary="Run agents over a period",
        examples=[OpenApiExample("Each its own, what is new", {"rows": "new"}, request_only=True)],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """A job for each run. Whoever asks again while they go on is answered with them."""
        period = period_get(period_id)
        body = PeriodRunRequest(data=request.data or {})
        body.is_valid(raise_exception=True)
        given = body.validated_data
        agent, version = given.get("agent_id", ""), given.get("version", "")
        if version and not agent:
            raise InvalidInput("A version of which agent?", where="/version", mend="Name its agent_id too.")
        choice = RowChoice(given["rows"])
        with pointing(body.fields, {"agent": "/agent_id"}):
            begun = period_run(period=period, actor=self.principal.name, agent=agent, version=version, choice=choice)
        headers = {"Location": _address(begun.jobs, period.id), "Retry-After": "1"}
        return Response(_told(begun), status=202, headers=headers)


def _told(begun: Begun) -> dict[str, Any]:
    return {
        "runs": [{"run_id": job.arguments["run_id"], "job_id": job.id} for job in begun.jobs],
        "were_going": begun.were_going,
        "refused": [{"agent_id": slug, "reason": told} for slug, told in begun.refused.items()],
        "idle": [{"agent_id": slug, "reason": told} for slug, told in begun.idle.items()],
    }


def _address(jobs: list[Job], period_id: uuid.UUID) -> str:
    """Of the one job, else of the period's runs."""
    return f"/api/v1/jobs/{jobs[0].id}" if len(jobs) == 1 else f"/api/v1/runs?period_id={period_id}"
