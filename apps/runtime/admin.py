"""Deployments, runs and executions in the admin."""

from django.contrib import admin
from django.db.models import QuerySet

from apps.runtime.models import Deployment, Execution, Run, RunPartition
from apps.runtime.selectors import deployments_unhealthy, runs_held
from greenlang.edges.admin_rows import Standing, TenantRowsAdmin


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
    """Where versions can be reached."""

    list_display = ("version", "deployer", "url", "health", "health_since", "looked_at", "deployed_at", "removed_at")
    list_filter = (DeploymentStanding, "deployer", "health")


@admin.register(Run)
class RunAdmin(TenantRowsAdmin):
    """Runs over activity data."""

    list_display = ("version", "rows", "succeeded", "failed", "started_at", "finished_at")
    list_filter = (RunStanding,)


@admin.register(RunPartition)
class RunPartitionAdmin(TenantRowsAdmin):
    """Shares of runs, and who works on them."""

    list_display = ("run", "number", "state", "rows", "succeeded", "failed", "attempts", "interruptions", "lease_owner")
    list_filter = ("state",)


@admin.register(Execution)
class ExecutionAdmin(TenantRowsAdmin):
    """Single executions."""

    list_display = ("version", "calculation_id", "actor", "recorded_at")
