"""The inventory: who reports, for which period, on which activity data."""

from django.db import models

from greenlang.isolation import TenantForeignKey, TenantScopedModel


class ConsolidationApproach(models.TextChoices):
    """How the organisational boundary is drawn (GHG Protocol Corporate Standard, chapter 3)."""

    EQUITY_SHARE = "equity-share"
    FINANCIAL_CONTROL = "financial-control"
    OPERATIONAL_CONTROL = "operational-control"


class Entity(TenantScopedModel):
    """A reporting entity."""

    name = models.CharField(max_length=200)
    consolidation_approach = models.CharField(
        max_length=20, choices=ConsolidationApproach.choices, default=ConsolidationApproach.OPERATIONAL_CONTROL
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "entities"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "name"], name="entity_name")]

    def __str__(self) -> str:
        return self.name


class Site(TenantScopedModel):
    """A place where emissions arise."""

    entity = TenantForeignKey(Entity, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "entity", "name"], name="site_name")]

    def __str__(self) -> str:
        return self.name


class ReportingPeriod(TenantScopedModel):
    """The time an inventory is for; first and last day belong to it."""

    entity = TenantForeignKey(Entity, on_delete=models.PROTECT, related_name="periods")
    name = models.CharField(max_length=60)
    start = models.DateField()
    end = models.DateField()
    gwp_set = models.CharField(max_length=20, default="AR5")

    class Meta:
        ordering = ["-start", "name"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity", "name"], name="period_name"),
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="period_start_before_end"),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityUpload(TenantScopedModel):
    """A file of activity data: rows in = accepted + rejected + duplicate."""

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="uploads")
    filename = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows_in = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    duplicate = models.PositiveIntegerField()
    uploaded_by = models.CharField(max_length=200, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rows_in=models.F("accepted") + models.F("rejected") + models.F("duplicate")),
                name="upload_accounts_for_every_row",
            ),
        ]

    def __str__(self) -> str:
        return self.filename


class ActivityData(TenantScopedModel):
    """One accepted row: how much of what, where, when."""

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
    row_hash = models.CharField(max_length=71)

    class Meta:
        ordering = ["upload", "row"]
        verbose_name_plural = "activity data"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period", "row_hash"], name="activity_once")]

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit} at {self.site}"


class RejectedRow(TenantScopedModel):
    """A row that was not accepted (or was a duplicate), and why."""

    upload = TenantForeignKey(ActivityUpload, on_delete=models.PROTECT, related_name="rejections")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=100, blank=True)
    reason = models.TextField()
    is_duplicate = models.BooleanField(default=False)

    class Meta:
        ordering = ["upload", "row"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"
