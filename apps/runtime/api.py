"""An agent at its URL."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.api import ProvenanceRecord
from apps.calculations.selectors.ledger import calculation_record
from apps.inventory.selectors import period_get
from apps.jobs.api import JobDocument, job_accepted
from apps.registry.selectors import deprecation_headers
from apps.runtime.selectors import version_accepting
from apps.runtime.services.execution import Source, agent_of, execute
from apps.runtime.tasks import run_submit
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.engine.outputs import outputs_of_record
from greenlang.errors import InvalidInput


class ExecutionRequest(serializers.Serializer[Any]):
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


class RunRequest(serializers.Serializer[Any]):
    """Which activity data to calculate."""

    period_id = serializers.UUIDField()
    version = serializers.CharField(required=False)


def _body(request: Request) -> dict[str, Any]:
    if not isinstance(request.data, dict):
        raise InvalidInput("The body is no JSON object.", where="body", mend='Send {"inputs": {…}}.')
    return request.data


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise InvalidInput(f"“{name}” is no text.", where=f"/{name}")
    return value


class ExecutionsView(TenantAPIView):
    """Execute an agent once."""

    actions = {"POST": Action.CALCULATE}

    @extend_schema(
        request=ExecutionRequest, responses={201: ExecutionAnswer}, operation_id="agents_execute", tags=["agents"]
    )
    def post(self, request: Request, agent_id: str) -> Response:
        """One calculation, with its provenance, committed to the ledger before the answer."""
        body = _body(request)
        unknown = sorted(set(body) - {"inputs", "gwp_set", "version", "on"})
        if unknown or not isinstance(body.get("inputs"), dict):
            what = f"Unknown: {', '.join(unknown)}." if unknown else "“inputs” is missing or no object."
            raise InvalidInput(what, where="/inputs" if not unknown else f"/{unknown[0]}", mend='Send {"inputs": {…}}.')
        version = version_accepting(agent_id, _text(body, "version"))
        row = execute(
            version=version,
            document=body["inputs"],
            actor=self.principal.name,
            gwp_set=_text(body, "gwp_set"),
            source=Source.on(_text(body, "on"), where="/on"),
        )
        headers = {"Location": f"/api/v1/calculations/{row}", **deprecation_headers(version)}
        record = calculation_record(row)
        answer = {**record, "outputs": outputs_of_record(agent_of(version), record)}
        return Response(answer, status=201, headers=headers)


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
