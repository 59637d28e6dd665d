"""Long work of the tenant: how far it is, what came of it, and asking it to stop."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_celery_results.models import GroupResult, TaskResult

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.jobs.models import Job, JobState
from greenlang.edges.admin_questions import OPTIONAL, Question, question_page, reason_given
from greenlang.edges.admin_rows import Kinds, TenantRowsAdmin, shortened

# What a task did is told by its job, in its tenant's scope; the broker's own rows span tenants.
for model in (TaskResult, GroupResult):
    admin.site.unregister(model)

_TONES = {JobState.SUCCEEDED: "ok", JobState.FAILED: "wrong", JobState.RUNNING: "waits", JobState.QUEUED: "waits"}
_TO_CANCEL = (
    "It stops before its next step; what it has committed stays. Work that is too far on to be stopped is done to its "
    "end.",
)


@admin.register(Job)
class JobAdmin(TenantRowsAdmin):
    """Long work, the newest first."""

    list_display = ("what", "state_tag", "progress", "told", "created_by", "created_at", "finished_at")
    list_filter = ("state", Kinds)
    sortable_by = ("created_at",)
    fields = ("what", "created_by", "created_at", "started_at", "finished_at")
    readonly_fields = ("what",)
    change_form_outer_after_template = "admin/jobs/standing.html"

    @admin.display(description="Work", ordering="kind")
    def what(self, job: Job) -> str:
        """Its kind, and of a verb which one and on what."""
        verb, about = job.arguments.get("verb", ""), job.arguments.get("about", "")
        return f"{verb.replace('-', ' ').capitalize()} {about}" if verb and about else job.kind.capitalize()

    @admin.display(description="State", ordering="state")
    def state_tag(self, job: Job) -> SafeString:
        """With what was asked of it."""
        stops = ", stopping" if job.cancel_requested and not job.is_terminal else ""
        return format_html(
            '<span class="co-tag co-{}">{}{}</span>', _TONES.get(JobState(job.state), ""), job.state, stops
        )

    @admin.display(description="Done")
    def progress(self, job: Job) -> str:
        """How much of how much."""
        done = job.total if job.state == JobState.SUCCEEDED else job.done
        return f"{done:,} of {job.total:,}" if job.total else ""

    @admin.display(description="Message")
    def told(self, job: Job) -> SafeString | str:
        """Why it failed, or how far it is."""
        return shortened(job.error.get("message", "") if job.error else job.message)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page, with its steps and what came of it below."""
        job = self.get_object(request, object_id)
        context = {**(extra_context or {}), **(job_standing(job) if job else {})}
        return super().change_view(request, object_id, form_url, context)  # type: ignore[no-any-return]

    def get_urls(self) -> list[Any]:
        """How it stands, and asking it to stop."""
        wrap = self.admin_site.admin_view
        return [
            path("<uuid:job_id>/standing/", wrap(self.standing_view), name="jobs_job_standing"),
            path("<uuid:job_id>/cancel/", wrap(self.cancel_view), name="jobs_job_cancel"),
            *super().get_urls(),
        ]

    def standing_view(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        """For the page that asks again until it is over."""
        job = self._job(request, job_id)
        return TemplateResponse(request, "admin/jobs/standing.html", job_standing(job))

    def cancel_view(self, request: HttpRequest, job_id: UUID) -> HttpResponse:
        """Ask, then have it stop at its next step."""
        job = self._job(request, job_id)
        back = reverse("admin:jobs_job_change", args=[job.pk])
        told = _TO_CANCEL if not job.is_terminal else (f"It is {job.state} already.",)
        if request.method != "POST":
            title = f"Cancel {self.what(job)}"
            question = Question(title, told, "Cancel it", back, OPTIONAL, danger=True, possible=not job.is_terminal)
            return question_page(self.admin_site, request, question)
        job.ask_to_cancel()
        actor, reason = f"operator {request.user}", reason_given(request)
        audit_record(kind=AuditKind.RUN, act="asked to stop", actor=actor, subject=self.what(job), detail=reason)
        self.message_user(request, f"It is {job.state}." if job.is_terminal else "It stops at its next step.")
        return redirect(back)

    def _job(self, request: HttpRequest, job_id: UUID) -> Job:
        job: Job | None = self.get_queryset(request).filter(id=job_id).first()
        if job is None or not self.has_view_permission(request):
            raise Http404
        return job


def job_standing(job: Job) -> dict[str, Any]:
    """``job``, ``live``: where it is asked again, ``cancel``: a link while it goes on, ``outcome`` and ``given`` as
    names with texts.
    """
    return {
        "job": job,
        "live": reverse("admin:jobs_job_standing", args=[job.pk]),
        "cancel": "" if job.is_terminal else reverse("admin:jobs_job_cancel", args=[job.pk]),
        "outcome": list(told(job.result)),
        "given": list(told(job.arguments)),
    }


def told(document: Any, name: str = "") -> list[tuple[str, str]]:
    """A JSON document as names with texts: names within each other are joined, lists are counted beyond ten."""
    if isinstance(document, dict):
        return [line for key, value in document.items() for line in told(value, f"{name} {key}".strip())]
    label = name.replace("_", " ") or "value"
    if isinstance(document, list):
        shown = ", ".join(str(each) for each in document[:10]) or "none"
        return [(label, shown + (f" and {len(document) - 10} more" if len(document) > 10 else ""))]
    if isinstance(document, bool):
        return [(label, "yes" if document else "no")]
    return [(label, "–" if document in (None, "") else str(document))]
