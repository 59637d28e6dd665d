"""Issues as they are listed, and what agents said of rows they refused."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Prefetch, QuerySet, Sum

from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.issues.findings import IssueKind
from apps.inventory.issues.lifecycle import IssueState
from apps.inventory.models import InventoryIssue, IssueEvent, MappingGroup, ReportingPeriod
from apps.portal.listing import Filter, Narrowing
from apps.runtime.models import Execution
from apps.tenants.models import Membership
from greenlang.errors import NotFound

MOST_SITES = 200
NOBODY = "nobody"


def refusals_of(period: ReportingPeriod) -> dict[uuid.UUID, str]:
    """Why agents refused rows of a period, the last time each was refused."""
    refused = Execution.objects.filter(run__period_id=period.id, calculation_id=None, activity_id__isnull=False)
    told = refused.order_by("recorded_at").values_list("activity_id", "error__reason", "error__message")
    return {row: str(reason or message or "It was refused.")[:300] for row, reason, message in told if row}


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


def members() -> list[tuple[str, str]]:
    """Whom an issue can be assigned to: id and name."""
    rows = Membership.objects.select_related("user").order_by("user__email")
    return [(str(row.user_id), str(row.user)) for row in rows]


def issue_filters(period: ReportingPeriod, people: list[tuple[str, str]]) -> list[Filter]:
    """Kind, site and who sees to it; of kinds and sites those that there are."""
    rows = InventoryIssue.objects.filter(period=period).order_by()
    kinds = sorted(rows.values_list("kind", flat=True).distinct())
    sites = sorted(rows.exclude(site="").values_list("site", flat=True).distinct()[:MOST_SITES])
    return [
        Filter("kind", "Kind", [(kind, IssueKind(kind).label) for kind in kinds]),
        Filter("site", "Site", [(site, site) for site in sites]),
        Filter("assignee", "Assigned to", [(NOBODY, "Nobody"), *people]),
    ]


def issues_listed(period: ReportingPeriod, state: str, narrowing: Narrowing) -> "QuerySet[InventoryIssue]":
    """Ranked by what is at stake; what is not known comes last."""
    rows = InventoryIssue.objects.filter(period=period, state=state).select_related("assignee")
    if kind := narrowing.get("kind"):
        rows = rows.filter(kind=kind)
    if site := narrowing.get("site"):
        rows = rows.filter(site=site)
    if assignee := narrowing.get("assignee"):
        rows = rows.filter(assignee=None if assignee == NOBODY else uuid.UUID(assignee))
    if narrowing.search:
        rows = rows.filter(title__icontains=narrowing.search)
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
