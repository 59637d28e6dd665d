"""The ledger as lists and totals."""

import re
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, JSONField, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from apps.calculations.models import Calculation, LedgerSegment, Recipe
from apps.calculations.models.ledger import ExactNumeric
from apps.calculations.selectors.ledger import counting
from apps.inventory.models import ActivityData
from apps.portal.presenters.scopes import scope_key
from greenlang.engine.numbers import exact_sum

SORT_KEYS = ("sequence", "at", "site", "activity", "co2e")
_ORDER = {"sequence": "sequence", "at": "recorded_at", "site": "place", "activity": "done", "co2e": "co2e"}
_IN_TEXT = {"site", "activity"}


@dataclass(frozen=True, slots=True)
class PeriodTotals:
    """What counts in a period: kg CO2e and lines by scope, biogenic CO2 apart, and how much is not calculated yet."""

    by_scope: dict[str, tuple[Decimal, int]]
    biogenic: Decimal
    activities: int
    uncalculated: int

    @property
    def co2e(self) -> Decimal:
        """kg CO2e; scope 2 by the location-based method."""
        return exact_sum(kg for scope, (kg, _) in self.by_scope.items() if scope != "2-market")

    @property
    def lines(self) -> int:
        """How many calculations count."""
        return sum(lines for scope, (_, lines) in self.by_scope.items() if scope != "2-market")


def counted_in(period_id: uuid.UUID | None = None) -> "QuerySet[Calculation]":
    """The calculation that counts for each activity: the latest one; of one period or of all."""
    rows = Calculation.objects.filter(activity_id__isnull=False)
    if period_id:
        rows = rows.filter(period_id=period_id)
    return counting(rows)


def period_totals(period_id: uuid.UUID) -> PeriodTotals:
    """Totals of a period, summed exactly by the database."""
    rows = (
        counted_in(period_id)
        .order_by()
        .values(scope=F("recipe__scope"))
        .annotate(
            kilograms=Sum("co2e", output_field=ExactNumeric()),
            biogenic=Sum("co2_biogenic", output_field=ExactNumeric()),
            lines=Count("id"),
        )
    )
    by_scope: dict[str, tuple[Decimal, int]] = {}
    biogenic = Decimal(0)
    for row in rows:
        scope = scope_key(row["scope"])
        kilograms, lines = by_scope.get(scope, (Decimal(0), 0))
        by_scope[scope] = (exact_sum([kilograms, row["kilograms"]]), lines + row["lines"])
        biogenic = exact_sum([biogenic, row["biogenic"]])
    activities = ActivityData.objects.filter(period_id=period_id)
    calculated = counted_in(period_id).values("activity_id")
    return PeriodTotals(by_scope, biogenic, activities.count(), activities.exclude(id__in=calculated).count())


def ledger_rows(
    *, search: str = "", scope: str = "", agent: str = "", period: str = "", counted: bool = False
) -> "QuerySet[Calculation]":
    """The entries that a reader asks for, without an order."""
    rows = counted_in() if counted else Calculation.objects.all()
    if scope:
        rows = rows.filter(recipe__scope__in=[scope, "2"] if scope == "2-location" else [scope])
    if agent:
        rows = rows.filter(recipe__agent_id=agent)
    if period:
        rows = rows.filter(period_id=period)
    if search:
        anywhere = Q(source__icontains=search) | Q(inputs__icontains=search) | Q(recipe__document__icontains=search)
        if (sequences := _sequences_of_hash(search)) is not None:
            anywhere |= sequences
        rows = rows.filter(anywhere)
    return rows


_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})")


def _sequences_of_hash(search: str) -> Q | None:
    """The entries of the segments whose chain hash or root begins so."""
    found = _HASH.fullmatch(search)
    if found is None:
        return None
    begins = f"sha256:{found[1]}"
    segments = LedgerSegment.objects.filter(Q(chain_hash__startswith=begins) | Q(root__startswith=begins))[:100]
    within = Q(pk__in=[])
    for segment in segments:
        within |= Q(sequence__gte=segment.first_sequence, sequence__lt=segment.first_sequence + segment.count)
    return within


def ledger_ordered(rows: "QuerySet[Calculation]", key: str, *, descending: bool) -> "QuerySet[Calculation]":
    """Ordered by a column; the sequence decides between equals."""
    if key in _IN_TEXT:
        rows = rows.annotate(place=KeyTextTransform("site", Cast("source", JSONField())), done=F("recipe__activity"))
    sign = "-" if descending else ""
    return rows.order_by(f"{sign}{_ORDER[key]}", f"{sign}sequence")


@dataclass(frozen=True, slots=True)
class LedgerSum:
    """Entries, their kg CO2e, and how many of them do not stand for an inventory line of their own."""

    lines: int
    kilograms: Decimal
    repeated: int
    single: int


def ledger_sum(rows: "QuerySet[Calculation]") -> LedgerSum:
    """Totals of whatever the filters leave."""
    rows = rows.order_by()
    sums = rows.aggregate(
        lines=Count("id"),
        kilograms=Sum("co2e", output_field=ExactNumeric()),
        single=Count("id", filter=Q(activity_id__isnull=True)),
    )
    distinct = rows.filter(activity_id__isnull=False).values("period_id", "activity_id").distinct().count()
    repeated = sums["lines"] - sums["single"] - distinct
    return LedgerSum(sums["lines"], sums["kilograms"] or Decimal(0), repeated, sums["single"])


def agents_in_ledger() -> list[str]:
    """Names of the agents that have calculated."""
    return list(Recipe.objects.order_by("agent_id").values_list("agent_id", flat=True).distinct())
