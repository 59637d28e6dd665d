"""The exchange of footprints in the admin: what there is to exchange, with whom, and what was asked and told."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.pact.events import SHORT
from apps.pact.models import Partner, ProductFootprint, ReceivedEvent, RequestState, SentRequest
from apps.pact.selectors import footprint_document
from greenlang.edges.admin_rows import Standing, TenantRowsAdmin, document_told, shortened


def _tag(tone: str, text: str) -> SafeString:
    return format_html('<span class="co-tag co-{}">{}</span>', tone, text)


def _looked_for(data: dict[str, Any]) -> SafeString | str:
    """The criteria of a request, several values of one joined by “or”."""
    texts = {
        name: " or ".join(map(str, value)) if isinstance(value, list) else str(value) for name, value in data.items()
    }
    return shortened("; ".join(f"{name} {text}" for name, text in texts.items()))


@admin.register(Partner)
class PartnerAdmin(TenantRowsAdmin):
    """Companies that footprints are exchanged with; changed over the API."""

    list_display = ("name", "reached", "answers_itself", "created_at")
    search_fields = ("name",)
    fields = ("name", "base_url", "token_url", "client_id", "has_secret", "key_id", "answers_itself", "created_at")
    readonly_fields = ("has_secret",)
    empty_told = "An administrator of the tenant adds partners over the API: POST /api/v1/partners."

    @admin.display(description="Answers go to")
    def reached(self, partner: Partner) -> SafeString | str:
        """Its address, or that it has none."""
        return shortened(partner.base_url) if partner.base_url else "no address yet"

    @admin.display(description="Secret kept", boolean=True)
    def has_secret(self, partner: Partner) -> bool:
        """Whether there is one for its tokens; it is shown nowhere."""
        return partner.secret is not None


@admin.register(ProductFootprint)
class ProductFootprintAdmin(TenantRowsAdmin):
    """Footprints as they were entered, the newest first."""

    list_display = ("__str__", "products", "status", "is_shared", "valid_to", "entered_by", "created_at")
    list_filter = ("status",)
    sortable_by = ("created_at",)
    fields = ("status", "is_shared", "valid_from", "valid_to", "entered_by", "created_at", "told")
    readonly_fields = ("told",)
    empty_told = "Footprints are entered over the API: POST /api/v1/product-footprints."

    @admin.display(description="Product ids")
    def products(self, footprint: ProductFootprint) -> SafeString | str:
        """What it is found by."""
        return shortened(", ".join(footprint.product_ids))

    @admin.display(description="Document")
    def told(self, footprint: ProductFootprint) -> SafeString:
        """As partners get it."""
        return document_told(footprint_document(footprint))


class EventKinds(Standing):
    """By what kind of event it is."""

    title = "kind"
    parameter_name = "kind"
    choices_told = tuple((name, name.capitalize()) for name in SHORT.values())

    def rows(self, rows: Any, chosen: str) -> Any:
        """Those of one kind."""
        return rows.filter(kind__in=[kind for kind, name in SHORT.items() if name == chosen])


@admin.register(ReceivedEvent)
class ReceivedEventAdmin(TenantRowsAdmin):
    """What partners asked and told, the newest first, and how far the answers are."""

    list_display = ("received_at", "what", "caller_name", "about", "state_tag", "sent")
    list_display_links = ("received_at", "what")
    list_filter = ("state", EventKinds)
    sortable_by = ("received_at",)
    fields = (
        "what", "caller_name", "partner", "event_id", "source", "received_at", "state", "answered_by", "answered_at",
        "delivered_at", "delivery", "attempts", "due_at", "told", "answer_told",
    )  # fmt: skip
    readonly_fields = ("what", "told", "answer_told")
    empty_told = "What partners ask and tell at /3/events comes here."

    @admin.display(description="Event")
    def what(self, event: ReceivedEvent) -> str:
        """Its kind in a word."""
        return SHORT[event.kind].capitalize()

    @admin.display(description="About")
    def about(self, event: ReceivedEvent) -> SafeString | str:
        """The footprints it brings or names, why there are none, or what it looks for."""
        if error := event.data.get("error"):
            return shortened(f"{error['code']}: {error['message']}")
        if ids := event.footprint_ids:
            return shortened(", ".join(ids))
        return _looked_for(event.data)

    @admin.display(description="State", ordering="state")
    def state_tag(self, event: ReceivedEvent) -> SafeString | str:
        """Of a request."""
        if event.state is None:
            return ""
        state = RequestState(event.state)
        return _tag("waits" if state is RequestState.WAITING else "ok", state.label)

    @admin.display(description="Answer sent")
    def sent(self, event: ReceivedEvent) -> Any:
        """When the partner took it, or why it has not."""
        if event.delivered_at is not None:
            return event.delivered_at
        return shortened(event.delivery)

    @admin.display(description="Data")
    def told(self, event: ReceivedEvent) -> SafeString:
        """As it came."""
        return document_told(event.data)

    @admin.display(description="Answer")
    def answer_told(self, event: ReceivedEvent) -> SafeString | str:
        """As it is sent."""
        return document_told(event.answer) if event.answer else "none"


@admin.register(SentRequest)
class SentRequestAdmin(TenantRowsAdmin):
    """What partners were asked for, the newest first, and how far it is."""

    list_display = ("asked_at", "partner", "looks_for", "asked_by", "state_tag", "sent")
    list_select_related = ("partner",)
    list_filter = ("state",)
    sortable_by = ("asked_at",)
    fields = (
        "partner", "asked_by", "asked_at", "state", "attempts", "due_at", "delivered_at", "delivery", "told", "answer",
    )  # fmt: skip
    readonly_fields = ("told",)
    empty_told = "Footprints of partners are asked for over the API: POST /api/v1/sent-footprint-requests."

    @admin.display(description="Looks for")
    def looks_for(self, request: SentRequest) -> SafeString | str:
        """Its criteria."""
        return _looked_for(request.event["data"])

    @admin.display(description="State", ordering="state")
    def state_tag(self, request: SentRequest) -> SafeString:
        """Whether it was answered."""
        state = RequestState(request.state)
        return _tag("waits" if state is RequestState.WAITING else "ok", state.label)

    @admin.display(description="Sent")
    def sent(self, request: SentRequest) -> Any:
        """When the partner took it, or why it has not."""
        if request.delivered_at is not None:
            return request.delivered_at
        return shortened(request.delivery)

    @admin.display(description="Request")
    def told(self, request: SentRequest) -> SafeString:
        """As it is sent."""
        return document_told(request.event)
