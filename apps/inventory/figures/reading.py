"""What a period amounts to, read from the figures kept ready: exact, consolidated, at any size of the ledger."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from celery import current_app
from django.core.cache import cache
from django.db import connection, transaction
from redis.exceptions import RedisError

from apps.inventory.consolidation import WHOLE, consolidated_share
from apps.inventory.figures.remembering import remembered, standing
from apps.inventory.figures.updating import UpTo, figures_state, figures_update
from apps.inventory.models import Entity, ReportingPeriod
from apps.inventory.selectors import entities_of
from greenlang.engine.numbers import exact_sum
from greenlang.isolation import current_tenant_id

TASK = "inventory.figures"
"""The task that brings a tenant's figures up to date."""
WHILE_WAITING = 2000
"""New entries that a page takes into the figures itself; more are left to a worker."""
ASKED_AGAIN = 30
"""Seconds after which a worker that was told is told again."""

OTHER_METHOD = {"location": "2-market", "market": "2-location"}
"""Which scope a total by one method of scope 2 leaves out; of a formula's plain "2" it is the location-based method."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Lines added up: how many, kg CO2e, kg biogenic CO2."""

    lines: int = 0
    co2e: Decimal = Decimal(0)
    biogenic: Decimal = Decimal(0)

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(
            self.lines + other.lines,
            exact_sum((self.co2e, other.co2e)),
            exact_sum((self.biogenic, other.biogenic)),
        )

    @classmethod
    def of(cls, parts: Iterable["Amount"]) -> "Amount":
        """The sum of several."""
        return sum(parts, cls())


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of one scope with what it is grouped by (a recipe, a site, a month, …; None: not known)."""

    scope: str
    key: Any
    amount: Amount


def figures_current() -> UpTo:
    """How far the figures are, after what is new was taken in where it is little; else a worker is told."""
    state = figures_state()
    if state.is_current:
        return state
    if not state.purged and state.behind <= WHILE_WAITING:
        return figures_update(most=WHILE_WAITING, wait=False)
    figures_ask()
    return state


def figures_ask(*, at_once: bool = False) -> None:
    """Have a worker bring the present tenant's figures up to date, once what is being written is committed.

    Args:
        at_once: although one was told a moment ago.
    """
    tenant = str(current_tenant_id())
    if at_once or not _told_lately(tenant):
        transaction.on_commit(lambda: current_app.send_task(TASK, [tenant]), robust=True)


def _told_lately(tenant: str) -> bool:
    """Whether a worker was told within the last seconds; where nobody knows, it is told again."""
    try:
        return not cache.add(f"figures-asked:{tenant}", 1, ASKED_AGAIN)
    except (RedisError, OSError):
        return False


def shares_of(root: Entity) -> dict[uuid.UUID, Decimal]:
    """The part of each entity's emissions that the reporting company counts, from 0 to 1; its own count wholly."""
    shares = {
        entity.id: consolidated_share(
            root.consolidation_approach,
            equity_share=entity.equity_share,
            financial_control=entity.financial_control,
            operational_control=entity.operational_control,
        )
        for entity in entities_of(root.id)
    }
    return shares | {root.id: WHOLE}


def shares_counted(period: ReportingPeriod) -> dict[uuid.UUID, Decimal]:
    """The shares that hold for a period: as they were when it was signed off, else as they are."""
    if period.boundary is None:
        return shares_of(period.entity)
    return {uuid.UUID(entity): Decimal(share) for entity, share in period.boundary.items()}


def consolidating(shares: dict[uuid.UUID, Decimal], *periods: uuid.UUID) -> dict[str, Any]:
    """What `LINES` takes: periods of a company, and what it counts of its entities."""
    return {
        "tenant": current_tenant_id(),
        "periods": list(periods),
        "entities": list(shares),
        "shares": list(shares.values()),
    }


# Scope 2 is always said with its method; a formula's plain "2" takes grid averages, the location-based one.
LINES = """
WITH shares AS (
    SELECT * FROM unnest(%(entities)s::uuid[], %(shares)s::numeric[]) AS s (entity_id, share)
), lines AS (
    SELECT g.period_id, g.recipe_id, g.site_id, g.month, s.entity_id,
        coalesce(nullif(r.activity, ''), r.agent_id) AS source,
        coalesce(nullif(s.country, ''), nullif(e.country, '')) AS country,
        CASE r.scope WHEN '2' THEN '2-location' ELSE r.scope END AS scope, g.lines,
        g.co2e * coalesce(share, 1) AS co2e, g.co2_biogenic * coalesce(share, 1) AS co2_biogenic,
        g.masses, coalesce(share, 1) AS share
    FROM inventory_figuregroup g
    LEFT JOIN calculations_recipe r ON r.tenant_id = g.tenant_id AND r.id = g.recipe_id
    LEFT JOIN inventory_site s ON s.tenant_id = g.tenant_id AND s.id = g.site_id
    LEFT JOIN inventory_entity e ON e.tenant_id = s.tenant_id AND e.id = s.entity_id
    LEFT JOIN shares ON shares.entity_id = s.entity_id
    WHERE g.tenant_id = %(tenant)s AND g.period_id = ANY(%(periods)s) AND g.state = 'counts'
)
"""
# One pass over the groups gives every table of the dashboard.
_GROUPED = f"""{LINES}
SELECT grouping(recipe_id, month, entity_id, country), scope, recipe_id, month, entity_id, country, sum(lines),
    sum(co2e), sum(co2_biogenic)
FROM lines WHERE share <> 0
GROUP BY GROUPING SETS ((scope, recipe_id), (scope, month), (scope, entity_id), (scope, country))
"""  # noqa: S608 - names come from this module only
_BY_RECIPE = f"""{LINES}
SELECT scope, recipe_id, sum(lines), sum(co2e), sum(co2_biogenic) FROM lines WHERE share <> 0 GROUP BY 1, 2
"""  # noqa: S608 - as above
_GASES = f"""{LINES}
SELECT scope, recipe_id, n, sum(mass * share) FROM lines, unnest(masses) WITH ORDINALITY part (mass, n)
WHERE share <> 0 GROUP BY 1, 2, 3
"""  # noqa: S608 - as above
_SITES = f"""{LINES}, sites AS (
    SELECT site_id, sum(lines) AS lines, sum(co2e) AS co2e, sum(co2_biogenic) AS co2_biogenic,
        count(*) OVER () AS sites
    FROM lines WHERE share <> 0 AND scope <> %(left_out)s GROUP BY site_id
)
SELECT site_id, sites.lines, co2e, co2_biogenic, sites, s.name FROM sites
LEFT JOIN inventory_site s ON s.tenant_id = %(tenant)s AND s.id = site_id
ORDER BY co2e DESC, site_id LIMIT %(most)s
"""  # noqa: S608 - as above
_OUTSIDE = f"{LINES} SELECT sum(lines) FROM lines WHERE share = 0"  # noqa: S608 - as above
# Of the four columns in `grouping`, the one that is grouped by has its bit at nought.
_KEYS = {0b0111: "recipe", 0b1011: "month", 0b1101: "entity", 0b1110: "country"}


@dataclass(frozen=True, slots=True)
class SiteAmount:
    """What a site amounts to; ``site_id`` None for lines whose row of activity data is not there."""

    site_id: uuid.UUID | None
    name: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The lines that count, by scope and what they are grouped by; each adds up to the same.

    Args:
        by_recipe: from which category, activity and agent follow.
        by_month: in which the activity begins.
        by_entity: of the site.
        by_country: the site's, else its entity's; None where neither says.
    """

    by_recipe: list[Part] = field(default_factory=list)
    by_month: list[Part] = field(default_factory=list)
    by_entity: list[Part] = field(default_factory=list)
    by_country: list[Part] = field(default_factory=list)


MOST_PERIODS = 3
SITES_SHOWN = 20
"""The largest sites of a period that its dashboard tells."""


def figures_remember() -> None:
    """Ask what the pages ask of the latest periods, so that nobody waits for it."""
    for period in ReportingPeriod.objects.select_related("entity")[:MOST_PERIODS]:
        figures = PeriodFigures(period)
        figures.by_recipe()
        figures.breakdown()
        figures.gases()
        for basis in OTHER_METHOD:
            figures.largest_sites(basis, SITES_SHOWN)
        figures.outside_boundary()


class PeriodFigures:
    """The lines that count in a period, consolidated to the reporting company.

    Args:
        period: of a root entity.

    Each question is one query over the groups.
    """

    def __init__(self, period: ReportingPeriod) -> None:
        self.period = period
        self.shares = shares_counted(period)
        self._parameters = consolidating(self.shares, period.id)
        self._stands = standing()

    def share_of(self, entity: uuid.UUID | None) -> Decimal:
        """The part of an entity's emissions that counts, from 0 to 1; what is of none counts wholly."""
        return WHOLE if entity is None else self.shares.get(entity, WHOLE)

    def by_recipe(self) -> list[Part]:
        """By recipe alone."""
        rows = self._rows(_BY_RECIPE)
        return [Part(scope, recipe, Amount(int(n), co2e, biogenic)) for scope, recipe, n, co2e, biogenic in rows]

    def breakdown(self) -> Breakdown:
        """By recipe, month, entity and country."""
        found: dict[str, list[Part]] = {name: [] for name in _KEYS.values()}
        for bits, scope, recipe, month, entity, country, lines, co2e, biogenic in self._rows(_GROUPED):
            key = {"recipe": recipe, "month": month, "entity": entity, "country": country}[_KEYS[bits]]
            found[_KEYS[bits]].append(Part(scope, key, Amount(int(lines), co2e, biogenic)))
        return Breakdown(found["recipe"], found["month"], found["entity"], found["country"])

    def gases(self) -> list[tuple[str, uuid.UUID, int, Decimal]]:
        """Scope, recipe, place of the gas in the recipe's list, kg of it."""
        return [(scope, recipe, n - 1, mass) for scope, recipe, n, mass in self._rows(_GASES)]

    def largest_sites(self, basis: str, most: int) -> tuple[list[SiteAmount], int]:
        """The sites with most CO2e by a method of scope 2, and how many sites there are."""
        rows = list(self._rows(_SITES, left_out=OTHER_METHOD[basis], most=most))
        sites = [SiteAmount(site, name or "", Amount(int(n), co2e, bio)) for site, n, co2e, bio, _, name in rows]
        return sites, rows[0][4] if rows else 0

    def outside_boundary(self) -> int:
        """Lines of entities that the company counts no part of."""
        if all(self._parameters["shares"]):
            return 0
        return int(next(self._rows(_OUTSIDE))[0] or 0)

    def _rows(self, statement: str, **more: Any) -> Iterator[Sequence[Any]]:
        parameters = {**self._parameters, **more}
        return iter(remembered((statement, parameters), self._stands, lambda: rows_of(statement, parameters)))


def rows_of(statement: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(statement, dict(parameters))
        return list(cursor.fetchall())


def month_text(month: date) -> str:
    """ "2025-03", as it stands in addresses."""
    return f"{month:%Y-%m}"


def by_scope(parts: Iterable[Part]) -> dict[str, Amount]:
    """Amounts added up by scope."""
    found: dict[str, Amount] = {}
    for part in parts:
        found[part.scope] = found.get(part.scope, Amount()) + part.amount
    return found


def total_of(scopes: Mapping[str, Amount], basis: str) -> Amount | None:
    """The total by a method of scope 2; what only the other method gives is left out.

    Returns:
        None where bought energy has figures by the other method only: what is left would pass for a total.
    """
    if OTHER_METHOD[basis] in scopes and f"2-{basis}" not in scopes:
        return None
    return Amount.of(amount for scope, amount in scopes.items() if scope != OTHER_METHOD[basis])
