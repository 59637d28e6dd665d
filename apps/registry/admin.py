"""The registry in the admin."""

from django.contrib import admin

from apps.registry.models import AgentDescriptor, AgentPack
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(AgentPack)
class AgentPackAdmin(TenantRowsAdmin):
    """Registered packs."""

    list_display = ("version", "sha256", "size", "registered_at")
    fields = ("version", "sha256", "size", "signature", "quality_report", "registered_at")


@admin.register(AgentDescriptor)
class AgentDescriptorAdmin(TenantRowsAdmin):
    """What registered versions take and give."""

    list_display = ("version", "domain", "scope", "descriptor_hash")
