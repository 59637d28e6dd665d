"""Reporting periods and activity data."""

import uuid
from collections.abc import Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.models import ActivityUpload, RejectedRow, ReportingPeriod
from apps.inventory.queues.rejected import MOST_TOLD, first_of
from apps.inventory.readers.tables import MAX_BYTES
from apps.inventory.selectors import period_get
from apps.inventory.services import activity_upload, period_open
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import BytesParser, ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of


class CSVParser(BytesParser):
    """The body is the file."""

    media_type = "text/csv"
    limit = MAX_BYTES


class WorkbookParser(BytesParser):
    """The body is the file."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    limit = MAX_BYTES


class TableParser(BytesParser):
    """The body is a file of either kind; its first bytes say of which."""

    media_type = "application/octet-stream"
    limit = MAX_BYTES


TABLES = (CSVParser, WorkbookParser, TableParser)
"""A file of rows, however it is declared: what it is, is read from the file itself."""
TABLE_BODIES: Any = {each.media_type: OpenApiTypes.BINARY for each in TABLES}


class PeriodDocument(serializers.ModelSerializer[ReportingPeriod]):
    """A reporting period of an entity."""

    entity = serializers.CharField(max_length=200)
    entity_id = serializers.UUIDField(read_only=True)

    class Meta:
        model = ReportingPeriod
        fields = ["id", "entity", "entity_id", "name", "start", "end", "gwp_set", "locked_at"]
        read_only_fields = ["id", "locked_at"]
        extra_kwargs = {"gwp_set": {"required": False}}


class PeriodRequest(ClosedBody, PeriodDocument):
    """A period to be opened."""

    class Meta(PeriodDocument.Meta):
        fields = ["entity", "name", "start", "end", "gwp_set"]
        read_only_fields = []


class RejectedDocument(serializers.ModelSerializer[RejectedRow]):
    """A row that was not accepted, and why."""

    class Meta:
        model = RejectedRow
        fields = ["row", "column", "reason", "is_duplicate"]


class UploadDocument(serializers.ModelSerializer[ActivityUpload]):
    """A file taken in: rows_in = accepted + rejected + duplicate."""

    rejections = RejectedDocument(
        many=True,
        read_only=True,
        source="first_rejections",
        help_text=(
            f"The first {MOST_TOLD} rows that were not accepted, in the file’s order; "
            "all of them are at /api/v1/uploads/{upload_id}/rejected-rows and …/duplicate-rows."
        ),
    )

    class Meta:
        model = ActivityUpload
        fields = [
            "id",
            "filename",
            "sha256",
            "rows_in",
            "accepted",
            "rejected",
            "duplicate",
            "uploaded_at",
            "rejections",
        ]


class PeriodsView(TenantAPIView):
    """Reporting periods."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(PeriodDocument)},
        operation_id="periods_list",
        tags=["inventory"],
    )
    def get(self, request: Request) -> Response:
        """The latest first."""
        rows = ReportingPeriod.objects.select_related("entity")
        return Response(page_of(request, rows, ("-start", "-id")).as_document(PeriodDocument))

    @extend_schema(
        request=PeriodRequest, responses={201: PeriodDocument}, operation_id="periods_create", tags=["inventory"]
    )
    def post(self, request: Request) -> Response:
        """Open a period; the entity is made when its name is new."""
        body = PeriodRequest(data=request.data)
        body.is_valid(raise_exception=True)
        fields = dict(body.validated_data)
        period = period_open(entity_name=fields.pop("entity"), **fields)
        return Response(PeriodDocument(period).data, status=201)


class UploadsView(TenantAPIView):
    """Activity data of a period."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = TABLES

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(UploadDocument)},
        operation_id="uploads_list",
        tags=["inventory"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """Files taken in so far, the newest first."""
        uploads = ActivityUpload.objects.filter(period=period_get(period_id))
        page = page_of(request, uploads, ("-uploaded_at", "-id"))
        return Response({"results": _told(page.rows), "next": page.next})

    @extend_schema(
        request=TABLE_BODIES,
        parameters=[OpenApiParameter("filename", str)],
        responses={201: UploadDocument},
        operation_id="uploads_create",
        tags=["inventory"],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """A CSV file or the first sheet of a workbook, as the body; the answer accounts for every row."""
        data = request.data if isinstance(request.data, bytes) else b""
        upload = activity_upload(
            period=period_get(period_id),
            filename=request.query_params.get("filename", "activity.csv"),
            data=data,
            uploaded_by=self.principal.name,
        )
        return Response(_told([upload])[0], status=201)


def _told(uploads: Sequence[ActivityUpload]) -> list[dict[str, Any]]:
    first = first_of(uploads)
    documents = []
    for upload in uploads:
        upload.first_rejections = first.get(upload.id, [])  # type: ignore[attr-defined]
        documents.append(dict(UploadDocument(upload).data))
    return documents
