"""What is wrong with a period's data, and what people made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.issues.findings import IssueKind
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models.periods import ReportingPeriod
from greenlang.isolation import TenantForeignKey, TenantScopedModel

KINDS = [(kind.value, kind.label) for kind in IssueKind]
STATES = [(state.value, state.value.capitalize()) for state in IssueState]
BLOCKING = [kind.value for kind in IssueKind if kind.blocks]


class InventoryIssue(TenantScopedModel):
    """A finding of a period; ``key`` is the same in every look at the data. ``kilograms``: CO2e at stake, if known.

    ``evidence``: each ``{"text", "file", "row", "upload"}``; ``more``: how many further.
    """

    period = TenantForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="issues")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=KINDS)
    state = models.CharField(max_length=10, choices=STATES, default=IssueState.OPEN.value)
    title = models.CharField(max_length=900)
    how = models.TextField()
    kilograms = ExactNumeric(null=True)
    site = models.CharField(max_length=200, blank=True)
    site_id = models.UUIDField(null=True)
    evidence = models.JSONField(default=list)
    more = models.PositiveIntegerField(default=0)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = [models.F("kilograms").desc(nulls_last=True), "key"]
        constraints = [models.UniqueConstraint(fields=["tenant_id", "period", "key"], name="issue_once")]
        indexes = [models.Index(fields=["tenant_id", "period", "state", "-kilograms"], name="issue_ranked")]

    def __str__(self) -> str:
        return self.title

    @property
    def blocks(self) -> bool:
        """Whether it keeps its period from being signed off."""
        return self.state == IssueState.OPEN and IssueKind(self.kind).blocks


class IssueEvent(TenantScopedModel):
    """One step in an issue's history. Rows are only ever added."""

    issue = TenantForeignKey(InventoryIssue, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=60)
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.what} by {self.by}"
