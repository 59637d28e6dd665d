"""Quality reports in the admin."""

from django.contrib import admin

from apps.evaluation.models import QualityReport, ReviewDecision
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(QualityReport)
class QualityReportAdmin(TenantRowsAdmin):
    """What was measured of each version."""

    list_display = ("version", "depth", "verdict", "score", "provisional", "measured_weight", "seconds", "measured_at")


@admin.register(ReviewDecision)
class ReviewDecisionAdmin(TenantRowsAdmin):
    """What reviewers decided."""

    list_display = ("decided_at", "version", "decision", "reviewer", "reason")
    list_filter = ("decision",)
