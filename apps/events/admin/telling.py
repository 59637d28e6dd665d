"""Events, the sagas they drive, and the receivers they are told to."""

import json
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.events.models import DeliveryState, OutboxEvent, SagaEntry, WebhookDelivery, WebhookSubscription
from apps.events.sagas import What
from greenlang.edges.admin_rows import Standing, TenantRowsAdmin, document_told, preformatted, shortened


@admin.register(OutboxEvent)
class OutboxEventAdmin(TenantRowsAdmin):
    """Events, the newest first."""

    list_display = ("position", "topic", "type", "aggregate_type", "aggregate_id", "recorded_at", "published_at")
    ordering = ("-position",)
    sortable_by = ()
    fields = (*list_display, "content")
    readonly_fields = ("content",)

    @admin.display(description="Payload")
    def content(self, event: OutboxEvent) -> SafeString:
        """What it tells."""
        return document_told(event.payload)


class CameTo(Standing):
    """By what a line says of its step."""

    title = "line"
    parameter_name = "what"
    choices_told = tuple((what.value, what.title()) for what in What)

    def rows(self, rows: QuerySet[SagaEntry], chosen: str) -> QuerySet[SagaEntry]:
        """Lines that say so."""
        return rows.filter(what=chosen)


@admin.register(SagaEntry)
class SagaEntryAdmin(TenantRowsAdmin):
    """Steps and compensations, newest first."""

    list_display = ("recorded_at", "saga", "saga_id", "step", "what", "more")
    list_filter = (CameTo,)
    search_fields = ("saga_id",)
    search_help_text = "The id of a saga"
    ordering = ("-position",)
    sortable_by = ()
    fields = ("recorded_at", "saga", "saga_id", "position", "step", "what", "content")
    readonly_fields = ("content",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[SagaEntry], search_term: str
    ) -> tuple[QuerySet[SagaEntry], bool]:
        """By the whole id, which an index finds."""
        try:
            return (queryset.filter(saga_id=UUID(search_term.strip())) if search_term else queryset), False
        except ValueError:
            return queryset.none(), False

    @admin.display(description="Detail")
    def more(self, entry: SagaEntry) -> SafeString | str:
        """As much as fits."""
        return shortened(json.dumps(entry.detail, ensure_ascii=False)) if entry.detail else ""

    @admin.display(description="Detail")
    def content(self, entry: SagaEntry) -> SafeString:
        """What is needed to go on, or why it failed."""
        return document_told(entry.detail)


class WebhookStanding(Standing):
    """Whether it is told."""

    choices_told = (("told", "Told"), ("off", "Switched off"), ("removed", "Removed"))

    def rows(self, rows: QuerySet[WebhookSubscription], chosen: str) -> QuerySet[WebhookSubscription]:
        """By its reason and its end."""
        if chosen == "removed":
            return rows.filter(removed_at__isnull=False)
        standing = rows.filter(removed_at=None)
        return standing.filter(disabled_reason="") if chosen == "told" else standing.exclude(disabled_reason="")


@admin.register(WebhookSubscription)
class WebhookSubscriptionAdmin(TenantRowsAdmin):
    """Where events are told; secrets are shown to nobody."""

    list_display = ("url", "told", "created_by", "created_at", "disabled_reason", "removed_at")
    list_filter = (WebhookStanding,)
    fields = (
        "url", "told", "description", "created_by", "created_at", "previous_until", "disabled_reason", "removed_at",
        "deliveries",
    )  # fmt: skip
    readonly_fields = ("told", "deliveries")

    @admin.display(description="Events")
    def told(self, subscription: WebhookSubscription) -> str:
        """Which are told."""
        return ", ".join(subscription.types) or "every event"

    @admin.display(description="Deliveries")
    def deliveries(self, subscription: WebhookSubscription) -> SafeString:
        """Where they are listed."""
        link = f"{reverse('admin:events_webhookdelivery_changelist')}?subscription__id__exact={subscription.pk}"
        return format_html('<a class="co-link" href="{}">Show them</a>', link)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(TenantRowsAdmin):
    """Each telling, and how it went."""

    list_display = ("created_at", "event_type", "receiver", "state", "attempts", "status", "outcome", "due")
    list_filter = ("state",)
    list_select_related = ("subscription",)
    sortable_by = ()
    fields = (
        "subscription", "event_type", "event_id", "state", "attempts", "status", "detail", "created_at", "due_at",
        "finished_at", "content",
    )  # fmt: skip
    readonly_fields = ("content",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[WebhookDelivery]:
        """What was sent is read where it is shown."""
        return super().get_queryset(request).defer("body")

    @admin.display(description="Receiver")
    def receiver(self, delivery: WebhookDelivery) -> SafeString:
        """Its address, as wide as the list has room."""
        return format_html('<div class="co-broken">{}</div>', delivery.subscription.url)

    @admin.display(description="Outcome")
    def outcome(self, delivery: WebhookDelivery) -> SafeString | str:
        """What the receiver answered."""
        return shortened(delivery.detail)

    @admin.display(description="Due (UTC)")
    def due(self, delivery: WebhookDelivery) -> str:
        """When it is tried next; nothing once it is over."""
        return f"{delivery.due_at:%Y-%m-%d %H:%M}" if delivery.state == DeliveryState.WAITING else ""

    @admin.display(description="Sent")
    def content(self, delivery: WebhookDelivery) -> SafeString:
        """The bytes that were sent."""
        return preformatted(delivery.body)
