"""A period's rows as one table that every survey query asks: source, base quantity, what counts for them.

Made once for a look, for as long as its transaction: finding out what a row is called costs more than every sum of it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from apps.inventory.issues.survey import ROUNDING
from apps.inventory.mapping.grouping import NOTE
from apps.inventory.models import ActivityData, LineState, ReportingPeriod
from apps.inventory.models.mapping import LEFT_OUT
from apps.inventory.readers.columns import METERS, is_money
from greenlang.engine.units import parse_unit
from greenlang.engine.units.dimension import TAGS
from greenlang.errors import GreenLangError
from greenlang.isolation import current_tenant_id

TABLE = "survey_lines"
_LINES_SQL = rf"""
CREATE TEMPORARY TABLE {TABLE} ON COMMIT DROP AS
WITH known AS MATERIALIZED (
    SELECT * FROM unnest(%(units)s::text[], %(kinds)s::text[], %(factors)s::numeric[]) AS u(unit, kind, factor)
), rows AS MATERIALIZED (
    SELECT a.id, a.upload_id, a.row, a.site_id, a.start, a."end", a."end" - a.start + 1 AS days, a.quantity, a.unit,
        a.is_estimated, a.mapping_group, a.description, (a.attributes - %(dropped)s::text[])::text AS said,
        CASE WHEN %(costs)s::text[] <> '{{}}' THEN
            (SELECT array_agg(a.attributes->>n) FROM unnest(%(costs)s::text[]) n) END AS costs,
        coalesce(u.kind, a.unit) AS kind, a.quantity::numeric * u.factor AS base, l.co2e
    FROM inventory_activitydata a
    LEFT JOIN known u ON u.unit = a.unit
    LEFT JOIN inventory_ledgerline l ON l.tenant_id = a.tenant_id AND l.period_id = a.period_id
        AND l.activity_id = a.id AND l.state = %(counts)s
    WHERE a.tenant_id = %(tenant)s AND a.period_id = %(period)s AND a.agent <> %(left_out)s
        -- What a scope 2 board entered is no reading: it says once more what the consumption's own rows say.
        AND (l.co2e IS NULL OR a.upload_id NOT IN (
            SELECT upload_id FROM inventory_scope2board WHERE tenant_id = %(tenant)s AND upload_id IS NOT NULL
        ))
)
SELECT id, upload_id, row, site_id, start, "end", days, quantity, unit, is_estimated, mapping_group, description, costs,
    CASE WHEN description = '' THEN said END AS said, kind, base, co2e,
    md5(concat_ws(chr(31), site_id::text, lower(regexp_replace(btrim(description), '\s+', ' ', 'g')), said)) AS source
FROM rows
"""  # noqa: S608 - constants of this module only


@dataclass(frozen=True, slots=True)
class Rows:
    """A period's rows, at hand until those of another are, or the transaction ends.

    Args:
        costs: names of columns that hold money.
    """

    costs: tuple[str, ...]

    @classmethod
    def of(cls, period: ReportingPeriod) -> "Rows":
        """Lay the period's rows ready: with the kinds of their units, and the columns that tell sources apart."""
        rows = ActivityData.objects.filter(period=period).order_by()
        units = list(rows.values_list("unit", flat=True).distinct())
        told = [_kind(unit) for unit in units]
        names = _names(period)
        costs = tuple(name for name in names if is_money(name.removeprefix(NOTE)))
        notes = [name for name in names if name.startswith(NOTE) and name.removeprefix(NOTE) not in METERS]
        parameters: dict[str, Any] = {
            "units": units,
            "kinds": [kind for kind, _ in told],
            "factors": [factor for _, factor in told],
            "costs": list(costs),
            "dropped": [*costs, *notes],
            "counts": LineState.COUNTS.value,
            "tenant": current_tenant_id(),
            "period": period.id,
            "left_out": LEFT_OUT,
        }
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            # What the planner guesses of rows within a statement is far too few, and loops over them take minutes.
            cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute(_LINES_SQL, parameters)
            cursor.execute("SET LOCAL enable_nestloop = on")
            cursor.execute(f"ANALYZE {TABLE} (source, kind)")
        return cls(costs)

    def ask(self, sql: str, **more: Any) -> list[tuple[Any, ...]]:
        """The rows of a query over `TABLE`."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute(sql, more)
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
