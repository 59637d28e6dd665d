"""The answer to a request that may be sent again, kept in the transaction of what the request did."""

from django.db import models

from greenlang.isolation import TenantScopedModel


class KeptAnswer(TenantScopedModel):
    """What a POST with an ``Idempotency-Key`` was answered.

    ``key_hash`` covers the key and who sent it; ``fingerprint`` the address and the body. ``body`` is sealed with the
    key, which is not kept: whoever reads the database learns nothing of it.
    """

    key_hash = models.CharField(max_length=64, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    status = models.PositiveSmallIntegerField(editable=False)
    headers = models.JSONField(editable=False)
    body = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "key_hash"], name="one_answer_a_key")]
        indexes = [models.Index(fields=["tenant_id", "expires_at"], name="answers_expiring")]

    def __str__(self) -> str:
        return f"{self.status} until {self.expires_at:%Y-%m-%d %H:%M}"
