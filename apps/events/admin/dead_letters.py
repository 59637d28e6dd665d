"""Dead letters: looked at, done again or dismissed."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.events.audit import audit_record
from apps.events.dead_letters import dead_letter_dismiss, dead_letter_replay, replayable
from apps.events.models import AuditKind, DeadLetter, DeadLetterState
from greenlang.edges.admin_questions import (
    MANY,
    OPTIONAL,
    REQUIRED,
    Question,
    answered,
    question_of_many,
    question_page,
    reason_given,
)
from greenlang.edges.admin_rows import Kinds, TenantRowsAdmin, document_told, shortened
from greenlang.errors import GreenLangError


@admin.register(DeadLetter)
class DeadLetterAdmin(TenantRowsAdmin):
    """What failed for the last time: inspected, done again or dismissed, one by one or many at once."""

    list_display = ("recorded_at", "kind", "about", "attempts", "short_reason", "came_to")
    list_display_links = ("recorded_at",)
    list_filter = ("state", Kinds)
    search_fields = ("subject", "source", "reason")
    searched_newest = 20_000
    search_help_text = "Among the newest 20,000"
    actions = ("replay_many", "dismiss_many")
    fields = (
        "verbs_offered", "kind", "source", "subject", "attempts", "reason", "recorded_at", "state", "answered_at",
        "answered_by", "outcome", "content",
    )  # fmt: skip
    readonly_fields = ("content", "verbs_offered")
    empty_told = "Work that fails for the last time comes here, with everything that doing it again needs."

    @admin.display(description="Subject, and its source", ordering="subject")
    def about(self, letter: DeadLetter) -> SafeString:
        """What it is about, and where it came from."""
        told = '<div class="co-broken">{}<span class="co-muted block">{}</span></div>'
        return format_html(told, letter.subject, letter.source)

    @admin.display(description="Reason")
    def short_reason(self, letter: DeadLetter) -> SafeString | str:
        """As much as fits a list."""
        return shortened(letter.reason)

    @admin.display(description="State", ordering="state")
    def came_to(self, letter: DeadLetter) -> SafeString | str:
        """Whether it waits; else what came of it, and by whom."""
        if not letter.answered_by:
            return letter.state
        told = '<div class="co-broken">{}<span class="co-muted block">{}</span></div>'
        return format_html(told, letter.state, f"{letter.outcome} ({letter.answered_by})")

    @admin.display(description="Payload")
    def content(self, letter: DeadLetter) -> SafeString:
        """Everything that doing it again needs."""
        return document_told(letter.payload)

    @admin.display(description="Possible now")
    def verbs_offered(self, letter: DeadLetter) -> SafeString | str:
        """A link for each verb; the next page asks for confirmation."""
        link = '<a class="co-button" href="{}">{}</a>'
        links = [
            (reverse("admin:events_deadletter_verb", args=[letter.pk, verb]), verb.title()) for verb in verbs_of(letter)
        ]
        return format_html_join(" ", link, links) if links else "Nothing"

    @admin.action(description="Replay", permissions=["view"])
    def replay_many(self, request: HttpRequest, queryset: QuerySet[DeadLetter]) -> HttpResponse | None:
        """Do them again."""
        return self._many(request, queryset, "replay")

    @admin.action(description="Dismiss", permissions=["view"])
    def dismiss_many(self, request: HttpRequest, queryset: QuerySet[DeadLetter]) -> HttpResponse | None:
        """Let them be, for one reason."""
        return self._many(request, queryset, "dismiss")

    def _many(self, request: HttpRequest, rows: QuerySet[DeadLetter], verb: str) -> HttpResponse | None:
        if not answered(request):
            title = f"{verb.title()} {len(rows[:MANY])} dead letters"
            question = _question(title, (_TOLD[verb],), verb, request.get_full_path())
            return question_of_many(self.admin_site, request, question, rows, f"{verb}_many")
        failed: list[str] = []
        for letter in rows[:MANY]:
            try:
                _do(letter, verb, f"operator {request.user}", reason_given(request))
            except GreenLangError as error:
                failed.append(f"{letter}: {error}")
        done = min(len(rows), MANY) - len(failed)
        if done:
            self.message_user(request, f"{done} {_DONE[verb]}.")
        for each in failed[:10]:
            self.message_user(request, each, messages.ERROR)
        if len(failed) > 10:
            self.message_user(request, f"{len(failed) - 10} more failed; each says why in its row.", messages.ERROR)
        return None

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
        if request.method != "POST":
            return question_page(self.admin_site, request, _question_of(letter, verb, back))
        try:
            _do(letter, verb, f"operator {request.user}", reason_given(request))
        except GreenLangError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, f"{letter} is {letter.state}. {letter.outcome}")
        return redirect(back)


VERBS = ("replay", "dismiss")
_TOLD = {
    "replay": "The work is done again, from what the letter keeps. What fails again waits on, with the new reason.",
    "dismiss": "Nothing is done again; the reason is kept with each letter.",
}
_DONE = {"replay": "replayed", "dismiss": "dismissed"}


def verbs_of(letter: DeadLetter) -> list[str]:
    """What may be asked of a letter."""
    if letter.state != DeadLetterState.WAITING:
        return []
    return [verb for verb in VERBS if verb != "replay" or replayable(letter.kind)]


def _question(title: str, told: tuple[str, ...], verb: str, back: str) -> Question:
    reason = REQUIRED if verb == "dismiss" else OPTIONAL
    return Question(title, told, verb.title(), back, reason, danger=verb == "dismiss")


def _question_of(letter: DeadLetter, verb: str, back: str) -> Question:
    title = f"{verb.title()} {letter}"
    if verb not in verbs_of(letter):
        refused = f"It is {letter.state}; “{verb}” is not possible."
        return Question(title, (refused,), verb.title(), back, possible=False)
    failed = f"{letter.subject} of {letter.source} failed after {letter.attempts} attempts: {letter.reason}"
    return _question(title, (failed, _TOLD[verb]), verb, back)


def _do(letter: DeadLetter, verb: str, actor: str, reason: str) -> None:
    if verb == "replay":
        dead_letter_replay(letter=letter, actor=actor)
    else:
        dead_letter_dismiss(letter=letter, actor=actor, reason=reason)
    audit_record(kind=AuditKind.DATA, act=_DONE[verb], actor=actor, subject=f"dead letter {letter}", detail=reason)
