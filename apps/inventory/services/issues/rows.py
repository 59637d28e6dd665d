"""A period's rows as one table that every survey query begins with: source, base quantity, what counts for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from apps.inventory.issues.survey import ROUNDING
from apps.inventory.mapping.grouping import NOTE
from apps.inventory.models import ActivityData, LineState, ReportingPeriod
from apps.inventory.models.mapping import LEFT_OUT
from apps.inventory.readers.columns import is_money
from greenlang.engine.units import parse_unit
from greenlang.engine.units.dimension import TAGS
from greenlang.errors import GreenLangError
from greenlang.isolation import current_tenant_id

METERS = frozenset(
    {"meter", "meter id", "meter number", "account", "account number", "mpan", "mprn", "supply point", "asset"}
)
"""Columns, with or without “note”, that tell sources of one description apart."""

LINES_SQL = r"""
WITH known AS MATERIALIZED (
    SELECT * FROM unnest(%(units)s::text[], %(kinds)s::text[], %(factors)s::numeric[]) AS u(unit, kind, factor)
), lines AS MATERIALIZED (
    SELECT a.id, a.upload_id, a.row, a.site_id, a.start, a."end", a."end" - a.start + 1 AS days, a.quantity, a.unit,
        a.is_estimated, a.mapping_group, a.description, a.attributes, a.attributes - %(dropped)s::text[] AS said,
        md5(concat_ws(chr(31), a.site_id::text, lower(regexp_replace(btrim(a.description), '\s+', ' ', 'g')),
            (a.attributes - %(dropped)s::text[])::text)) AS source,
        coalesce(u.kind, a.unit) AS kind, a.quantity::numeric * u.factor AS base, l.co2e
    FROM inventory_activitydata a
    LEFT JOIN known u ON u.unit = a.unit
    LEFT JOIN inventory_ledgerline l ON l.tenant_id = a.tenant_id AND l.period_id = a.period_id
        AND l.activity_id = a.id AND l.state = %(counts)s
    WHERE a.tenant_id = %(tenant)s AND a.period_id = %(period)s AND a.agent <> %(left_out)s
)
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """What every query about a period's rows is asked with."""

    parameters: Mapping[str, Any]
    costs: tuple[str, ...]

    @classmethod
    def of(cls, period: ReportingPeriod) -> "Rows":
        """Which units and further columns its rows have."""
        rows = ActivityData.objects.filter(period=period).order_by()
        units = list(rows.values_list("unit", flat=True).distinct())
        told = [_kind(unit) for unit in units]
        names = _names(period)
        costs = tuple(name for name in names if is_money(name.removeprefix(NOTE)))
        notes = [name for name in names if name.startswith(NOTE) and name.removeprefix(NOTE) not in METERS]
        return cls(
            {
                "units": units,
                "kinds": [kind for kind, _ in told],
                "factors": [factor for _, factor in told],
                "dropped": [*costs, *notes],
                "counts": LineState.COUNTS.value,
                "tenant": current_tenant_id(),
                "period": period.id,
                "left_out": LEFT_OUT,
            },
            costs,
        )

    def ask(self, sql: str, **more: Any) -> list[tuple[Any, ...]]:
        """The rows of a query over ``lines``."""
        with connection.cursor() as cursor:
            # What the planner guesses of rows within a statement is far too few, and loops over them take minutes.
            cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute(LINES_SQL + sql, {**self.parameters, **more})
            found = list(cursor.fetchall())
            cursor.execute("SET LOCAL enable_nestloop = on")
        return found


def _kind(text: str) -> tuple[str, Decimal | None]:
    """What a unit measures, tags apart, and its worth in base units; comparisons only, so it may be rounded."""
    try:
        unit = parse_unit(text)
    except GreenLangError:
        return text, None
    worth = ROUNDING.divide(Decimal(unit.factor.numerator), Decimal(unit.factor.denominator))
    return unit.dimension.without(TAGS).text, worth


def _names(period: ReportingPeriod) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT jsonb_object_keys(attributes) FROM inventory_activitydata WHERE period_id = %s",
            [period.id],
        )
        return sorted(name for (name,) in cursor.fetchall())
