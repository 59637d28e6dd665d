"""The mapping queue as it is listed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from apps.inventory.models import ActivityData, FactorMapping, GroupState, MappingGroup, ReportingPeriod
from greenlang.errors import NotFound

CONFIDENCES = ("0.95", "0.90", "0.80", "0.70")
ROWS_SHOWN = 20


def group_get(group_id: uuid.UUID) -> MappingGroup:
    """A group of the present tenant.

    Raises:
        NotFound: no such group here.
    """
    group = groups_told(MappingGroup.objects.filter(id=group_id)).first()
    if group is None:
        raise NotFound("There is no such group of rows.", where="group_id")
    return group


def groups_of(period: ReportingPeriod, state: str) -> "QuerySet[MappingGroup]":
    """Those in a state; those that weigh most first."""
    found = MappingGroup.objects.filter(period=period, state=state, rows__gt=0)
    return groups_told(found).order_by(F("kilograms").desc(nulls_last=True), "-rows", "id")


def groups_told(groups: "QuerySet[MappingGroup]") -> "QuerySet[MappingGroup]":
    """With their decisions, the latest first."""
    decisions = FactorMapping.objects.order_by("-decided_at", "-id")
    return groups.select_related("period").prefetch_related(Prefetch("decisions", queryset=decisions))


@dataclass(frozen=True, slots=True)
class Counted:
    """How many groups, and rows in them."""

    groups: int
    rows: int


def states_counted(period: ReportingPeriod) -> dict[str, Counted]:
    """By state."""
    found = MappingGroup.objects.filter(period=period, rows__gt=0).order_by().values("state")
    counted = {row["state"]: Counted(row["n"], row["sum"]) for row in found.annotate(n=Count("id"), sum=Sum("rows"))}
    return {state: counted.get(state, Counted(0, 0)) for state in GroupState.values}


@dataclass(frozen=True, slots=True)
class BulkChoice:
    """What a confidence would accept; ``assuming``: how many of the groups only with a reason, because their candidate
    takes something for granted.
    """

    confidence: str
    counted: Counted
    assuming: int


@dataclass(frozen=True, slots=True)
class Bulk:
    """What can be accepted together; ``doubtful``: groups as sure as that, whose candidate something speaks against."""

    choices: list[BulkChoice]
    doubtful: int


def bulk_choices(period: ReportingPeriod, agents: Sequence[str]) -> Bulk:
    """How much would be accepted at each confidence; only what would be anything."""
    waiting = MappingGroup.objects.filter(
        period=period, state=GroupState.OPEN, rows__gt=0, kilograms__isnull=False, candidates__0__agent__in=list(agents)
    )
    fit = Q(candidates__0__flags=[], candidates__0__lacks="")
    least = Q(confidence__gte=Decimal(CONFIDENCES[-1]))
    counts: dict[str, Count | Sum] = {"all": Count("id", filter=least), "fit": Count("id", filter=least & fit)}
    for place, text in enumerate(CONFIDENCES):
        above = Q(confidence__gte=Decimal(text)) & fit
        assuming = above & ~Q(candidates__0__assumes=[])
        counts |= {
            f"n{place}": Count("id", filter=above),
            f"rows{place}": Sum("rows", filter=above),
            f"assuming{place}": Count("id", filter=assuming),
        }
    found = waiting.aggregate(**counts)
    choices = [
        BulkChoice(text, Counted(found[f"n{p}"], found[f"rows{p}"] or 0), found[f"assuming{p}"])
        for p, text in enumerate(CONFIDENCES)
    ]
    return Bulk([each for each in choices if each.counted.groups], found["all"] - found["fit"])


def rows_of_group(group: MappingGroup) -> list[ActivityData]:
    """The first rows of a group."""
    rows = ActivityData.objects.filter(mapping_group=group.id).select_related("site", "upload")
    return list(rows.order_by("start", "upload_id", "row")[:ROWS_SHOWN])
