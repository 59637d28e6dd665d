"""The history of a period's sign-off: rows that are only ever added."""

from django.db import models

from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class SignOffStep(TenantScopedModel):
    """One step of a period: submitted, withdrawn, returned, signed off, or reopened to be restated.

    ``round`` counts from 1 and grows with each reopening; ``position`` counts the steps of a period. ``report_id`` and
    ``snapshot_hash`` name the frozen report a step is about; ``figures`` are its kg CO2e by scope and in total.
    ``signed`` is the statement that this installation signed: of steps by which a period was signed off.
    """

    class Kind(models.TextChoices):
        """What was done."""

        SUBMITTED = "submitted"
        WITHDRAWN = "withdrawn"
        RETURNED = "returned"
        SIGNED = "signed"
        REOPENED = "reopened"

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="sign_off_steps")
    round = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    actor = models.CharField(max_length=200)
    actor_id = models.CharField(max_length=60)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    report_id = models.UUIDField(null=True)
    snapshot_hash = models.CharField(max_length=71, blank=True)
    figures = models.JSONField(default=dict)
    limits = models.JSONField(default=list)
    change = models.JSONField(null=True)
    signed = models.JSONField(null=True)

    class Meta:
        ordering = ["period", "position"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period", "position"], name="sign_off_position")]

    def __str__(self) -> str:
        return f"round {self.round}: {self.kind} by {self.actor}"
