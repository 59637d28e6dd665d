"""The inventory in the admin."""

from django.contrib import admin

from apps.inventory.models import ActivityData, ActivityUpload, Entity, Site
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(Entity)
class EntityAdmin(TenantRowsAdmin):
    """Reporting entities."""

    list_display = ("name", "parent", "consolidation_approach", "equity_share", "country")
    list_select_related = ("parent",)
    search_fields = ("name",)


@admin.register(Site)
class SiteAdmin(TenantRowsAdmin):
    """Places."""

    list_display = ("name", "entity", "country", "region", "opened_on", "closed_on")
    list_select_related = ("entity",)
    search_fields = ("name",)


@admin.register(ActivityUpload)
class ActivityUploadAdmin(TenantRowsAdmin):
    """Files taken in."""

    list_select_related = ("period",)
    search_fields = ("filename",)
    list_display = ("filename", "period", "rows_in", "accepted", "rejected", "duplicate", "uploaded_at")


@admin.register(ActivityData)
class ActivityDataAdmin(TenantRowsAdmin):
    """Accepted rows."""

    list_display = ("row", "upload", "site", "start", "end", "quantity", "unit", "basis", "agent")
    list_select_related = ()
    list_prefetch_related = ("upload", "site")
    ordering = ("upload_id", "row")
    sortable_by = ()
