"""Inventory reports."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.selectors import period_get
from apps.jobs.api import JobDocument, job_accepted
from apps.jobs.services import job_submit
from apps.reports.brief import Brief
from apps.reports.briefs import report_briefly
from apps.reports.datapoints import datapoints_of
from apps.reports.formats.registry import FORMATS
from apps.reports.models import InventoryReport
from apps.reports.selectors import ReportDownload, report_file, report_get
from apps.reports.staleness import stale_among
from apps.reports.tasks import write_report
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import InvalidInput


class ReportRequest(ClosedBody):
    """Which period to report."""

    period_id = serializers.UUIDField()


class ReportDocument(serializers.ModelSerializer[InventoryReport]):
    """A report without its lines."""

    stale = serializers.SerializerMethodField()
    totals = serializers.DictField(help_text="As frozen, in kg; decimal strings.")

    class Meta:
        model = InventoryReport
        fields = [
            "id", "period_id", "period_name", "entity_name", "status", "snapshot_hash", "prepared_by", "prepared_at",
            "stale", "totals",
        ]  # fmt: skip

    def get_stale(self, report: InventoryReport) -> bool:
        """Whether a report of this moment would say something else."""
        return report.id in self.context["stale"]


class DatapointDocument(serializers.Serializer[Any]):
    """A number that every format of the report states."""

    id = serializers.CharField(help_text="Such as “scope-1” or “scope-3-category-6”; the same in every report.")
    title = serializers.CharField()
    section = serializers.CharField(help_text="Number of the report's section that states it.")
    value = serializers.CharField(help_text="Exact, a decimal string.")
    unit = serializers.CharField()
    decimals = serializers.IntegerField(help_text="Those it is stated at.")
    stated = serializers.CharField(help_text="The value rounded half to even at these decimals.")


class DatapointsDocument(serializers.Serializer[Any]):
    """All numbers that a report states, in the order of the report."""

    report_id = serializers.UUIDField()
    snapshot_hash = serializers.CharField()
    datapoints = DatapointDocument(many=True)


class ReportsView(TenantAPIView):
    """The tenant's reports."""

    actions = {"POST": Action.REPORT}
    endpoint = "jobs"

    @extend_schema(
        parameters=[*PAGE_PARAMETERS, OpenApiParameter("period_id", OpenApiTypes.UUID, description="Of this period.")],
        responses={200: page_document(ReportDocument)},
        operation_id="reports_list",
        tags=["reports"],
        summary="List reports",
    )
    def get(self, request: Request) -> Response:
        """Newest first."""
        # A snapshot may be large: it is opened only where nothing of it is kept beside it.
        totals = Coalesce("totals", KeyTransform("totals", "snapshot"))
        reports = InventoryReport.objects.defer("snapshot", "totals").annotate(shown_totals=totals)
        if asked := request.query_params.get("period_id"):
            reports = reports.filter(period_id=period_get(_uuid(asked)).id)
        page = page_of(request, reports, ("-prepared_at", "-id"))
        for report in page.rows:
            report.totals = vars(report)["shown_totals"]
        found = ReportDocument(page.rows, many=True, context={"stale": stale_among(page.rows)}).data
        return Response({"results": found, "next": page.next})

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

    @extend_schema(
        responses={200: OpenApiTypes.OBJECT},
        operation_id="reports_get",
        tags=["reports"],
        summary="Read a report's snapshot",
    )
    def get(self, request: Request, report_id: uuid.UUID) -> Response:
        """The whole frozen snapshot; its ETag is its hash, and what is frozen never changes."""
        report = report_get(report_id)
        return _frozen(report, report.snapshot)


class ReportDatapointsView(TenantAPIView):
    """What a report states."""

    tagged = True

    @extend_schema(
        responses={200: DatapointsDocument},
        operation_id="reports_datapoints",
        tags=["reports"],
        summary="List the numbers a report states",
    )
    def get(self, request: Request, report_id: uuid.UUID) -> Response:
        """Exact, with unit, and rounded as PDF, Excel and XBRL state them."""
        report, brief = report_briefly(report_id)
        return _frozen(report, _datapoints(report, brief))


def _datapoints(report: InventoryReport, brief: Brief) -> dict[str, Any]:
    points = datapoints_of(brief["snapshot"]).values()
    names = ("id", "title", "section", "value", "unit", "decimals")
    rows = [{**{name: getattr(point, name) for name in names}, "stated": point.stated_text} for point in points]
    return {"report_id": str(report.id), "snapshot_hash": report.snapshot_hash, "datapoints": rows}


def _frozen(report: InventoryReport, told: Mapping[str, Any]) -> Response:
    """What is told of a report; as it is frozen, the hash of its snapshot tells whether the caller has it."""
    return Response(told, headers={"ETag": f'"{report.snapshot_hash.removeprefix("sha256:")}"'})


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise InvalidInput("This is no id of a period.", where="/period_id", mend="Use one of GET /periods.") from None


def sent(file: ReportDownload) -> HttpResponse:
    """A file as an answer; its ETag is the hash of its bytes."""
    headers = {"Content-Disposition": f'attachment; filename="{file.filename}"', "ETag": f'"{file.sha256}"'}
    return HttpResponse(file.content, content_type=file.media_type, headers=headers)


_KINDS = {"application/json": OpenApiTypes.OBJECT}
"""What files are that are read as more than their bytes."""


class ReportFileView(TenantAPIView):
    """A report's file."""

    tagged = True
    problems: ClassVar = {"GET": (409, 503)}

    @extend_schema(
        parameters=[
            OpenApiParameter("extension", str, OpenApiParameter.PATH, enum=[each.extension for each in FORMATS])
        ],
        responses={(200, each.media_type): _KINDS.get(each.media_type, OpenApiTypes.BINARY) for each in FORMATS},
        operation_id="reports_download",
        tags=["reports"],
    )
    def get(self, request: Request, report_id: uuid.UUID, extension: str) -> HttpResponse:
        """A file of a report, by what its name ends with: 503 while it is being written, 409 where there is none.

        The refusal says why there is none, such as a missing identifier, and how to mend that.
        """
        return sent(report_file(report_get(report_id), extension))
