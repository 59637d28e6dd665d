"""The operator's verbs as jobs whose steps are watched."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.jobs.api import JobDocument, job_accepted
from apps.registry.selectors import version_named
from apps.runtime.services.verbs import OPERATIONS
from apps.runtime.tasks import operation_submit
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView


class OperationRequest(ClosedBody):
    """What to do, to which version, and why."""

    verb = serializers.ChoiceField(OPERATIONS)
    version = serializers.CharField(
        required=False, max_length=60, help_text="A number or an alias; the version that serves when left out."
    )
    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=500, help_text="Asked for by pause, retire and roll-back."
    )


class OperationsView(TenantAPIView):
    """Operations on an agent."""

    actions = {"POST": Action.OPERATE}
    endpoint = "jobs"

    @extend_schema(
        request=OperationRequest, responses={202: JobDocument}, operation_id="agents_operate", tags=["agents"]
    )
    def post(self, request: Request, agent_id: str) -> Response:
        """Deploy, start, stop, pause, resume, roll back or retire; the job's stages show each step as it happens.

        Rolling back starts the highest version below and pauses this one, once the other answers.
        """
        body = OperationRequest(data=request.data)
        body.is_valid(raise_exception=True)
        asked: dict[str, Any] = body.validated_data
        version = version_named(agent_id, asked.get("version", ""))
        return job_accepted(
            operation_submit(
                version=version, verb=asked["verb"], actor=self.principal.name, reason=asked.get("reason", "")
            )
        )
