"""The ledger's entries as they are looked for, and exact sums of them; see `apps.inventory.figures`."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.calculations.models.ledger import ExactNumeric
from greenlang.isolation import TenantScopedModel


class LineState(models.TextChoices):
    """What an entry of the ledger stands for."""

    COUNTS = "counts", "Counts in the inventory"
    REPLACED = "replaced", "Calculated anew since"
    REVERSED = "reversed", "Taken back"
    REVERSAL = "reversal", "Takes another back"
    SINGLE = "single", "Outside any inventory"


SUPERSEDED = (LineState.REPLACED.value, LineState.REVERSED.value)
"""Of an activity: what counted once, and does not any more."""


class LedgerLine(TenantScopedModel):
    """An entry of the ledger (``id`` and ``sequence`` are its own) by what it is found by.

    Of an activity at most one counts: the latest calculation, unless that was taken back.
    """

    sequence = models.BigIntegerField()
    period_id = models.UUIDField(null=True)
    activity_id = models.UUIDField(null=True)
    recipe_id = models.UUIDField()
    site_id = models.UUIDField(null=True)
    month = models.DateField(null=True, help_text="First day of the month in which the activity begins.")
    state = models.CharField(max_length=10, choices=LineState.choices)
    co2e = ExactNumeric()

    class Meta:
        ordering = ["-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "sequence"], name="line_sequence"),
            models.UniqueConstraint(
                fields=["tenant_id", "period_id", "activity_id"],
                condition=models.Q(state="counts"),
                name="line_counts_once",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant_id", "recipe_id", "sequence"], name="line_recipe"),
            models.Index(fields=["tenant_id", "site_id", "sequence"], name="line_site"),
            models.Index(fields=["tenant_id", "co2e", "sequence"], name="line_co2e"),
            models.Index(
                fields=["tenant_id", "activity_id"], name="line_superseded", condition=models.Q(state__in=SUPERSEDED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}"


class FigureGroup(TenantScopedModel):
    """Entries that are alike, added up exactly: how many, kg CO2e, kg biogenic CO2, kg of each gas of the recipe.

    ``id`` is made of period, recipe, site, month and state.
    """

    period_id = models.UUIDField(null=True)
    recipe_id = models.UUIDField()
    site_id = models.UUIDField(null=True)
    month = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=LineState.choices)
    lines = models.BigIntegerField()
    co2e = ExactNumeric()
    co2_biogenic = ExactNumeric()
    masses = ArrayField(ExactNumeric())

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "period_id", "state"], name="figure_period")]

    def __str__(self) -> str:
        return f"{self.lines} lines, {self.co2e} kg CO2e"


class FigureState(models.Model):
    """Up to which entry of a tenant's ledger its figures are true, and how many of its purges they know of."""

    tenant_id = models.UUIDField(primary_key=True, editable=False)
    sequence = models.BigIntegerField(default=0)
    tombstones = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"up to {self.sequence}"
