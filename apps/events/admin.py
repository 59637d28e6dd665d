"""Events in the order they were written, and dead letters to look at and to do again."""

import json
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.events.dead_letters import dead_letter_dismiss, dead_letter_replay, replayable
from apps.events.models import (
    DeadLetter,
    DeadLetterState,
    OutboxEvent,
    SagaEntry,
    WebhookDelivery,
    WebhookSubscription,
)
from greenlang.edges.admin_rows import Standing, TenantRowsAdmin
from greenlang.errors import GreenLangError


@admin.register(OutboxEvent)
class OutboxEventAdmin(TenantRowsAdmin):
    """Events in the order they were written."""

    list_display = ("position", "topic", "type", "aggregate_type", "aggregate_id", "recorded_at", "published_at")


@admin.register(SagaEntry)
class SagaEntryAdmin(TenantRowsAdmin):
    """Steps and compensations, newest first."""

    list_display = ("recorded_at", "saga", "saga_id", "step", "what", "detail")
    list_filter = ("saga", "what")
    search_fields = ("saga_id",)
    ordering = ("-position",)


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

    list_filter = (WebhookStanding,)
    list_display = ("url", "types", "created_by", "created_at", "disabled_reason", "removed_at")
    fields = (
        "url", "types", "description", "created_by", "created_at", "previous_until", "disabled_reason", "removed_at",
    )  # fmt: skip


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(TenantRowsAdmin):
    """Each telling, and how it went."""

    list_display = ("created_at", "subscription", "event_type", "state", "attempts", "status", "detail", "due_at")
    list_filter = ("state",)


@admin.register(DeadLetter)
class DeadLetterAdmin(TenantRowsAdmin):
    """What failed for the last time: inspected, done again or dismissed."""

    list_display = ("recorded_at", "kind", "source", "subject", "attempts", "short_reason", "state")
    list_filter = ("state", "kind")
    search_fields = ("subject", "source", "reason")
    fields = (
        "kind", "source", "subject", "attempts", "reason", "content", "recorded_at", "state", "verbs_offered",
        "answered_at", "answered_by", "outcome",
    )  # fmt: skip
    readonly_fields = ("content", "verbs_offered")

    @admin.display(description="Reason")
    def short_reason(self, letter: DeadLetter) -> str:
        """As much as fits a list."""
        return letter.reason if len(letter.reason) <= 120 else f"{letter.reason[:119]}…"

    @admin.display(description="Payload")
    def content(self, letter: DeadLetter) -> SafeString:
        """Everything that doing it again needs."""
        text = json.dumps(letter.payload, indent=2, ensure_ascii=False)
        return format_html('<pre class="overflow-x-auto text-xs">{}</pre>', text)

    @admin.display(description="Possible now")
    def verbs_offered(self, letter: DeadLetter) -> SafeString | str:
        """A link for each verb; the next page asks for confirmation."""
        link = '<a class="border border-base-300 rounded-default px-3 py-1" href="{}">{}</a>'
        links = [
            (reverse("admin:events_deadletter_verb", args=[letter.pk, verb]), verb.title()) for verb in verbs_of(letter)
        ]
        return format_html_join(" ", link, links) if links else "Nothing"

    def get_urls(self) -> list[Any]:
        """The confirmation page of a verb."""
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<uuid:letter_id>/verb/<slug:verb>/", view, name="events_deadletter_verb"), *super().get_urls()]

    def verb_view(self, request: HttpRequest, letter_id: UUID, verb: str) -> HttpResponse:
        """Ask, then do it; what is refused or fails again says why."""
        letter = self.get_queryset(request).filter(id=letter_id).first()
        if letter is None or verb not in VERBS or not self.has_view_permission(request):
            raise Http404
        back = reverse("admin:events_deadletter_change", args=[letter.pk])
        if request.method == "POST":
            try:
                _do(letter, verb, f"operator {request.user}", request.POST.get("reason", "").replace("\x00", ""))
            except GreenLangError as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                self.message_user(request, f"{letter} is {letter.state}. {letter.outcome}")
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb.title()} {letter}",
            "letter": letter,
            "verb": verb,
            "legal": verb in verbs_of(letter),
            "back": back,
        }
        return TemplateResponse(request, "admin/events/dead_letter.html", context)


VERBS = ("replay", "dismiss")


def verbs_of(letter: DeadLetter) -> list[str]:
    """What may be asked of a letter."""
    if letter.state != DeadLetterState.WAITING:
        return []
    return [verb for verb in VERBS if verb != "replay" or replayable(letter.kind)]


def _do(letter: DeadLetter, verb: str, actor: str, reason: str) -> None:
    if verb == "replay":
        dead_letter_replay(letter=letter, actor=actor)
    else:
        dead_letter_dismiss(letter=letter, actor=actor, reason=reason)
