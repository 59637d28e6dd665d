"""Evaluations of a version: their history, and a further one on demand."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.evaluation.depth import DEEP, ON_DEMAND
from apps.evaluation.models import QualityReport
from apps.evaluation.selectors import report_get, reports_of
from apps.factory.quality_files import quality_file
from apps.factory.tasks import evaluation_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.registry.selectors import version_named
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of


class EvaluationSummary(serializers.ModelSerializer[QualityReport]):
    """One report of a version: how deeply it looked, and what came out."""

    class Meta:
        model = QualityReport
        fields = [
            "id", "depth", "verdict", "score", "label", "provisional", "measured_weight", "pack_sha256", "report_hash",
            "seconds", "measured_at",
        ]  # fmt: skip


class EvaluationDocument(EvaluationSummary):
    """A report with its figures and evidence."""

    document = serializers.JSONField(read_only=True)

    class Meta(EvaluationSummary.Meta):
        fields = [*EvaluationSummary.Meta.fields, "document"]


class EvaluationRequest(ClosedBody):
    """How deeply to look."""

    depth = serializers.ChoiceField(
        choices=list(ON_DEMAND),
        default=DEEP.name,
        help_text="`deep` takes minutes; `again` is what the gate did. Neither replaces the gate's report.",
    )


class EvaluationsView(TenantAPIView):
    """Evaluations of one version."""

    actions = {"POST": Action.BUILD}
    endpoint = "jobs"

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(EvaluationSummary)},
        operation_id="evaluations_list",
        tags=["agents"],
    )
    def get(self, request: Request, agent_id: str, version: str) -> Response:
        """Every report of the version, the newest first."""
        found = reports_of(version_named(agent_id, version)).defer("document")
        return Response(page_of(request, found, ("-measured_at", "-id")).as_document(EvaluationSummary))

    @extend_schema(
        request=EvaluationRequest, responses={202: JobDocument}, operation_id="evaluations_create", tags=["agents"]
    )
    def post(self, request: Request, agent_id: str, version: str) -> Response:
        """Evaluate the registered pack once more; the job's result names the report."""
        body = EvaluationRequest(data=request.data or {})
        body.is_valid(raise_exception=True)
        depth: str = body.validated_data["depth"]
        named = version_named(agent_id, version)
        return job_accepted(evaluation_submit(version=named, depth=depth, actor=self.principal.name))


class EvaluationView(TenantAPIView):
    """One evaluation."""

    tagged = True

    @extend_schema(responses={200: EvaluationDocument}, operation_id="evaluations_get", tags=["agents"])
    def get(self, request: Request, agent_id: str, version: str, report_id: Any) -> Response:
        """Twelve dimensions with their figures and evidence."""
        return Response(EvaluationDocument(report_get(version_named(agent_id, version), report_id)).data)


class EvaluationFileView(TenantAPIView):
    """One evaluation as a file."""

    @extend_schema(
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"): OpenApiTypes.BINARY,
        },
        operation_id="evaluations_download",
        tags=["agents"],
    )
    def get(self, request: Request, agent_id: str, version: str, report_id: Any, extension: str) -> HttpResponse:
        """The report with its evidence as PDF (`pdf`) or Excel (`xlsx`)."""
        return quality_file(report_get(version_named(agent_id, version), report_id), extension).as_response()
