"""Everything an organisation has, as one file."""

import uuid
from typing import Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.jobs.api import JobDocument, job_accepted
from apps.reports.data_export.services import (
    ExportState,
    data_export_ask,
    data_export_file,
    data_exports,
    export_state,
    job_of,
)
from apps.reports.models import DataExport
from apps.reports.tasks import write_data_export
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import NotFound


class DataExportDocument(serializers.ModelSerializer[DataExport]):
    """An export of all data: ``size`` in bytes, ``sha256`` of the whole file; both empty until it is ready."""

    state = serializers.SerializerMethodField()

    class Meta:
        model = DataExport
        fields = ["id", "state", "asked_by", "asked_at", "finished_at", "job_id", "size", "sha256"]

    def get_state(self, export: DataExport) -> Any:
        """Ready, writing or failed."""
        return export_state(export)

    get_state._spectacular_annotation = {  # type: ignore[attr-defined]
        "field": serializers.ChoiceField(choices=[state.value for state in ExportState])
    }


class DataExportsView(TenantAPIView):
    """Exports of all data; each is kept for a week."""

    actions = {"GET": Action.ADMINISTER, "POST": Action.ADMINISTER}
    endpoint = "jobs"

    @extend_schema(
        summary="List exports of all data",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(DataExportDocument)},
        operation_id="data_exports_list",
        tags=["people"],
    )
    def get(self, request: Request) -> Response:
        """Those that are still kept, newest first."""
        page = page_of(request, data_exports(), ("-asked_at", "-id"))
        return Response({"results": DataExportDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        summary="Export all data",
        request=None,
        responses={202: JobDocument},
        operation_id="data_exports_create",
        tags=["people"],
    )
    def post(self, request: Request) -> Response:
        """Have everything written into one file, as a job; its result has the ``export_id``."""
        job = job_of(data_export_ask(asked_by=self.principal.name, task=write_data_export))
        if job is None:
            raise NotFound("There is no such job.", where="job_id")
        return job_accepted(job)


class DataExportFileView(TenantAPIView):
    """An export's file."""

    actions = {"GET": Action.ADMINISTER}

    @extend_schema(
        summary="Download an export of all data",
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
        operation_id="data_exports_download",
        tags=["people"],
    )
    def get(self, request: Request, export_id: uuid.UUID) -> StreamingHttpResponse:
        """A ZIP of tables as CSV and of files, with a manifest of their hashes."""
        return data_export_file(
            tenant_id=self.principal.tenant_id, export_id=export_id, downloaded_by=self.principal.name
        )
