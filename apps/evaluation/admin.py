"""Quality reports in the admin: the twelve dimensions with their evidence."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from apps.evaluation.models import QualityReport, ReviewDecision
from greenlang.edges.admin_rows import TenantRowsAdmin, shortened


@admin.register(QualityReport)
class QualityReportAdmin(TenantRowsAdmin):
    """What was measured of each version."""

    list_display = ("version", "depth", "verdict", "score", "provisional", "measured_weight", "seconds", "measured_at")
    list_filter = ("verdict", "depth")
    list_select_related = ("version__agent",)
    ordering = ("-measured_at",)
    search_fields = ("version__agent__slug", "version__version")
    fields = (
        "version", "depth", "verdict", "score", "label", "provisional", "measured_weight", "seconds", "measured_at",
        "pack_sha256", "report_hash",
    )  # fmt: skip
    change_form_outer_after_template = "admin/evaluation/dimensions.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """The documents, which are long, are read where they are shown."""
        return super().get_queryset(request).defer("document")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page, with the dimensions and what was found below."""
        report = self.get_object(request, object_id)
        evaluation = report.document.get("evaluation", {}) if report else {}
        context = {
            "dimensions": evaluation.get("dimensions", []),
            "conditions": sorted(evaluation.get("conditions", {}).items()),
            "reviews": list(ReviewDecision.objects.filter(report=report)) if report else [],
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)  # type: ignore[no-any-return]


@admin.register(ReviewDecision)
class ReviewDecisionAdmin(TenantRowsAdmin):
    """What reviewers decided."""

    list_display = ("decided_at", "version", "decision", "reviewer", "why")
    list_filter = ("decision",)
    list_select_related = ("version__agent",)

    @admin.display(description="Reason")
    def why(self, decision: ReviewDecision) -> SafeString | str:
        """What was said with it."""
        return shortened(decision.reason)
