"""An agent at its URL."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.api import ProvenanceRecord
from apps.inventory.selectors import period_get
from apps.jobs.api import JobDocument, job_accepted
from apps.registry.selectors import deprecation_headers
from apps.runtime.gateway.doors import gateway_view
from apps.runtime.selectors import version_accepting
from apps.runtime.services.many import MOST, executions_read, executions_submit
from apps.runtime.tasks import run_executions, run_submit
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import MAX_BODY_BYTES, BodyTooLarge, BytesParser, ClosedBody
from greenlang.edges.endpoints import TenantAPIView


class ExecutionRequest(ClosedBody):
    """What to calculate. Quantities are ``{"value": "50", "unit": "mmBtu", "basis": "gross"}``."""

    inputs = serializers.DictField()
    gwp_set = serializers.CharField(required=False, help_text="AR4, AR5 or AR6; the agent's own when left out.")
    version = serializers.CharField(
        required=False, help_text="A version's number or an alias; the version that is Running when left out."
    )
    on = serializers.DateField(required=False, help_text="A day of the activity: factors must be applicable on it.")


class ExecutionAnswer(ProvenanceRecord):
    """A calculation with everything that led to it, and the agent's outputs by their own names."""

    outputs = serializers.DictField(child=serializers.CharField())


class ManyExecutionsRequest(ClosedBody):
    """What to calculate: as for one execution, with a list of inputs."""

    inputs = serializers.ListField(child=serializers.DictField(), min_length=1, max_length=MOST)
    gwp_set = serializers.CharField(required=False)
    version = serializers.CharField(required=False)
    on = serializers.DateField(required=False)


class InputsParser(BytesParser):
    """The body as it came: the job keeps its text."""

    media_type = "application/json"
    limit = MAX_BODY_BYTES


class RunRequest(ClosedBody):
    """Which activity data to calculate."""

    period_id = serializers.UUIDField()
    version = serializers.CharField(required=False)


class ExecutionsView(TenantAPIView):
    """Execute an agent once: the gateway's affair, see `apps.runtime.gateway`."""

    actions = {"POST": Action.CALCULATE}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A POST goes to the gateway as it is."""
        if request.method == "POST":
            return gateway_view(request, kwargs["agent_id"])
        return super().dispatch(request, *args, **kwargs)

    @extend_schema(
        request=ExecutionRequest, responses={201: ExecutionAnswer}, operation_id="agents_execute", tags=["agents"]
    )
    def post(self, request: Request, agent_id: str) -> HttpResponse:
        """One calculation, with its provenance, committed to the ledger before the answer."""
        return gateway_view(request._request, agent_id)


class ManyExecutionsView(TenantAPIView):
    """Execute an agent many times."""

    actions = {"POST": Action.CALCULATE}
    endpoint = "jobs"
    parser_classes = (InputsParser,)

    @extend_schema(
        request={"application/json": ManyExecutionsRequest},
        responses={202: JobDocument},
        operation_id="agents_execute_many",
        tags=["agents"],
    )
    def post(self, request: Request, agent_id: str) -> Response:
        """A job for up to 1,000 inputs; its result has an answer for each, in their order."""
        body: bytes = request.data if isinstance(request.data, bytes) else b""
        if len(body) > InputsParser.limit:
            raise BodyTooLarge
        asked = executions_read(body)
        version = version_accepting(agent_id, asked.get("version", ""))
        total, actor = len(asked["inputs"]), self.principal.name
        job = executions_submit(version=version, body=body, total=total, actor=actor, task=run_executions)
        answer = job_accepted(job)
        for name, value in deprecation_headers(version).items():
            answer[name] = value
        return answer


class RunsView(TenantAPIView):
    """Run an agent over a period's activity data."""

    actions = {"POST": Action.CALCULATE}
    endpoint = "jobs"

    @extend_schema(request=RunRequest, responses={202: JobDocument}, operation_id="agents_run", tags=["agents"])
    def post(self, request: Request, agent_id: str) -> Response:
        """A job that calculates every row of the period."""
        body = RunRequest(data=request.data)
        body.is_valid(raise_exception=True)
        version = version_accepting(agent_id, body.validated_data.get("version", ""))
        period = period_get(uuid.UUID(str(body.validated_data["period_id"])))
        answer = job_accepted(run_submit(version=version, period=period, actor=self.principal.name))
        for name, value in deprecation_headers(version).items():
            answer[name] = value
        return answer
