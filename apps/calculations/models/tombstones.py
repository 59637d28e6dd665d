"""What was removed from the ledger on purpose, as it was signed; the same lines stand in the store of checkpoints."""

from django.db import models

from greenlang.isolation import TenantScopedModel


class Tombstone(TenantScopedModel):
    """Written by the owner role where records or a whole tenant were removed; it stays when the tenant is gone."""

    kind = models.CharField(max_length=40)
    last_sequence = models.BigIntegerField()
    statement = models.TextField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["recorded_at"]

    def __str__(self) -> str:
        return f"{self.kind} to record {self.last_sequence}"
