"""Events in the order they were written."""

from django.contrib import admin

from apps.events.models import OutboxEvent
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(OutboxEvent)
class OutboxEventAdmin(TenantRowsAdmin):
    """Events in the order they were written."""

    list_display = ("position", "topic", "type", "aggregate_type", "aggregate_id", "recorded_at", "published_at")
