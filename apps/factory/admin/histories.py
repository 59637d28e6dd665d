"""What happened to versions: steps of their lives, and submissions of their specifications."""

from django.contrib import admin
from django.utils.safestring import SafeString

from apps.agents.models import LifecycleEvent, SpecRevision
from apps.factory.admin.standing import reason_of
from greenlang.edges.admin_rows import TenantRowsAdmin, document_told, hash_told, preformatted, shortened


@admin.register(LifecycleEvent)
class LifecycleEventAdmin(TenantRowsAdmin):
    """Steps of all versions, the newest first: who moved what, and why."""

    list_display = ("recorded_at", "version", "event", "source", "target", "actor", "why")
    list_filter = ("event",)
    list_select_related = ("version__agent",)
    ordering = ("-position",)
    sortable_by = ()
    fields = ("recorded_at", "version", "revision", "event", "source", "target", "actor", "content")
    readonly_fields = ("content",)

    @admin.display(description="Payload")
    def content(self, event: LifecycleEvent) -> SafeString:
        """What the step carries."""
        return document_told(event.payload)

    @admin.display(description="Reason")
    def why(self, event: LifecycleEvent) -> SafeString | str:
        """What was said with it."""
        return shortened(reason_of(event))


@admin.register(SpecRevision)
class SpecRevisionAdmin(TenantRowsAdmin):
    """Every submission of a specification."""

    list_display = ("submitted_at", "version", "number", "submitted_by", "short_hash")
    list_select_related = ("version__agent",)
    ordering = ("-submitted_at",)
    fields = ("version", "number", "submitted_by", "submitted_at", "spec_hash", "spec_text", "completion_text")
    readonly_fields = ("spec_text", "completion_text")

    @admin.display(description="Specification")
    def short_hash(self, revision: SpecRevision) -> SafeString | str:
        """Its hash."""
        return hash_told(revision.spec_hash)

    @admin.display(description="pack.yaml")
    def spec_text(self, revision: SpecRevision) -> SafeString:
        """The specification as it was submitted."""
        return preformatted(bytes(revision.spec_source).decode("utf-8", "replace"))

    @admin.display(description="completion.yaml")
    def completion_text(self, revision: SpecRevision) -> SafeString | str:
        """What completes it."""
        text = bytes(revision.spec_completion).decode("utf-8", "replace")
        return preformatted(text) if text else "None"
