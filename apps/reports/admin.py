"""Reporting periods and their inventory reports in the admin, with their files."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ReportingPeriod
from apps.jobs.services import job_submit
from apps.reports.api import sent
from apps.reports.formats.registry import OFFERED
from apps.reports.models import InventoryReport
from apps.reports.selectors import report_file, report_get, written_extensions
from apps.reports.tasks import write_report
from greenlang.edges.admin_questions import Question, question_page
from greenlang.edges.admin_rows import TenantRowsAdmin
from greenlang.errors import GreenLangError

SHOWN = 20


def files_of(report_id: UUID, written: Iterable[str]) -> SafeString:
    """Links to what was written, and which formats were not."""
    there = set(written)
    links = [
        format_html(
            '<a class="co-link" href="{}">{}</a>',
            reverse("admin:reports_inventoryreport_file", args=[report_id, each.extension]),
            each.label,
        )
        if each.extension in there or not each.is_kept
        else format_html("{} not written", each.label)
        for each in OFFERED
    ]
    return format_html_join(" · ", "{}", ((link,) for link in links))


@admin.register(InventoryReport)
class InventoryReportAdmin(TenantRowsAdmin):
    """Reports, the newest first; their files a click away."""

    list_display = ("entity_name", "period_name", "prepared_by", "prepared_at", "files")
    search_fields = ("entity_name", "period_name")
    fields = ("entity_name", "period_name", "files", "snapshot_hash", "ledger_sequence", "prepared_by", "prepared_at")
    readonly_fields = ("files",)
    empty_told = "A report is prepared from its reporting period."

    def get_queryset(self, request: HttpRequest) -> Any:
        """Snapshots and files are read where they are sent."""
        return super().get_queryset(request).defer("snapshot").annotate(written=written_extensions())

    @admin.display(description="Files")
    def files(self, report: InventoryReport) -> SafeString:
        """What was written."""
        return files_of(report.pk, vars(report)["written"])

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
            return sent(report_file(report_get(report_id), extension))
        except GreenLangError as error:
            return HttpResponse(str(error), status=error.status, content_type="text/plain; charset=utf-8")


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(TenantRowsAdmin):
    """Periods, with their reports and how to prepare one."""

    list_display = ("name", "entity", "start", "end", "gwp_set", "locked_at", "latest")
    list_select_related = ("entity",)
    search_fields = ("name", "entity__name")
    fields = ("name", "entity", "start", "end", "gwp_set", "locked_at")
    change_form_outer_after_template = "admin/reports/period.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReportingPeriod]:
        """With the newest report of each."""
        newest = InventoryReport.objects.filter(period_id=OuterRef("pk")).order_by("-prepared_at")
        rows: QuerySet[ReportingPeriod] = super().get_queryset(request)
        rows = rows.annotate(newest_report=Subquery(newest.values("id")[:1]))
        return rows.annotate(written=written_extensions("newest_report"))

    @admin.display(description="Latest report")
    def latest(self, period: ReportingPeriod) -> SafeString | str:
        """Its files."""
        newest: UUID | None = getattr(period, "newest_report", None)
        return files_of(newest, getattr(period, "written", ())) if newest else "none"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page, with its reports below."""
        period = self.get_object(request, object_id)
        context = {
            "period": period,
            "reports": [{"report": each, "files": files_of(each.pk, each.written)} for each in _reports(period)[:SHOWN]]
            if period
            else [],
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)  # type: ignore[no-any-return]

    def get_urls(self) -> list[Any]:
        """Preparing a report."""
        view = self.admin_site.admin_view(self.prepare_view)
        return [path("<uuid:period_id>/report/", view, name="inventory_reportingperiod_report"), *super().get_urls()]

    def prepare_view(self, request: HttpRequest, period_id: UUID) -> HttpResponse:
        """Ask, then hand it to a worker."""
        period = self.get_queryset(request).filter(id=period_id).first()
        if period is None or not self.has_view_permission(request):
            raise Http404
        if request.method != "POST":
            told = (
                f"{period} is frozen as it stands now, and its files are written. What it stands on is not changed.",
            )
            back = reverse("admin:inventory_reportingperiod_change", args=[period.pk])
            question = Question(f"Prepare a report of {period}", told, "Prepare it", back)
            return question_page(self.admin_site, request, question)
        actor = f"operator {request.user}"
        job = job_submit(kind="report", task=write_report, arguments={"period_id": str(period.pk)}, created_by=actor)
        audit_record(kind=AuditKind.REPORT, act="had prepared", actor=actor, subject=f"a report of {period}")
        return redirect("admin:jobs_job_change", job.pk)


def _reports(period: ReportingPeriod) -> Any:
    return InventoryReport.objects.filter(period_id=period.pk).defer("snapshot").annotate(written=written_extensions())
