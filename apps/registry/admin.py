"""The registry in the admin."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from apps.registry.models import AgentDescriptor, AgentPack
from greenlang.edges.admin_rows import TenantRowsAdmin, document_told, hash_told


@admin.register(AgentPack)
class AgentPackAdmin(TenantRowsAdmin):
    """Registered packs."""

    list_display = ("version", "short_hash", "size", "registered_at")
    list_select_related = ("version__agent",)
    fields = ("version", "sha256", "size", "registered_at", "signed", "measured")
    readonly_fields = ("signed", "measured")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgentPack]:
        """Archives stay where they are."""
        return super().get_queryset(request).defer("content", "statement")

    @admin.display(description="SHA-256")
    def short_hash(self, pack: AgentPack) -> SafeString | str:
        """Of its bytes."""
        return hash_told(pack.sha256)

    @admin.display(description="Signature")
    def signed(self, pack: AgentPack) -> SafeString:
        """By which key, and what was signed."""
        return document_told(pack.signature)

    @admin.display(description="Quality report")
    def measured(self, pack: AgentPack) -> SafeString:
        """As it was signed with the pack."""
        return document_told(pack.quality_report)


@admin.register(AgentDescriptor)
class AgentDescriptorAdmin(TenantRowsAdmin):
    """What registered versions take and give."""

    list_display = ("version", "domain", "scope", "short_hash")
    list_select_related = ("version__agent",)

    @admin.display(description="Descriptor")
    def short_hash(self, descriptor: AgentDescriptor) -> SafeString | str:
        """Its hash."""
        return hash_told(descriptor.descriptor_hash)
