"""Deployments, executions, and runs over a period's activity data."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.calculations.models.ledger import ExactNumeric
from apps.runtime.deployers.contract import Health
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class Deployment(TenantScopedModel):
    """Where a version can be reached; ``cleared_at``: since when nothing of it is left where it ran.

    Its health is what the overseer saw: empty before it looked, and of what shall not answer.
    """

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="deployments")
    deployer = models.CharField(max_length=20)
    url = models.CharField(max_length=300)
    pack_sha256 = models.CharField(max_length=64)
    deployed_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    health = models.CharField(max_length=10, choices=[(each.value, each.value.title()) for each in Health], blank=True)
    health_reason = models.CharField(max_length=600, blank=True)
    health_since = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-deployed_at"]
        indexes = [
            models.Index(fields=["tenant_id"], name="deployments_standing", condition=models.Q(cleared_at=None)),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def address(self) -> str:
        """The whole URL; of this installation's own paths, at the address it serves at now."""
        return f"{settings.PUBLIC_URL}{self.url}" if self.url.startswith("/") else self.url


class RowChoice(models.TextChoices):
    """Which of a period's rows a run takes."""

    ALL = "all", "All rows"
    NEW = "new", "Only rows without a calculation"


class Run(TenantScopedModel):
    """One agent version over one period's activity data.

    ``own_only``: of the rows, those that are meant for this agent, and not those that any agent may calculate.
    ``co2e``: kg over everything it calculated, noted once it has ended; empty until then.
    """

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="runs")
    period_id = models.UUIDField()
    job_id = models.UUIDField(null=True)
    actor = models.CharField(max_length=200, blank=True)
    choice = models.CharField(max_length=4, choices=RowChoice.choices, default=RowChoice.ALL, db_default="all")
    own_only = models.BooleanField(default=False, db_default=False)
    rows = models.PositiveIntegerField(default=0)
    succeeded = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    co2e = ExactNumeric(null=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.version} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_of_retired(self) -> bool:
        """Its version is retired: what it has not calculated, it never will."""
        return bool(self.version.state == State.RETIRED)


class PartitionState(models.TextChoices):
    """Where a partition stands."""

    QUEUED = "queued"
    RUNNING = "running"
    HELD = "held"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (PartitionState.QUEUED, PartitionState.RUNNING, PartitionState.HELD)


class RunPartition(TenantScopedModel):
    """A share of a run's rows that is calculated and committed in one piece, by whoever holds its lease.

    The fence counts every change of hands: a worker whose fence is an old one commits nothing. All times are the
    database's, since the clocks of several machines differ.
    """

    run = TenantForeignKey(Run, on_delete=models.PROTECT, related_name="partitions")
    number = models.PositiveIntegerField()
    # The rows of a run are those of the moment it was made, whatever is uploaded meanwhile.
    activity_ids = ArrayField(models.UUIDField())
    first = models.PositiveIntegerField(help_text="place of its first row among the run's rows, from 1")
    rows = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=PartitionState.choices, default=PartitionState.QUEUED)
    fence = models.PositiveIntegerField(default=0)
    lease_owner = models.CharField(max_length=200, blank=True, help_text="of a done one, who did it")
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0, help_text="that ended with an error of their own")
    interruptions = models.PositiveIntegerField(default=0, help_text="that something outside put an end to")
    # {activity id: {"weight": int, "reason": text}} of rows during which an attempt ended.
    suspects = models.JSONField(default=dict)
    due_at = models.DateTimeField(db_default=Now(), help_text="not before")
    told_at = models.DateTimeField(null=True, help_text="when the broker was told last")
    succeeded = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    dead = models.PositiveIntegerField(default=0, help_text="of the failed, those in the dead letters")
    error = models.JSONField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "run", "number"], name="partition_number")]
        indexes = [
            models.Index(fields=["tenant_id"], name="partitions_open", condition=models.Q(state__in=OPEN)),
        ]

    def __str__(self) -> str:
        return f"{self.run} partition {self.number}"


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
        indexes = [
            models.Index(
                fields=["tenant_id", "run"], name="executions_refused", condition=models.Q(calculation_id__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"execution {self.id}"


class UploadOutcome(TenantScopedModel):
    """What became of an upload's accepted rows in the runs so far: of how many a calculation stood, and how many were
    only refused. Noted when a run ends; what is taken back later is not in it.
    """

    upload_id = models.UUIDField()
    calculated = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    noted_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "upload_id"], name="outcome_once")]

    def __str__(self) -> str:
        return f"{self.calculated} calculated, {self.refused} refused"
