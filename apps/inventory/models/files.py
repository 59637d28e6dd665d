"""Files as they were sent, what their columns were taken for, and the evidence behind rows."""

from django.db import models

from apps.inventory.models.activity import ActivityData, ActivityUpload
from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class FileKind(models.TextChoices):
    """How a file holds its table."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"


class StagedFile(TenantScopedModel):
    """A file of activity data as it was sent: first a draft, for which somebody says what its columns mean; then what
    an upload was taken from.

    ``sheets``: what was learnt of each, as `SheetFacts.as_document`. ``sheet`` and ``plan``: what was chosen last.
    ``agent`` is to calculate the rows; empty: any.
    """

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="staged_files")
    filename = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sheets = models.JSONField(default=list)
    sheet = models.CharField(max_length=100, blank=True)
    plan = models.JSONField(default=dict)
    agent = models.CharField(max_length=80, blank=True)
    upload = TenantForeignKey(ActivityUpload, on_delete=models.PROTECT, related_name="sources", null=True)
    job_id = models.UUIDField(null=True)
    created_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "upload"], name="one_source_an_upload"),
        ]

    def __str__(self) -> str:
        return self.filename


class ColumnMapping(TenantScopedModel):
    """What columns with these headings were taken for last."""

    fingerprint = models.CharField(max_length=64)
    header = models.JSONField()
    plan = models.JSONField()
    agent = models.CharField(max_length=80, blank=True)
    used_by = models.CharField(max_length=200, blank=True)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-used_at"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "fingerprint"], name="column_mapping_once")]

    def __str__(self) -> str:
        return ", ".join(self.header)[:100]


class EvidenceFile(TenantScopedModel):
    """An invoice, a meter reading, a statement: kept as it was sent, and never opened here."""

    filename = models.CharField(max_length=200)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    upload = TenantForeignKey(ActivityUpload, on_delete=models.PROTECT, related_name="evidence")
    for_all = models.BooleanField(default=False, help_text="stands behind every row of the upload")
    added_by = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-added_at", "filename"]

    def __str__(self) -> str:
        return self.filename


class EvidenceLine(TenantScopedModel):
    """A row a piece of evidence stands behind."""

    evidence = TenantForeignKey(EvidenceFile, on_delete=models.CASCADE, related_name="lines")
    activity = TenantForeignKey(ActivityData, on_delete=models.CASCADE, related_name="evidence_lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "evidence", "activity"], name="evidence_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} for {self.activity}"


class EstimationChange(TenantScopedModel):
    """Who said of a row that it is estimated, or actual after all, and why."""

    activity = TenantForeignKey(ActivityData, on_delete=models.CASCADE, related_name="estimation_changes")
    is_estimated = models.BooleanField()
    reason = models.CharField(max_length=500)
    changed_by = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.reason
