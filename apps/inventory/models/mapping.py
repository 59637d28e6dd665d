"""Rows that no agent can take as they are, grouped by what they are called, and what was decided for each group."""

from django.db import models

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel

LEFT_OUT = "-"
"""In place of an agent: the row is left out of the inventory, by decision and with a reason. No agent is called so."""


class GroupState(models.TextChoices):
    """Where a group stands."""

    OPEN = "open", "Waiting"
    MAPPED = "mapped", "Mapped"
    LEFT_OUT = "left-out", "Left out"


class How(models.TextChoices):
    """How a decision came about."""

    CHOSEN = "chosen", "one of the candidates"
    BULK = "bulk", "together with others"
    SEARCHED = "searched", "found by search"
    EARLIER = "earlier", "mapped from earlier choice"
    LEFT_OUT = "left-out", "left out"
    UNDONE = "undone", "taken back"


class MappingGroup(TenantScopedModel):
    """Rows of a period that are called the same, measure the same kind of thing and lie in the same region.

    A group that was decided keeps its rows; rows that come later and are not decided by a rule make a further ``part``.

    ``units``: each ``{"unit", "basis", "quantity", "rows"}``, the quantity being their sum. ``names``: further columns
    that the rows have, ``attributes``: those of most of them. ``candidates``: best first, as documents of
    `apps.inventory.services.mapping.candidates`.
    """

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="mapping_groups")
    key = models.CharField(max_length=71)
    part = models.PositiveIntegerField(default=1)
    words = models.CharField(max_length=500)
    text = models.CharField(max_length=500)
    also = models.JSONField(default=list)
    dimension = models.CharField(max_length=200)
    region = models.CharField(max_length=60, blank=True)
    scope = models.CharField(max_length=20, blank=True)
    units = models.JSONField(default=list)
    names = models.JSONField(default=list)
    attributes = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()
    start = models.DateField()
    end = models.DateField()
    candidates = models.JSONField(default=list)
    confidence = models.DecimalField(max_digits=3, decimal_places=2, default=0)
    kilograms = ExactNumeric(null=True)
    state = models.CharField(max_length=10, choices=GroupState.choices, default=GroupState.OPEN)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-confidence", "key", "part"]
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "period", "key", "part"], name="mapping_group_once"),
        ]
        indexes = [models.Index(fields=["tenant_id", "period", "state"], name="mapping_group_state")]

    def __str__(self) -> str:
        return self.text

    @property
    def issue_about(self) -> str:
        """What the issue that it waits is about."""
        return f"{self.key[-24:]}-{self.part}"

    @property
    def latest(self) -> "FactorMapping | None":
        """The decision that holds, or the last that was taken back."""
        return next(iter(self.decisions.all()), None)


class FactorMapping(TenantScopedModel):
    """One decision about a group: who, when, why and what was chosen. Rows are only ever added."""

    group = TenantForeignKey(MappingGroup, on_delete=models.PROTECT, related_name="decisions")
    how = models.CharField(max_length=10, choices=How.choices)
    agent = models.CharField(max_length=80, blank=True)
    values = models.JSONField(default=dict)
    candidate = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    rows = models.PositiveIntegerField()
    decided_by = models.CharField(max_length=200)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-decided_at"]

    def __str__(self) -> str:
        return f"{self.group}: {self.how}"


class MappingRule(TenantScopedModel):
    """What was learnt: rows that are called so are for that agent with these values. A retired rule is not used."""

    key = models.CharField(max_length=71)
    words = models.CharField(max_length=500)
    dimension = models.CharField(max_length=200)
    region = models.CharField(max_length=60, blank=True)
    agent = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    learnt_from = TenantForeignKey(FactorMapping, on_delete=models.PROTECT, related_name="rules")
    learnt_at = models.DateTimeField(auto_now=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["words"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "key"], name="mapping_rule_once")]

    def __str__(self) -> str:
        return f"{self.words} → {self.agent}"
