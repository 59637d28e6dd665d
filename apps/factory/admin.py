"""Agents and their lifecycle in the admin: the same verbs as everywhere, only the legal ones offered."""

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

from apps.agents.lifecycle import STATES, State
from apps.agents.models import Agent, AgentVersion, LifecycleEvent, SpecRevision
from apps.agents.selectors import attempts_of
from apps.evaluation.models import QualityReport, ReviewDecision
from apps.evaluation.selectors import report_waiting, versions_waiting
from apps.factory.consequences import consequence_of
from apps.factory.services import version_command
from apps.factory.tasks import review_submit
from apps.jobs.models import Job, JobState
from apps.runtime.selectors import health_told, operates_at_once, version_before
from apps.runtime.services.operations import operation_finish, operation_prepare
from apps.runtime.services.verbs import NEED_REASON, OPERATIONS, ROLL_BACK
from apps.runtime.tasks import operation_submit
from greenlang.edges.admin_rows import Standing, TenantRowsAdmin
from greenlang.errors import GreenLangError

REVIEW = ("approve", "reject")
NEEDS_REASON = {*NEED_REASON, *REVIEW}


def verbs_of(version: AgentVersion) -> list[str]:
    """What may be asked of it: its state's verbs, and a decision where one is waited for."""
    started = version.state in {State.RUNNING, State.PAUSED}
    back = [ROLL_BACK] if started and version_before(version) else []
    return [*version.verbs, *back, *(REVIEW if report_waiting(version) else ())]


def _do(version: AgentVersion, verb: str, actor: str, reason: str) -> Job | None:
    """Do it, or hand it to a worker; the job that shows its steps, where it has any."""
    if verb in REVIEW:
        return review_submit(version=version, reviewer=actor, decision=verb, reason=reason)
    if verb not in OPERATIONS:
        version_command(version=version, verb=verb, actor=actor, reason=reason)
        return None
    if not operates_at_once(version):
        return operation_submit(version=version, verb=verb, actor=actor, reason=reason)
    job = operation_prepare(version=version, verb=verb, actor=actor, reason=reason)
    return operation_finish(tenant_id=version.tenant_id, job=job)


def _text(data: bytes | memoryview) -> SafeString:
    text = bytes(data).decode("utf-8", "replace")
    return format_html('<pre class="overflow-x-auto text-xs">{}</pre>', text)


class WaitingFor(Standing):
    """Whether somebody is to decide about it."""

    title = "waiting for"
    parameter_name = "waiting"
    choices_told = (("review", "A review"),)

    def rows(self, rows: QuerySet[AgentVersion], chosen: str) -> QuerySet[AgentVersion]:
        """Those in Testing whose report is conditional."""
        return rows.filter(id__in=versions_waiting().values("id"))


@admin.register(Agent)
class AgentAdmin(TenantRowsAdmin):
    """Agents of the tenant."""

    list_display = ("slug", "name", "created_at")
    search_fields = ("slug", "name")


@admin.register(AgentVersion)
class AgentVersionAdmin(TenantRowsAdmin):
    """Versions with their state, history and verbs."""

    list_display = ("agent", "version", "state_tag", "domain", "quality", "created_by", "changed_at")
    list_filter = (WaitingFor, "state")
    fields = (
        "agent", "version", "lifecycle", "health", "verbs_offered", "quality", "domain", "spec_hash", "pack_sha256",
        "created_by", "created_at", "reviews", "attempts", "history", "spec_text", "completion_text",
    )  # fmt: skip
    readonly_fields = (
        "lifecycle", "health", "verbs_offered", "quality", "reviews", "attempts", "history", "spec_text",
        "completion_text",
    )  # fmt: skip

    @admin.display(description="State", ordering="state")
    def state_tag(self, version: AgentVersion) -> str:
        """The state's name."""
        return version.state.title()

    @admin.display(description="Lifecycle")
    def lifecycle(self, version: AgentVersion) -> SafeString:
        """The ten states, the present one lit."""
        lit = "font-semibold bg-primary-600 text-white px-2 rounded-default"
        return format_html_join(
            " → ", '<span class="{}">{}</span>', ((lit if s == version.state else "", s.title()) for s in STATES)
        )

    @admin.display(description="Health")
    def health(self, version: AgentVersion) -> str:
        """How it does where it runs, as it was seen last."""
        return health_told(version)

    @admin.display(description="Possible now")
    def verbs_offered(self, version: AgentVersion) -> SafeString | str:
        """A link for each legal verb; the next page asks for confirmation and a reason."""
        links = [
            (reverse("admin:agents_agentversion_verb", args=[version.pk, verb]), verb.replace("-", " ").capitalize())
            for verb in verbs_of(version)
        ]
        link = '<a class="border border-base-300 rounded-default px-3 py-1" href="{}">{}</a>'
        return format_html_join(" ", link, links) if links else "Nothing"

    @admin.display(description="Quality")
    def quality(self, version: AgentVersion) -> str:
        """What the gate decided."""
        report = QualityReport.objects.filter(version=version).first()
        if report is None:
            return "not measured"
        return f"{report.verdict} {report.score}" + (f" ({report.label})" if report.label else "")

    @admin.display(description="Review")
    def reviews(self, version: AgentVersion) -> SafeString | str:
        """What reviewers have decided, and whether one is waited for."""
        waits = "Waits for a decision" if report_waiting(version) else ""
        rows = [
            (f"{r.decided_at:%Y-%m-%d %H:%M:%S}", r.decision, r.reviewer, r.reason, r.report_hash)
            for r in ReviewDecision.objects.filter(version=version)
        ]
        told = format_html_join("", "<div>{} · {} · {} · {} <code>{}</code></div>", rows)
        return format_html("{}{}", waits, told) if waits or rows else "None"

    @admin.display(description="Attempts")
    def attempts(self, version: AgentVersion) -> SafeString:
        """Every submission, oldest first, how far it came and why it failed."""
        return format_html_join(
            "",
            "<div>{} · {} · {} · <code>{}</code> · {} {}</div>",
            (
                (
                    each.revision.number,
                    f"{each.revision.submitted_at:%Y-%m-%d %H:%M:%S}",
                    each.revision.submitted_by,
                    each.revision.spec_hash,
                    each.reached or "not built",
                    (each.failure or {}).get("message", ""),
                )
                for each in attempts_of(version)
            ),
        )

    @admin.display(description="History")
    def history(self, version: AgentVersion) -> SafeString:
        """Every event, oldest first."""
        rows = LifecycleEvent.objects.filter(version=version)
        return format_html_join(
            "",
            "<div>{} · {} · {} → {} · {} <code>{}</code></div>",
            (
                (
                    f"{e.recorded_at:%Y-%m-%d %H:%M:%S}",
                    e.event,
                    e.source or "–",
                    e.target,
                    e.actor,
                    json.dumps(e.payload)[:160],
                )
                for e in rows
            ),
        )

    @admin.display(description="pack.yaml")
    def spec_text(self, version: AgentVersion) -> SafeString:
        """The specification as it was submitted."""
        return _text(version.spec_source)

    @admin.display(description="completion.yaml")
    def completion_text(self, version: AgentVersion) -> SafeString | str:
        """What completes it."""
        return _text(version.spec_completion) if version.spec_completion else "None"

    def get_urls(self) -> list[Any]:
        """The confirmation page of a verb."""
        view = self.admin_site.admin_view(self.verb_view)
        steps = self.admin_site.admin_view(self.operation_view)
        return [
            path("<uuid:version_id>/verb/<slug:verb>/", view, name="agents_agentversion_verb"),
            path("<uuid:version_id>/operation/<uuid:job_id>/", steps, name="agents_agentversion_operation"),
            *super().get_urls(),
        ]

    def operation_view(self, request: HttpRequest, version_id: UUID, job_id: UUID) -> HttpResponse:
        """The steps of a verb as they happen: the page asks for itself again until the last one is done."""
        version = AgentVersion.objects.select_related("agent").filter(id=version_id).first()
        job = Job.objects.filter(id=job_id, arguments__version_id=str(version_id)).first()
        if version is None or job is None or not self.has_view_permission(request):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"{job.arguments.get('verb', job.kind).replace('-', ' ').capitalize()} {version}",
            "version": version,
            "job": job,
            "verbs": self.verbs_offered(version) if job.is_terminal else "",
            "health": health_told(version) if job.is_terminal else "",
            "back": reverse("admin:agents_agentversion_change", args=[version.pk]),
        }
        return TemplateResponse(request, "admin/factory/operation.html", context)

    def verb_view(self, request: HttpRequest, version_id: UUID, verb: str) -> HttpResponse:
        """Ask, then do it; what is refused says why."""
        version = AgentVersion.objects.select_related("agent").filter(id=version_id).first()
        if version is None or not self.has_view_permission(request):
            raise Http404
        back = reverse("admin:agents_agentversion_change", args=[version.pk])
        if request.method == "POST":
            try:
                job = _do(version, verb, f"operator {request.user}", request.POST.get("reason", "").replace("\x00", ""))
            except GreenLangError as error:
                self.message_user(request, str(error), messages.ERROR)
                return redirect(back)
            version.refresh_from_db(fields=["state"])
            if job is None:
                self.message_user(request, f"{version} is {version.state} now.")
                return redirect(back)
            if job.state == JobState.SUCCEEDED:
                self.message_user(request, f"{version} is {version.state} now.")
            return redirect(reverse("admin:agents_agentversion_operation", args=[version.pk, job.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb.replace('-', ' ').capitalize()} {version}",
            "version": version,
            "verb_told": verb.replace("-", " ").capitalize(),
            "legal": verb in verbs_of(version),
            "consequence": consequence_of(version, verb),
            "needs_reason": verb in NEEDS_REASON,
            "back": back,
        }
        return TemplateResponse(request, "admin/factory/verb.html", context)


@admin.register(LifecycleEvent)
class LifecycleEventAdmin(TenantRowsAdmin):
    """Steps of all versions."""

    list_display = ("recorded_at", "version", "event", "source", "target", "actor")
    list_filter = ("event",)


@admin.register(SpecRevision)
class SpecRevisionAdmin(TenantRowsAdmin):
    """Every submission of a specification."""

    list_display = ("submitted_at", "version", "number", "submitted_by", "spec_hash")
    fields = ("version", "number", "submitted_by", "submitted_at", "spec_hash", "spec_text", "completion_text")
    readonly_fields = ("spec_text", "completion_text")

    @admin.display(description="pack.yaml")
    def spec_text(self, revision: SpecRevision) -> SafeString:
        """The specification as it was submitted."""
        return _text(revision.spec_source)

    @admin.display(description="completion.yaml")
    def completion_text(self, revision: SpecRevision) -> SafeString | str:
        """What completes it."""
        return _text(revision.spec_completion) if revision.spec_completion else "None"
