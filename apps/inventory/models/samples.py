"""What an auditor draws from a period's lines, what they make of each, and the findings that follow."""

from django.db import models

from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class AuditSample(TenantScopedModel):
    """Lines drawn from those that count in a period, with everything that draws the same ones again.

    ``lines`` and ``co2e`` are the population at that moment: how many, and the sum of their absolute kg CO2e.
    """

    class Method(models.TextChoices):
        """How lines are drawn."""

        RANDOM = "random", "At random"
        LARGEST = "largest", "The largest"
        WEIGHTED = "weighted", "In proportion to size"
        CHOSEN = "chosen", "Chosen by hand"

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="samples")
    number = models.PositiveIntegerField()
    method = models.CharField(max_length=10, choices=Method.choices)
    size = models.PositiveIntegerField()
    seed = models.CharField(max_length=64, blank=True)
    lines = models.BigIntegerField()
    co2e = models.CharField(max_length=200)
    drawn_by = models.CharField(max_length=200)
    drawn_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period", "number"], name="sample_number")]

    def __str__(self) -> str:
        return f"sample {self.number}"


class SampledLine(TenantScopedModel):
    """A line of a sample: what the ledger says, and what the auditor makes of it.

    ``hits``: how many of the sample's points fell on it (more than one only where drawn in proportion to size).
    ``audited``: kg CO2e the auditor came to instead, decimal text; empty where they say none.
    """

    class Conclusion(models.TextChoices):
        """What an auditor makes of a line."""

        OPEN = "", "Not looked at yet"
        AGREED = "agreed", "Agreed"
        EXCEPTION = "exception", "Exception"
        NOT_TESTED = "not-tested", "Not tested"

    sample = TenantForeignKey(AuditSample, on_delete=models.PROTECT, related_name="drawn")
    position = models.PositiveIntegerField()
    calculation_id = models.UUIDField()
    sequence = models.BigIntegerField()
    co2e = models.CharField(max_length=200)
    hits = models.PositiveIntegerField(default=1)
    conclusion = models.CharField(max_length=10, choices=Conclusion.choices, blank=True)
    audited = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    concluded_by = models.CharField(max_length=200, blank=True)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sample", "position"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "sample", "position"], name="sampled_position")]

    def __str__(self) -> str:
        return f"line {self.position}"


class AuditFinding(TenantScopedModel):
    """Something an auditor found: raised, answered by the preparer, closed by an auditor."""

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    line = TenantForeignKey(SampledLine, on_delete=models.PROTECT, related_name="findings", null=True)
    text = models.TextField()
    raised_by = models.CharField(max_length=200)
    raised_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period", "number"], name="finding_number")]

    def __str__(self) -> str:
        return f"finding {self.number}"

    @property
    def state(self) -> str:
        """``open``, ``answered`` or ``closed``."""
        return "closed" if self.closed_at else "answered" if self.answered_at else "open"
