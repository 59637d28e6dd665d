"""Registered packs: the bytes, their signature, and what they can do."""

from django.db import models

from apps.agents.models import AgentVersion
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class AgentPack(TenantScopedModel):
    """A reproducible archive. Signature, quality report and build statement lie beside it and name its hash."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="packs")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    signature = models.JSONField()
    quality_report = models.JSONField()
    statement = models.JSONField(default=dict)
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-registered_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "sha256"], name="pack_once")]

    def __str__(self) -> str:
        return self.sha256


class AgentDescriptor(TenantScopedModel):
    """What a registered version takes, gives and is made of."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="descriptors")
    pack = TenantForeignKey(AgentPack, on_delete=models.PROTECT, related_name="descriptors")
    domain = models.CharField(max_length=60)
    scope = models.CharField(max_length=20)
    document = models.JSONField()
    descriptor_hash = models.CharField(max_length=71)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant_id", "version"], name="descriptor_once")]

    def __str__(self) -> str:
        return str(self.version)
