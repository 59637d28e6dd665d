"""What moved the total between two periods, from the figures kept ready: exact, consolidated, source by source.

A source is an activity (of an agent without one: the agent) of a scope at a site. Sites are taken together only where
the same recipes calculated them in both periods: so no site is held against another's factor. What a site has in one of
the periods only is structure.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from apps.calculations.accounting.impact import Effects, LineState, RecipeSum, SourceSums, line_state, source_effects
from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import gwp_set
from apps.inventory.figures.reading import (
    LINES,
    OTHER_METHOD,
    consolidating,
    rows_of,
    shares_of,
)
from apps.inventory.figures.remembering import remembered, standing
from apps.inventory.models import ReportingPeriod
from greenlang.engine.numbers import exact_sum
from greenlang.errors import GreenLangError, NotFound

# "with" is by which recipes a site's lines were calculated in each of the two periods; empty where it is in one only.
_SOURCES = f"""{LINES}, sited AS (
    SELECT period_id, scope, source, site_id, recipe_id, sum(co2e) AS co2e FROM lines
    WHERE share <> 0 AND scope <> %(left_out)s GROUP BY 1, 2, 3, 4, 5
), sides AS (
    SELECT scope, source, site_id, CASE WHEN count(DISTINCT period_id) = 2
        THEN md5(string_agg(concat(recipe_id, period_id = %(after)s), ',' ORDER BY recipe_id, period_id))
        ELSE '' END AS calculated_with
    FROM sited GROUP BY 1, 2, 3
)
SELECT sited.scope, sited.source, period_id = %(after)s, calculated_with, recipe_id, sum(co2e)
FROM sited JOIN sides ON sides.scope = sited.scope AND sides.source = sited.source
    AND sides.site_id IS NOT DISTINCT FROM sited.site_id
GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - names come from this module only
_SCOPES = f"{LINES} SELECT DISTINCT period_id, scope FROM lines WHERE share <> 0"  # noqa: S608
# Of each recipe a line that emits; of one without, any.
_SAMPLE = """
SELECT sample.id FROM unnest(%(recipes)s::uuid[]) AS wanted (recipe_id), LATERAL (
    SELECT id FROM inventory_ledgerline l
    WHERE l.tenant_id = %(tenant)s AND l.recipe_id = wanted.recipe_id AND l.state = 'counts' AND l.co2e {than} 0
    ORDER BY l.sequence LIMIT 1
) sample
"""


@dataclass(frozen=True, slots=True)
class BridgeSource:
    """A source's kg CO2e in both periods and what moved it."""

    scope: str
    name: str
    before: Decimal
    after: Decimal
    effects: Effects


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two periods and what moved the total from the one to the other; the effects are its difference exactly.

    Args:
        unexplained: sources whose earlier lines cannot be read or calculated again: structure, as a whole.
    """

    before: ReportingPeriod
    after: ReportingPeriod
    sources: Sequence[BridgeSource]
    unexplained: int = 0

    @property
    def total_before(self) -> Decimal:
        """kg CO2e of the earlier period."""
        return exact_sum(source.before for source in self.sources)

    @property
    def total_after(self) -> Decimal:
        """kg CO2e of the later period."""
        return exact_sum(source.after for source in self.sources)

    @property
    def effects(self) -> Effects:
        """Over all sources."""
        return Effects.of(source.effects for source in self.sources)


@dataclass(slots=True)
class _Alike:
    """Sums by recipe of the sites whose lines were calculated by the same recipes, in the earlier and later period."""

    sides: dict[bool, dict[uuid.UUID, Decimal]] = field(default_factory=lambda: {False: {}, True: {}})

    @property
    def recipes(self) -> set[uuid.UUID]:
        """Those of both periods."""
        return {recipe for side in self.sides.values() for recipe in side}

    def total(self, later: bool) -> Decimal:
        """kg CO2e of a period."""
        return exact_sum(self.sides[later].values())


@dataclass(slots=True)
class _Parts:
    """Sums of a source: of sites that are in both periods, by what they were calculated with; of the others."""

    both: dict[str, _Alike] = field(default_factory=dict)
    alone: dict[bool, Decimal] = field(default_factory=lambda: {False: Decimal(0), True: Decimal(0)})

    @property
    def recipes(self) -> set[uuid.UUID]:
        """By which lines of sites in both periods were calculated."""
        return {recipe for alike in self.both.values() for recipe in alike.recipes}


@dataclass(frozen=True, slots=True)
class Against:
    """An earlier period to hold the present one against: ``last`` year's, or the ``base`` year's."""

    key: str
    period: ReportingPeriod


def against_choices(period: ReportingPeriod, earlier: ReportingPeriod | None) -> list[Against]:
    """The year before and the base year, as far as there are such periods and they are not the same."""
    base = period.entity.base_period
    found = [Against("last", earlier)] if earlier else []
    if base is not None and base.id != period.id and base.start < period.start:
        found.append(Against("base", base))
    return found


def period_bridge(before: ReportingPeriod, after: ReportingPeriod, basis: str) -> Bridge:
    """The bridge between two periods of a company, scope 2 by one method.

    Args:
        basis: ``location`` or ``market``.

    Raises:
        NotFound: one of them has no total by that method.
    """
    parameters, stands = consolidating(shares_of(after.entity), before.id, after.id), standing()
    _require_totals((before, after), basis, parameters, stands)
    parts = _parts({**parameters, "after": after.id, "left_out": OTHER_METHOD[basis]}, stands)
    recipes = {recipe for part in parts.values() for recipe in part.recipes}
    states = _states(list(recipes), parameters["tenant"])
    found = [_source(scope, name, part, states) for (scope, name), part in sorted(parts.items())]
    unexplained = sum(1 for part in parts.values() if not part.recipes <= states.keys())
    return Bridge(before, after, found, unexplained)


def _require_totals(periods: Sequence[ReportingPeriod], basis: str, parameters: dict[str, Any], stands: str) -> None:
    """Go on only where no period has bought energy that has figures by the other method alone."""
    scopes = set(remembered((_SCOPES, parameters), stands, lambda: rows_of(_SCOPES, parameters)))
    for period in periods:
        if (period.id, OTHER_METHOD[basis]) in scopes and (period.id, f"2-{basis}") not in scopes:
            raise NotFound(
                f"There is no total of {period.name} by the {basis}-based method: its bought energy has no figures "
                "by it.",
                where="basis",
                mend="Choose the other method, or accept the scope 2 board of that period.",
            )


def _parts(parameters: dict[str, Any], stands: str) -> dict[tuple[str, str], _Parts]:
    found: dict[tuple[str, str], _Parts] = {}
    rows = remembered((_SOURCES, parameters), stands, lambda: rows_of(_SOURCES, parameters))
    for scope, name, later, calculated_with, recipe, co2e in rows:
        part = found.setdefault((scope, name), _Parts())
        if calculated_with:
            part.both.setdefault(calculated_with, _Alike()).sides[later][recipe] = co2e
        else:
            part.alone[later] = exact_sum((part.alone[later], co2e))
    return found


def _source(scope: str, name: str, part: _Parts, states: dict[uuid.UUID, LineState]) -> BridgeSource:
    alone = SourceSums(only_before=part.alone[False], only_after=part.alone[True])
    sums = [alone, *(_sums(alike, states) for alike in part.both.values())]
    ends = [exact_sum(getattr(one, side) for one in sums) for side in ("total_before", "total_after")]
    return BridgeSource(scope, name, ends[0], ends[1], Effects.of(source_effects(one) for one in sums))


def _sums(alike: _Alike, states: dict[uuid.UUID, LineState]) -> SourceSums:
    """Of sites alike; what cannot be calculated again is taken as gone and come."""
    if not alike.recipes <= states.keys():
        return SourceSums(only_before=alike.total(False), only_after=alike.total(True))
    before, after = (
        [RecipeSum(kg, states[recipe]) for recipe, kg in alike.sides[later].items()] for later in (False, True)
    )
    return SourceSums(before, after)


def _states(recipes: list[uuid.UUID], tenant: uuid.UUID) -> dict[uuid.UUID, LineState]:
    """A line of each recipe, ready to be calculated with other things; those that cannot be read are not there."""
    rows = [*_samples("<>", recipes, tenant)]
    there = {row.recipe_id for row in rows}
    rows += _samples("=", [recipe for recipe in recipes if recipe not in there], tenant)
    found = {}
    for row in rows:
        try:
            state = line_state(row.recipe.content, json.loads(row.inputs), gwp_set(row.gwp_set))
            state.co2e  # noqa: B018 - what cannot be calculated again is no sample
        except (GreenLangError, ValueError, KeyError, TypeError, ArithmeticError):
            continue
        found[row.recipe_id] = state
    return found


def _samples(than: str, recipes: list[uuid.UUID], tenant: uuid.UUID) -> Iterator[Calculation]:
    if not recipes:
        return
    with connection.cursor() as cursor:
        cursor.execute(_SAMPLE.format(than=than), {"recipes": recipes, "tenant": tenant})
        ids = [found for (found,) in cursor.fetchall()]
    yield from Calculation.objects.filter(id__in=ids)
