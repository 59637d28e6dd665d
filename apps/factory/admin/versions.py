"""Versions with how they stand, what may be done with them, and who did what."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.evaluation.depth import GATE
from apps.evaluation.models import QualityReport
from apps.evaluation.selectors import versions_waiting
from apps.factory.admin.standing import standing, verb_link, work_on
from apps.factory.admin.verbs import NEEDS_REASON, TAKES_AWAY, verb_do, verb_told, verbs_of
from apps.factory.consequences import consequence_of
from apps.jobs.models import Job, JobState
from apps.runtime.selectors import health_told
from greenlang.edges.admin_questions import OPTIONAL, REQUIRED, Question, question_page, reason_given
from greenlang.edges.admin_rows import Standing, TenantRowsAdmin, preformatted
from greenlang.errors import GreenLangError

_TONES = {State.RUNNING: "ok", State.FAILED: "wrong", State.PAUSED: "waits", State.TESTING: "waits"}


class WaitingFor(Standing):
    """Whether somebody is to decide about it."""

    title = "waiting for"
    parameter_name = "waiting"
    choices_told = (("review", "A review"),)

    def rows(self, rows: QuerySet[AgentVersion], chosen: str) -> QuerySet[AgentVersion]:
        """Those in Testing whose report is conditional."""
        return rows.filter(id__in=versions_waiting().values("id"))


@admin.register(AgentVersion)
class AgentVersionAdmin(TenantRowsAdmin):
    """Versions with their state, history and verbs."""

    list_display = ("agent", "version", "state_tag", "domain", "quality", "created_by", "changed_at")
    list_display_links = ("agent", "version")
    list_filter = (WaitingFor, "state")
    list_select_related = ("agent",)
    search_fields = ("agent__slug", "version")
    change_form_outer_before_template = "admin/factory/standing.html"
    fields = (
        "agent", "version", "quality", "domain", "spec_hash", "pack_sha256", "created_by", "created_at", "spec_text",
        "completion_text",
    )  # fmt: skip
    readonly_fields = ("quality", "spec_text", "completion_text")
    empty_told = "A version begins with a pack.yaml that is built."

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgentVersion]:
        """With what the gate decided; the specifications stay where they are until they are shown."""
        newest = QualityReport.objects.filter(version=OuterRef("pk"), depth=GATE.name).order_by("-measured_at")
        told = {name: Subquery(newest.values(name)[:1]) for name in ("verdict", "score", "label")}
        rows: QuerySet[AgentVersion] = super().get_queryset(request)
        return rows.annotate(**{f"gate_{name}": value for name, value in told.items()})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page, with how the version stands above its columns."""
        version = self.get_object(request, object_id)
        context = {**(extra_context or {}), **(standing(version) if version else {})}
        return super().change_view(request, object_id, form_url, context)  # type: ignore[no-any-return]

    @admin.display(description="State", ordering="state")
    def state_tag(self, version: AgentVersion) -> SafeString:
        """The state's name."""
        return format_html(
            '<span class="co-tag co-{}">{}</span>', _TONES.get(version.state, "plain"), version.state.title()
        )

    @admin.display(description="Quality")
    def quality(self, version: AgentVersion) -> str:
        """What the gate decided."""
        verdict, score, label = (getattr(version, f"gate_{name}") for name in ("verdict", "score", "label"))
        if verdict is None:
            return "not measured"
        return f"{verdict} {score}" + (f" ({label})" if label else "")

    @admin.display(description="pack.yaml")
    def spec_text(self, version: AgentVersion) -> SafeString:
        """The specification as it was submitted."""
        return preformatted(bytes(version.spec_source).decode("utf-8", "replace"))

    @admin.display(description="completion.yaml")
    def completion_text(self, version: AgentVersion) -> SafeString | str:
        """What completes it."""
        text = bytes(version.spec_completion).decode("utf-8", "replace")
        return preformatted(text) if text else "None"

    def get_urls(self) -> list[Any]:
        """How it stands, the question before a verb, and the steps of one."""
        wrap = self.admin_site.admin_view
        return [
            path("<uuid:version_id>/verb/<slug:verb>/", wrap(self.verb_view), name="agents_agentversion_verb"),
            path("<uuid:version_id>/standing/", wrap(self.standing_view), name="agents_agentversion_standing"),
            path(
                "<uuid:version_id>/operation/<uuid:job_id>/",
                wrap(self.operation_view),
                name="agents_agentversion_operation",
            ),
            *super().get_urls(),
        ]

    def standing_view(self, request: HttpRequest, version_id: UUID) -> HttpResponse:
        """How it stands, for the page that asks again while work goes on."""
        version = self._version(request, version_id)
        if not work_on(version) and request.headers.get("HX-Request"):
            # What was done has changed the rest of the page too.
            return HttpResponse(headers={"HX-Refresh": "true"})
        return TemplateResponse(request, "admin/factory/standing.html", standing(version))

    def operation_view(self, request: HttpRequest, version_id: UUID, job_id: UUID) -> HttpResponse:
        """The steps of a verb as they happen: the page asks for itself again until the last one is done."""
        version = self._version(request, version_id)
        job = Job.objects.filter(id=job_id, arguments__version_id=str(version_id)).first()
        if job is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb_told(job.arguments.get('verb', job.kind))} {version}",
            "version": version,
            "job": job,
            "verbs": [verb_link(version, verb) for verb in verbs_of(version)] if job.is_terminal else [],
            "health": health_told(version) if job.is_terminal else "",
            "back": reverse("admin:agents_agentversion_change", args=[version.pk]),
        }
        return TemplateResponse(request, "admin/factory/operation.html", context)

    def verb_view(self, request: HttpRequest, version_id: UUID, verb: str) -> HttpResponse:
        """Ask, then do it; what is refused says why."""
        version = self._version(request, version_id)
        if request.method == "POST":
            return self._said(request, version, verb)
        return question_page(self.admin_site, request, _question(version, verb))

    def _said(self, request: HttpRequest, version: AgentVersion, verb: str) -> HttpResponse:
        back = reverse("admin:agents_agentversion_change", args=[version.pk])
        try:
            job = verb_do(version, verb, f"operator {request.user}", reason_given(request))
        except GreenLangError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(back)
        version.refresh_from_db(fields=["state"])
        if job is None or job.state == JobState.SUCCEEDED:
            self.message_user(request, f"{version} is {version.state} now.")
        if job is None:
            return redirect(back)
        return redirect(reverse("admin:agents_agentversion_operation", args=[version.pk, job.pk]))

    def _version(self, request: HttpRequest, version_id: UUID) -> AgentVersion:
        version: AgentVersion | None = self.get_queryset(request).select_related("agent").filter(id=version_id).first()
        if version is None or not self.has_view_permission(request):
            raise Http404
        return version


def _question(version: AgentVersion, verb: str) -> Question:
    told, back = verb_told(verb), reverse("admin:agents_agentversion_change", args=[version.pk])
    title = f"{told} {version}"
    if verb not in verbs_of(version):
        return Question(
            title, (f"{version} is {version.state}; “{told}” is not possible from there.",), told, back, possible=False
        )
    stands = f"{version} is {version.state}. {consequence_of(version, verb)}".strip()
    reason = REQUIRED if verb in NEEDS_REASON else OPTIONAL
    recorded = "This will be recorded in its history with your name."
    return Question(title, (stands, recorded), told, back, reason, danger=verb in TAKES_AWAY)
