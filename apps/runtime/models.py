"""Deployments, executions, and runs over a period's activity data."""

from django.conf import settings
from django.db import models

from apps.agents.models import AgentVersion
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class Deployment(TenantScopedModel):
    """Where a version can be reached."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="deployments")
    deployer = models.CharField(max_length=20)
    url = models.CharField(max_length=300)
    pack_sha256 = models.CharField(max_length=64)
    deployed_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-deployed_at"]

    def __str__(self) -> str:
        return self.url

    @property
    def address(self) -> str:
        """The whole URL; of this installation's own paths, at the address it serves at now."""
        return f"{settings.PUBLIC_URL}{self.url}" if self.url.startswith("/") else self.url


class Run(TenantScopedModel):
    """One agent version over one period's activity data."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="runs")
    period_id = models.UUIDField()
    job_id = models.UUIDField(null=True)
    rows = models.PositiveIntegerField(default=0)
    succeeded = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.version} {self.started_at:%Y-%m-%d %H:%M}"


class Execution(TenantScopedModel):
    """One execution: the calculation it made, or why it made none."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="executions")
    run = TenantForeignKey(Run, on_delete=models.PROTECT, related_name="executions", null=True)
    activity_id = models.UUIDField(null=True)
    calculation_id = models.UUIDField(null=True)
    error = models.JSONField(null=True)
    actor = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            # One effect a row and run: a task that runs again finds what is done.
            models.UniqueConstraint(
                fields=["tenant_id", "run", "activity_id"],
                name="one_execution_a_row",
                condition=models.Q(run__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"execution {self.id}"
