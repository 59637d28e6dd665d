"""Where a tenant's ledger used a factor."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from apps.calculations.models import Recipe
from apps.inventory.models import FigureGroup, LineState, ReportingPeriod
from greenlang.engine.numbers import exact_sum


@dataclass(frozen=True, slots=True)
class FactorUse:
    """Lines that count in a period and were calculated with a factor, by one agent; the kg CO2e are the lines'."""

    period: ReportingPeriod
    agent_id: str
    activity: str
    lines: int
    co2e: Decimal

    @property
    def place(self) -> str:
        """What tells it from all others of the factor."""
        return f"{self.period.id} {self.agent_id} {self.activity}"


def factor_uses(ef_cid: str, *, only: uuid.UUID | None = None) -> list[FactorUse]:
    """By period, the latest first; from the figures that are kept ready. ``only``: of this period."""
    recipes = {row.id: row for row in Recipe.objects.filter(document__contains=f'"{ef_cid}"').defer("document")}
    groups = FigureGroup.objects.filter(recipe_id__in=list(recipes), state=LineState.COUNTS, period_id__isnull=False)
    groups = groups.filter(period_id=only) if only else groups
    found: dict[tuple[object, str, str], list[tuple[int, Decimal]]] = {}
    for period_id, recipe_id, lines, co2e in groups.values_list("period_id", "recipe_id", "lines", "co2e"):
        recipe = recipes[recipe_id]
        found.setdefault((period_id, recipe.agent_id, recipe.activity), []).append((lines, co2e))
    periods = ReportingPeriod.objects.select_related("entity").in_bulk([period for period, _, _ in found])
    uses = [
        FactorUse(periods[period], agent, activity, sum(n for n, _ in parts), exact_sum(kg for _, kg in parts))
        for (period, agent, activity), parts in found.items()
        if period in periods
    ]
    return sorted(uses, key=lambda use: (use.period.start, use.co2e, use.place), reverse=True)
