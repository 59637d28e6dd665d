"""Inventory reports."""

import uuid
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.selectors import period_get
from apps.jobs.api import JobDocument, job_accepted
from apps.jobs.services import job_submit
from apps.reports.formats.registry import FORMATS
from apps.reports.models import InventoryReport
from apps.reports.selectors import ReportDownload, report_file, report_get, report_is_stale
from apps.reports.tasks import write_report
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of


class ReportRequest(ClosedBody):
    """Which period to report."""

    period_id = serializers.UUIDField()


class ReportSummary(serializers.ModelSerializer[InventoryReport]):
    """A report without its lines."""

    stale = serializers.SerializerMethodField()
    totals = serializers.SerializerMethodField()

    class Meta:
        model = InventoryReport
        fields = [
            "id", "period_id", "period_name", "entity_name", "snapshot_hash", "prepared_by", "prepared_at", "stale",
            "totals",
        ]  # fmt: skip

    def get_stale(self, report: InventoryReport) -> bool:
        """Whether inputs or calculations came after the snapshot."""
        return report_is_stale(report)

    def get_totals(self, report: InventoryReport) -> dict[str, Any]:
        """Totals as frozen; decimal strings."""
        return dict(report.snapshot["totals"])


class ReportsView(TenantAPIView):
    """The tenant's reports."""

    actions = {"POST": Action.REPORT}
    endpoint = "jobs"

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(ReportSummary)},
        operation_id="reports_list",
        tags=["reports"],
    )
    def get(self, request: Request) -> Response:
        """The newest first."""
        reports = InventoryReport.objects.all()
        return Response(page_of(request, reports, ("-prepared_at", "-id")).as_document(ReportSummary))

    @extend_schema(request=ReportRequest, responses={202: JobDocument}, operation_id="reports_create", tags=["reports"])
    def post(self, request: Request) -> Response:
        """Freeze a period and write its files, as a job."""
        body = ReportRequest(data=request.data)
        body.is_valid(raise_exception=True)
        period = period_get(body.validated_data["period_id"])
        job = job_submit(
            kind="report", task=write_report, arguments={"period_id": str(period.id)}, created_by=self.principal.name
        )
        return job_accepted(job)


class ReportView(TenantAPIView):
    """One report."""

    tagged = True

    @extend_schema(responses={200: OpenApiTypes.OBJECT}, operation_id="reports_get", tags=["reports"])
    def get(self, request: Request, report_id: uuid.UUID) -> Response:
        """The whole frozen snapshot."""
        return Response(report_get(report_id).snapshot)


def sent(file: ReportDownload) -> HttpResponse:
    """A file as an answer; its ETag is the hash of its bytes."""
    headers = {"Content-Disposition": f'attachment; filename="{file.filename}"', "ETag": f'"{file.sha256}"'}
    return HttpResponse(file.content, content_type=file.media_type, headers=headers)


class ReportFileView(TenantAPIView):
    """A report's file."""

    tagged = True

    @extend_schema(
        responses={(200, each.media_type): OpenApiTypes.BINARY for each in FORMATS},
        operation_id="reports_download",
        tags=["reports"],
    )
    def get(self, request: Request, report_id: uuid.UUID, extension: str) -> HttpResponse:
        """A file of a report, by what its name ends with, such as ``pdf`` or ``xlsx``."""
        return sent(report_file(report_get(report_id), extension))
