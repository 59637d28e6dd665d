"""Deployments, runs and executions in the admin."""

from django.contrib import admin

from apps.runtime.models import Deployment, Execution, Run, RunPartition
from greenlang.edges.admin_rows import TenantRowsAdmin


@admin.register(Deployment)
class DeploymentAdmin(TenantRowsAdmin):
    """Where versions can be reached."""

    list_display = ("version", "deployer", "url", "health", "health_since", "looked_at", "deployed_at", "removed_at")
    list_filter = ("deployer", "health")


@admin.register(Run)
class RunAdmin(TenantRowsAdmin):
    """Runs over activity data."""

    list_display = ("version", "rows", "succeeded", "failed", "started_at", "finished_at")


@admin.register(RunPartition)
class RunPartitionAdmin(TenantRowsAdmin):
    """Shares of runs, and who works on them."""

    list_display = ("run", "number", "state", "rows", "succeeded", "failed", "attempts", "interruptions", "lease_owner")
    list_filter = ("state",)


@admin.register(Execution)
class ExecutionAdmin(TenantRowsAdmin):
    """Single executions."""

    list_display = ("version", "calculation_id", "actor", "recorded_at")
