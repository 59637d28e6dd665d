"""Inventory reports in the admin, with their files."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html

from apps.reports.models import InventoryReport
from apps.reports.selectors import MEDIA_TYPES, report_bytes, report_filename, report_get
from greenlang.edges.admin_rows import TenantRowsAdmin
from greenlang.errors import GreenLangError


@admin.register(InventoryReport)
class InventoryReportAdmin(TenantRowsAdmin):
    """Reports; PDF and Excel a click away."""

    list_display = ("entity_name", "period_name", "prepared_by", "prepared_at", "files")
    fields = ("entity_name", "period_name", "snapshot_hash", "ledger_sequence", "prepared_by", "prepared_at", "files")
    readonly_fields = ("files",)

    @admin.display(description="Files")
    def files(self, report: InventoryReport) -> str:
        """Links to what was written."""
        pdf, excel = (reverse("admin:reports_inventoryreport_file", args=[report.pk, e]) for e in ("pdf", "xlsx"))
        if report.pdf_problem:
            return format_html('PDF unavailable · <a href="{}">Excel</a>', excel)
        return format_html('<a href="{}">PDF</a> · <a href="{}">Excel</a>', pdf, excel)

    def get_urls(self) -> list[Any]:
        """The download beside the admin's own pages."""
        view = self.admin_site.admin_view(self.download)
        return [
            path("<uuid:report_id>/file.<str:extension>", view, name="reports_inventoryreport_file"),
            *super().get_urls(),
        ]

    def download(self, request: HttpRequest, report_id: UUID, extension: str) -> HttpResponse:
        """A report's file; of another tenant's report as of an unknown one: 404."""
        try:
            report = report_get(report_id)
            content = report_bytes(report, extension)
        except GreenLangError as error:
            return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")
        response = HttpResponse(content, content_type=MEDIA_TYPES[extension])
        response["Content-Disposition"] = f'attachment; filename="{report_filename(report, extension)}"'
        return response
