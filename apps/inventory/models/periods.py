"""Reporting periods."""

from django.db import models

from apps.inventory.models.organisation import Entity
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class ReportingPeriod(TenantScopedModel):
    """The time an inventory is for; first and last day belong to it. Locked: nothing its numbers stand on changes."""

    entity = TenantForeignKey(Entity, on_delete=models.PROTECT, related_name="periods")
    name = models.CharField(max_length=60)
    start = models.DateField()
    end = models.DateField()
    gwp_set = models.CharField(max_length=20, default="AR5")
    locked_at = models.DateTimeField(null=True, editable=False)
    # By entity, the part that counted when the period was signed off: what is changed later changes no signed total.
    boundary = models.JSONField(null=True, editable=False)

    class Meta:
        ordering = ["-start", "name"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity", "name"], name="period_name"),
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="period_start_before_end"),
        ]

    def __str__(self) -> str:
        return self.name
