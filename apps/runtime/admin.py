"""Deployments, runs and executions in the admin."""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.runtime.batch.progress import run_progress, run_state
from apps.runtime.deployers.contract import Health
from apps.runtime.models import OPEN, Deployment, Execution, PartitionState, Run, RunPartition
from apps.runtime.selectors import deployments_unhealthy, run_job, runs_held
from greenlang.edges.admin_rows import Standing, TenantRowsAdmin, shortened

_TONES: dict[str, str] = {Health.ANSWERS: "ok", Health.DEGRADED: "waits", Health.DOWN: "wrong"}
SHOWN = 100
"""Partitions on the page of a run."""


class DeploymentStanding(Standing):
    """Whether it stands, and how it does."""

    choices_told = (("standing", "Standing"), ("unhealthy", "Unhealthy"), ("removed", "Removed"))

    def rows(self, rows: QuerySet[Deployment], chosen: str) -> QuerySet[Deployment]:
        """By its times and what the overseer saw."""
        if chosen == "unhealthy":
            return rows & deployments_unhealthy()
        return rows.filter(removed_at__isnull=chosen == "standing")


class RunStanding(Standing):
    """Whether it goes on."""

    choices_told = (("open", "Not finished"), ("held", "Held"), ("failed", "With failed rows"))

    def rows(self, rows: QuerySet[Run], chosen: str) -> QuerySet[Run]:
        """By its end, its failures and its partitions."""
        if chosen == "held":
            return rows & runs_held()
        return rows.filter(finished_at=None) if chosen == "open" else rows.filter(failed__gt=0)


@admin.register(Deployment)
class DeploymentAdmin(TenantRowsAdmin):
    """Where versions can be reached, and how they do there."""

    list_display = ("version", "deployer", "health_tag", "health_since", "looked_at", "deployed_at", "removed_at")
    list_filter = (DeploymentStanding, "deployer", "health")
    list_select_related = ("version__agent",)
    fields = (
        "version", "deployer", "url", "health_tag", "health_reason", "health_since", "looked_at", "pack_sha256",
        "deployed_at", "removed_at", "cleared_at",
    )  # fmt: skip
    readonly_fields = ("health_tag",)

    @admin.display(description="Health", ordering="health")
    def health_tag(self, deployment: Deployment) -> SafeString:
        """What the overseer saw last."""
        tone = _TONES.get(deployment.health, "")
        told = deployment.health or ("removed" if deployment.removed_at else "not looked at")
        return format_html('<span class="co-tag co-{}">{}</span>', tone, told)


@admin.register(Run)
class RunAdmin(TenantRowsAdmin):
    """Runs over activity data, with how far they are and their partitions."""

    list_display = ("version", "rows", "succeeded", "failed", "actor", "started_at", "finished_at")
    list_filter = (RunStanding,)
    list_select_related = ("version__agent",)
    sortable_by = ("started_at",)
    fields = ("version", "actor", "rows", "succeeded", "failed", "started_at", "finished_at")
    change_form_outer_after_template = "admin/runtime/partitions.html"

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page, with its partitions below."""
        run = self.get_object(request, object_id)
        context = {**(extra_context or {}), **(run_standing(run) if run else {})}
        return super().change_view(request, object_id, form_url, context)  # type: ignore[no-any-return]

    def get_urls(self) -> list[Any]:
        """How it stands."""
        view = self.admin_site.admin_view(self.standing_view)
        return [path("<uuid:run_id>/standing/", view, name="runtime_run_standing"), *super().get_urls()]

    def standing_view(self, request: HttpRequest, run_id: UUID) -> HttpResponse:
        """For the page that asks again until it is over."""
        run = self.get_queryset(request).filter(id=run_id).first()
        if run is None or not self.has_view_permission(request):
            raise Http404
        return TemplateResponse(request, "admin/runtime/partitions.html", run_standing(run))


def run_standing(run: Run) -> dict[str, Any]:
    """``progress``, ``state``, ``job``: a link, ``partitions``: the unfinished and failed first, and how many there
    are; ``executions`` and ``live``: links.
    """
    job, progress = run_job(run), run_progress(run.id)
    partitions = RunPartition.objects.filter(run=run).defer("activity_ids", "suspects")
    troubled = [*partitions.filter(state__in=(PartitionState.FAILED, *OPEN))[:SHOWN]]
    done = partitions.exclude(state__in=(PartitionState.FAILED, *OPEN))[: SHOWN - len(troubled)]
    return {
        "run": run,
        "progress": progress,
        "state": run_state(job, progress),
        "job": reverse("admin:jobs_job_change", args=[job.pk]) if job else "",
        "percent": 100 * (progress.succeeded + progress.failed) // progress.rows if progress.rows else 0,
        "partitions": [*troubled, *done],
        "all": sum(progress.partitions.values()),
        "every": f"{reverse('admin:runtime_runpartition_changelist')}?run__id__exact={run.pk}",
        "executions": f"{reverse('admin:runtime_execution_changelist')}?run__id__exact={run.pk}",
        "live": reverse("admin:runtime_run_standing", args=[run.pk]),
    }


@admin.register(RunPartition)
class RunPartitionAdmin(TenantRowsAdmin):
    """Shares of runs, and who works on them."""

    list_display = ("run", "number", "state", "rows", "succeeded", "failed", "attempts", "interruptions", "lease_owner")
    list_filter = ("state",)
    list_select_related = ("run__version__agent",)
    sortable_by = ()
    fields = (
        "run", "number", "state", "first", "rows", "succeeded", "failed", "dead", "attempts", "interruptions",
        "lease_owner", "lease_until", "started_at", "finished_at", "why",
    )  # fmt: skip
    readonly_fields = ("why",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[RunPartition]:
        """The ids of its thousand rows stay where they are."""
        return super().get_queryset(request).defer("activity_ids", "suspects")

    @admin.display(description="Error")
    def why(self, partition: RunPartition) -> str:
        """Why it failed or is held."""
        return str((partition.error or {}).get("message", "")) or "None"


@admin.register(Execution)
class ExecutionAdmin(TenantRowsAdmin):
    """Executions, of which there may be millions: by their ids, and those of a run from the run's page."""

    list_display = ("version", "calculation_id", "told", "actor", "recorded_at")
    list_select_related = ()
    list_prefetch_related = ("version__agent",)
    sortable_by = ()
    ordering = ("id",)
    fields = ("version", "run", "activity_id", "calculation_id", "told", "actor", "recorded_at")
    readonly_fields = ("told",)

    @admin.display(description="Outcome")
    def told(self, execution: Execution) -> SafeString | str:
        """Why it made no calculation."""
        return shortened((execution.error or {}).get("message", "")) if execution.error else "calculated"
