"""Issues as they are listed, ranked by what is at stake."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Prefetch, QuerySet, Sum

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.issues.findings import IssueKind
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import InventoryIssue, IssueEvent, MappingGroup, ReportingPeriod
from greenlang.errors import NotFound

NOBODY = "nobody"
FACETS = ("kind", "site", "assignee")


def issue_get(issue_id: uuid.UUID) -> InventoryIssue:
    """An issue of the present tenant with its history.

    Raises:
        NotFound: no such issue here.
    """
    events = Prefetch("events", queryset=IssueEvent.objects.order_by("-at", "-id"))
    rows = InventoryIssue.objects.select_related("period", "assignee").prefetch_related(events)
    issue = rows.filter(id=issue_id).first()
    if issue is None:
        raise NotFound("There is no such issue.", where="issue_id")
    return issue


def group_waiting(issue: InventoryIssue) -> str:
    """The id of the mapping group an issue is about; empty where it is about none."""
    kind, _, about = issue.key.partition(":")
    if kind != IssueKind.NO_FACTOR:
        return ""
    key, _, part = about.rpartition("-")
    found = MappingGroup.objects.filter(period_id=issue.period_id, key__endswith=key, part=part)
    return str(found.values_list("id", flat=True).first() or "")


def issues_of(
    period: ReportingPeriod, state: str, chosen: Mapping[str, str], text: str = ""
) -> "QuerySet[InventoryIssue]":
    """Ranked by what is at stake; what is not known comes last.

    Args:
        chosen: by some of `FACETS`; the assignee is a user's id, or `NOBODY`.
        text: stands in the title.
    """
    rows = InventoryIssue.objects.filter(period=period, state=state).select_related("assignee")
    if kind := chosen.get("kind"):
        rows = rows.filter(kind=kind)
    if site := chosen.get("site"):
        rows = rows.filter(site=site)
    if assignee := chosen.get("assignee"):
        rows = rows.filter(assignee=None if assignee == NOBODY else uuid.UUID(assignee))
    if text:
        rows = rows.filter(title__icontains=text)
    return rows.order_by(F("kilograms").desc(nulls_last=True), "key")


@dataclass(frozen=True, slots=True)
class Stake:
    """Issues, kg CO2e at stake in them, and how many of them say nothing of it."""

    issues: int
    kilograms: Decimal
    unknown: int


def stake_of(rows: "QuerySet[InventoryIssue]") -> Stake:
    """Of everything the filters leave."""
    summed = rows.order_by().aggregate(
        n=Count("id"), kg=Sum("kilograms", output_field=ExactNumeric()), known=Count("kilograms")
    )
    return Stake(summed["n"], summed["kg"] or Decimal(0), summed["n"] - summed["known"])


def states_counted(period: ReportingPeriod) -> dict[str, int]:
    """How many issues are in each state."""
    rows = InventoryIssue.objects.filter(period=period).order_by().values_list("state").annotate(Count("id"))
    return {state.value: 0 for state in IssueState} | dict(rows)
