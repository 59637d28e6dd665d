"""Activity data: files taken in, their accepted rows, and the rejected ones."""

from django.db import models

from apps.inventory.models.organisation import Site
from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel


class ActivityUpload(TenantScopedModel):
    """A file of activity data: rows in = accepted + rejected + duplicate.

    Withdrawn: its accepted rows were taken back before anything was calculated from them; the account stays.
    ``settled``: of its rejected rows, those that nobody has to see to any more.
    """

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="uploads")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows_in = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    duplicate = models.PositiveIntegerField()
    settled = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    uploaded_by = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    withdrawn_reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rows_in=models.F("accepted") + models.F("rejected") + models.F("duplicate")),
                name="upload_accounts_for_every_row",
            ),
            models.CheckConstraint(
                condition=models.Q(settled__lte=models.F("rejected")), name="upload_settles_what_it_rejected"
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class ActivityData(TenantScopedModel):
    """One accepted row: how much of what, where, when.

    ``attributes`` are the further columns as they came, ``mapped`` what was chosen for the row's description since:
    values by the agent's inputs; None: of a column that the choice takes into account. ``agent`` is the one that is to
    calculate the row; empty: any. ``mapping_group`` is the group it was mapped with, or waits in.
    """

    upload = TenantForeignKey(ActivityUpload, on_delete=models.PROTECT, related_name="activities")
    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="activities")
    site = TenantForeignKey(Site, on_delete=models.PROTECT, related_name="activities")
    row = models.PositiveIntegerField()
    start = models.DateField()
    end = models.DateField()
    quantity = models.CharField(max_length=100)
    unit = models.CharField(max_length=60)
    basis = models.CharField(max_length=20, blank=True)
    attributes = models.JSONField(default=dict)
    reference = models.CharField(max_length=200, blank=True)
    description = models.CharField(max_length=500, blank=True, default="", db_default="")
    is_estimated = models.BooleanField(default=False, db_default=False)
    mapped = models.JSONField(default=dict, db_default={})
    agent = models.CharField(max_length=80, blank=True, default="", db_default="")
    mapping_group = models.UUIDField(null=True, editable=False)
    row_hash = models.CharField(max_length=71)

    class Meta:
        ordering = ["upload", "row"]
        verbose_name_plural = "activity data"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period", "row_hash"], name="activity_once")]
        indexes = [
            models.Index(fields=["tenant_id", "period", "agent"], name="activity_agent", condition=~models.Q(agent="")),
            models.Index(fields=["tenant_id", "upload", "row"], name="activity_of_upload"),
            models.Index(
                fields=["tenant_id", "mapping_group"],
                name="activity_mapped_with",
                condition=models.Q(mapping_group__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} at {self.site}"


class RejectedRow(TenantScopedModel):
    """A row that was not accepted (or was a duplicate), and why.

    Settled: it came again mended, or a person said why it need not; it stays listed with that.
    """

    upload = TenantForeignKey(ActivityUpload, on_delete=models.PROTECT, related_name="rejections")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    reason = models.TextField()
    is_duplicate = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    settled_reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    class Meta:
        ordering = ["upload", "row"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"
