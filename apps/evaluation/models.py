"""What was measured of a version, kept with its evidence."""

from django.db import models

from apps.agents.models import AgentVersion
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class QualityReport(TenantScopedModel):
    """One evaluation of one version: twelve dimensions, the gate's decision, the pack it speaks of.

    Rows are a history and never change. ``depth`` is ``gate``, or ``deep`` or ``again`` for what was asked for
    later; the gate's come first, so that nothing later stands in for what the gate decided.
    """

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="quality_reports")
    depth = models.CharField(max_length=12, default="gate")
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
        ordering = ["-depth", "-measured_at"]

    def __str__(self) -> str:
        return f"{self.version}: {self.verdict} {self.score}"


class ReviewDecision(TenantScopedModel):
    """What a reviewer decided about one CONDITIONAL report, and why. Rows are only ever added, one a report."""

    class Decision(models.TextChoices):
        """What a reviewer may decide."""

        APPROVE = "approve"
        REJECT = "reject"

    version = TenantForeignKey(AgentVersion, on_delete=models.PROTECT, related_name="reviews")
    report = TenantForeignKey(QualityReport, on_delete=models.PROTECT, related_name="reviews")
    report_hash = models.CharField(max_length=71)
    reviewer = models.CharField(max_length=200)
    decision = models.CharField(max_length=7, choices=Decision.choices)
    reason = models.CharField(max_length=500)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "version", "report_hash"], name="one_review_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.decision} by {self.reviewer}"

    def as_document(self) -> dict[str, str]:
        """As it stands in the event that follows it."""
        names = ("decision", "reviewer", "reason", "report_hash")
        return {name: str(getattr(self, name)) for name in names}
