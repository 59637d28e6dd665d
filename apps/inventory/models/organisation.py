"""Who reports, and where emissions arise."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from greenlang.isolation import TenantForeignKey, TenantScopedModel

COUNTRY = RegexValidator(r"^[A-Z]{2}\Z", "Two letters of ISO 3166: DE, GB, US.")
LEI = RegexValidator(r"^[A-Z0-9]{18}[0-9]{2}\Z", "Twenty characters: a Legal Entity Identifier.")
PERCENT = (MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100)))


class ConsolidationApproach(models.TextChoices):
    """How the organisational boundary is drawn (GHG Protocol Corporate Standard, chapter 3)."""

    EQUITY_SHARE = "equity-share", "Equity share"
    FINANCIAL_CONTROL = "financial-control", "Financial control"
    OPERATIONAL_CONTROL = "operational-control", "Operational control"


class Entity(TenantScopedModel):
    """A company of the organisation. One without a parent reports; its approach holds for all below it.

    ``equity_share`` (percent) and the two controls are the reporting company's, over this entity as a whole.
    ``recalculation_threshold``: percent of the base year's emissions from which a change has it recalculated.
    """

    name = models.CharField(max_length=200)
    parent = TenantForeignKey("self", on_delete=models.PROTECT, related_name="subsidiaries", null=True, blank=True)
    consolidation_approach = models.CharField(
        max_length=20, choices=ConsolidationApproach.choices, default=ConsolidationApproach.OPERATIONAL_CONTROL
    )
    equity_share = models.DecimalField(max_digits=7, decimal_places=4, default=Decimal(100), validators=PERCENT)
    financial_control = models.BooleanField(default=True)
    operational_control = models.BooleanField(default=True)
    country = models.CharField(max_length=2, blank=True, validators=[COUNTRY])
    lei = models.CharField("LEI", max_length=20, blank=True, validators=[LEI])
    base_period = TenantForeignKey(
        "inventory.ReportingPeriod", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    recalculation_threshold = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(5), validators=PERCENT
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "entities"
        constraints = [models.UniqueConstraint(fields=["tenant_id", "name"], name="entity_name")]

    def __str__(self) -> str:
        return self.name


class Site(TenantScopedModel):
    """A place where emissions arise; open from and until, where that is known."""

    entity = TenantForeignKey(Entity, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True, validators=[COUNTRY])
    region = models.CharField("grid or region", max_length=60, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "entity", "name"], name="site_name"),
            models.CheckConstraint(
                condition=models.Q(opened_on__isnull=True)
                | models.Q(closed_on__isnull=True)
                | models.Q(opened_on__lte=models.F("closed_on")),
                name="site_opened_before_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
