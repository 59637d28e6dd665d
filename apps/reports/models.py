"""Inventory reports: one frozen snapshot and the files written from it; and exports of all an organisation has."""

from django.db import models
from django.utils import timezone

from apps.inventory.models import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class InventoryReport(TenantScopedModel):
    """A period's inventory as it stood. The snapshot never changes; every format is written from it.

    ``step_id`` names the step of the sign-off that made a final report of a draft; ``activities`` and ``uncalculated``
    count the period's rows at that moment, and those of them no calculation counted for. ``totals`` and ``is_verified``
    repeat what the snapshot says, which may be large; None of reports that were frozen before they were kept.
    ``grounds`` is the hash of what the figures stand on besides data and ledger, see `grounds_of`.
    """

    period_id = models.UUIDField()
    period_name = models.CharField(max_length=60)
    entity_name = models.CharField(max_length=200)
    snapshot = models.JSONField()
    snapshot_hash = models.CharField(max_length=71)
    ledger_sequence = models.BigIntegerField()
    status = models.CharField(max_length=10, default="draft")
    step_id = models.UUIDField(null=True, editable=False)
    activities = models.PositiveIntegerField(null=True)
    uncalculated = models.PositiveIntegerField(null=True)
    totals = models.JSONField(null=True)
    is_verified = models.BooleanField(null=True)
    grounds = models.CharField(max_length=71, blank=True, default="")
    prepared_by = models.CharField(max_length=200, blank=True)
    prepared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "step_id"],
                condition=models.Q(step_id__isnull=False),
                name="one_report_a_sign_off",
            )
        ]
        indexes = [models.Index(fields=["tenant_id", "period_id", "prepared_at"], name="reports_of_period")]

    def __str__(self) -> str:
        return f"{self.entity_name}, {self.period_name}"


class ReportFile(TenantScopedModel):
    """A file of a report that is kept, by its format of `apps.reports.formats.registry`, or why there is none.

    Attributes:
        content: None where it could not be written; then ``problem`` says why, and how to mend that.
        checks: what examining it found, such as a validator's result; None where nobody examines this format.
        sha256: of the content, in hexadecimal.
    """

    report = TenantForeignKey(InventoryReport, on_delete=models.CASCADE, related_name="files")
    extension = models.CharField(max_length=40)
    content = models.BinaryField(null=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    problem = models.JSONField(null=True)
    checks = models.JSONField(null=True)
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["report", "extension"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "report", "extension"], name="one_file_a_format")]

    def __str__(self) -> str:
        return f"{self.report_id}.{self.extension}"


class SignedHash(models.Model):
    """The hash of a signed-off report's snapshot, in hexadecimal, and nothing else: whoever holds a printed report may
    ask whether it is known here, and this table answers without opening any organisation's rows.

    A hash stays when its report goes, as paper does.
    """

    digest = models.CharField(max_length=64, primary_key=True)

    def __str__(self) -> str:
        return self.digest


class PeriodDisclosures(TenantScopedModel):
    """What the preparer says about a period, held to the shape `Disclosures`; who changed what is in the audit log.

    ``carried``: by topic, the name of the earlier period that it was carried over from, until somebody saves it.
    """

    period = TenantForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="+")
    said = models.JSONField(default=dict)
    carried = models.JSONField(default=dict)
    changed_by = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-changed_at"]
        verbose_name_plural = "period disclosures"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period"], name="disclosures_once_a_period")]

    def __str__(self) -> str:
        return f"Disclosures of {self.period}"


class FileAhead(TenantScopedModel):
    """A file of a report that nobody has asked for yet, see `apps.reports.ahead`.

    Attributes:
        snapshot_hash, prepared_at: of the snapshot it was written of, which is not kept.
        writer: hash of what wrote it, see `apps.reports.writer`.
    """

    period_id = models.UUIDField()
    snapshot_hash = models.CharField(max_length=71)
    prepared_at = models.CharField(max_length=40)
    writer = models.CharField(max_length=71, default="")
    extension = models.CharField(max_length=40)
    content = models.BinaryField(null=True)
    size = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    problem = models.JSONField(null=True)
    checks = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "period_id", "extension"], name="one_file_ahead_a_format")
        ]

    def __str__(self) -> str:
        return f"{self.period_id}.{self.extension}"


class DataExport(TenantScopedModel):
    """Everything of an organisation in one file, as it stood at a moment; kept for a week.

    Attributes:
        finished_at: None while it is being written.
        sha256: of the whole file, in hexadecimal.
        manifest: how many rows and bytes each of its files has, as in the file itself.
    """

    asked_by = models.CharField(max_length=200)
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, editable=False)
    job_id = models.UUIDField(null=True, editable=False)
    size = models.BigIntegerField(default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    manifest = models.JSONField(default=dict, editable=False)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"Data export of {self.asked_at:%Y-%m-%d %H:%M}"


class DataExportPart(TenantScopedModel):
    """A piece of an export's file: the web may stand on another machine than the worker that wrote it."""

    export = TenantForeignKey(DataExport, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["export", "position"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "export", "position"], name="one_part_a_position")]

    def __str__(self) -> str:
        return f"Part {self.position}"
