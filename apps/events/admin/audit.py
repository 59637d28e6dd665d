"""Who did what."""

from django.contrib import admin
from django.utils.safestring import SafeString

from apps.events.models import AuditEntry
from greenlang.edges.admin_rows import TenantRowsAdmin, shortened


@admin.register(AuditEntry)
class AuditEntryAdmin(TenantRowsAdmin):
    """Who did what in the tenant, operators included, the newest first."""

    list_display = ("at", "actor", "act", "subject", "more", "kind")
    list_display_links = ("at",)
    list_filter = ("kind",)
    search_fields = ("actor", "act", "subject", "detail")
    searched_newest = 20_000
    search_help_text = "Who, what, to whom: the newest 20,000"
    sortable_by = ()
    fields = ("at", "kind", "actor", "act", "subject", "detail")

    @admin.display(description="Detail")
    def more(self, entry: AuditEntry) -> SafeString | str:
        """What else a reader has to know."""
        return shortened(entry.detail)
