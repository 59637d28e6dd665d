"""When the ledger was verified as a whole, and what was found."""

from django.db import models

from greenlang.isolation import TenantScopedModel


class LedgerVerification(TenantScopedModel):
    """A verification of every hash and link up to a record; it says nothing of what is appended or changed later."""

    at = models.DateTimeField(auto_now_add=True)
    holds = models.BooleanField()
    head_sequence = models.BigIntegerField()
    head_hash = models.CharField(max_length=71)
    bad_sequence = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["tenant_id", "-at"], name="verification_latest")]

    def __str__(self) -> str:
        return f"{'holds' if self.holds else 'broken'} up to record {self.head_sequence}"
