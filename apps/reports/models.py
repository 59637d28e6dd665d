"""Inventory reports: one frozen snapshot and the files written from it."""

from django.db import models

from greenlang.isolation import TenantScopedModel


class InventoryReport(TenantScopedModel):
    """A period's inventory as it stood. The snapshot never changes; every format is written from it."""

    period_id = models.UUIDField()
    period_name = models.CharField(max_length=60)
    entity_name = models.CharField(max_length=200)
    snapshot = models.JSONField()
    snapshot_hash = models.CharField(max_length=71)
    ledger_sequence = models.BigIntegerField()
    pdf = models.BinaryField(null=True)
    pdf_problem = models.JSONField(null=True)
    excel = models.BinaryField(null=True)
    prepared_by = models.CharField(max_length=200, blank=True)
    prepared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-prepared_at"]

    def __str__(self) -> str:
        return f"{self.entity_name}, {self.period_name}"
