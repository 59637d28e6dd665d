"""The inventory in the admin."""

from django.contrib import admin

from apps.inventory.models import ActivityData, ActivityUpload, Entity, ReportingPeriod, Site
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(Entity)
class EntityAdmin(TenantRowsAdmin):
    """Reporting entities."""

    list_display = ("name", "consolidation_approach")


@admin.register(Site)
class SiteAdmin(TenantRowsAdmin):
    """Places."""

    list_display = ("name", "entity")


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(TenantRowsAdmin):
    """Periods."""

    list_display = ("name", "entity", "start", "end", "gwp_set")


@admin.register(ActivityUpload)
class ActivityUploadAdmin(TenantRowsAdmin):
    """Files taken in."""

    list_display = ("filename", "period", "rows_in", "accepted", "rejected", "duplicate", "uploaded_at")


@admin.register(ActivityData)
class ActivityDataAdmin(TenantRowsAdmin):
    """Accepted rows."""

    list_display = ("row", "upload", "site", "start", "end", "quantity", "unit", "basis")
