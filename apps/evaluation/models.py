"""What was measured of a version, kept with its evidence."""

from django.db import models

from apps.agents.models import AgentVersion
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class QualityReport(TenantScopedModel):
    """One evaluation of one version: twelve dimensions, the gate's decision, the pack it speaks of."""

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="quality_reports")
    pack_sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12)
    score = models.CharField(max_length=12)
    label = models.CharField(max_length=100)
    provisional = models.BooleanField()
    measured_weight = models.PositiveSmallIntegerField()
    document = models.JSONField()
    report_hash = models.CharField(max_length=71)
    seconds = models.CharField(max_length=12)
    measured_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-measured_at"]

    def __str__(self) -> str:
        return f"{self.version}: {self.verdict} {self.score}"
