"""Bringing the figures up to date with the ledger: new entries are added, what they replace or take back is moved.

All of it is done by the database from its own rows. Between two commits the figures are true of the entries up to
`FigureState.sequence`: entries are taken in the order of the chain, whose head is moved in the transaction that writes
them, so that below it none is missing.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from apps.calculations.models import LedgerHead
from apps.calculations.models.tombstones import Tombstone
from apps.inventory.models import FigureGroup, FigureState, LedgerLine
from greenlang.isolation import current_tenant_id, tenant_scope

SHARE = 100_000
"""Entries a transaction takes."""

_ROWS = "period_id, recipe_id, site_id, month, state, sign, co2e, co2_biogenic, masses"
# Numbers in a record are canonical; where somebody has broken one, verification says so, and the sum of gases lacks it.
_MASSES = r"""CASE WHEN masses ~ '^\["-?[0-9.]+"(,"-?[0-9.]+")*\]$'
    THEN string_to_array(btrim(masses, '[]"'), '","')::numeric[] ELSE '{}' END"""
_ADD = f"""
, keyed AS MATERIALIZED (
    SELECT md5(concat_ws('|', coalesce(period_id::text, '-'), recipe_id, coalesce(site_id::text, '-'),
        coalesce(month::text, '-'), state))::uuid AS id, {_ROWS} FROM rows
), sums AS (
    SELECT id, period_id, recipe_id, site_id, month, state, sum(sign) AS lines, sum(sign * co2e) AS co2e,
        sum(sign * co2_biogenic) AS co2_biogenic
    FROM keyed GROUP BY id, period_id, recipe_id, site_id, month, state
), parts AS (
    SELECT id, n, sum(sign * mass) AS mass
    FROM keyed, unnest({_MASSES}) WITH ORDINALITY part(mass, n) GROUP BY id, n
), masses AS (
    SELECT id, array_agg(mass ORDER BY n) AS masses FROM parts GROUP BY id
)
INSERT INTO inventory_figuregroup AS g (id, tenant_id, period_id, recipe_id, site_id, month, state, lines, co2e,
    co2_biogenic, masses)
SELECT id, %(tenant)s, period_id, recipe_id, site_id, month, state, lines, co2e, co2_biogenic, coalesce(masses, '{{}}')
FROM sums LEFT JOIN masses USING (id)
ON CONFLICT (tenant_id, id) DO UPDATE SET lines = g.lines + excluded.lines, co2e = g.co2e + excluded.co2e,
    co2_biogenic = g.co2_biogenic + excluded.co2_biogenic,
    masses = coalesce((SELECT array_agg(coalesce(x, 0) + coalesce(y, 0) ORDER BY n)
        FROM unnest(g.masses, excluded.masses) WITH ORDINALITY part(x, y, n)), '{{}}')
"""  # noqa: S608 - names come from this module only
_FRESH = """
WITH fresh AS MATERIALIZED (
    SELECT id, sequence, recipe_id, period_id, activity_id, reverses, co2e, co2_biogenic, masses
    FROM calculations_calculation
    WHERE tenant_id = %(tenant)s AND sequence > %(after)s AND sequence <= %(upto)s
)
"""
# Lines that are there already: taken back by a new entry, or calculated anew.
_MOVE = f"""{_FRESH}, moved AS MATERIALIZED (
    SELECT l.id, l.state AS before, 'reversed' AS state FROM fresh f
    JOIN inventory_ledgerline l ON l.tenant_id = %(tenant)s AND l.id = f.reverses
    WHERE f.reverses IS NOT NULL
    UNION ALL
    SELECT l.id, l.state, 'replaced'
    FROM (SELECT DISTINCT period_id, activity_id FROM fresh WHERE reverses IS NULL AND activity_id IS NOT NULL) f
    JOIN inventory_ledgerline l ON l.tenant_id = %(tenant)s AND l.period_id = f.period_id
        AND l.activity_id = f.activity_id AND l.state = 'counts'
    WHERE NOT EXISTS (SELECT FROM fresh r WHERE r.reverses = l.id)
), turned AS (
    UPDATE inventory_ledgerline l SET state = m.state FROM moved m
    WHERE l.tenant_id = %(tenant)s AND l.id = m.id
    RETURNING l.id, l.period_id, l.recipe_id, l.site_id, l.month, l.state, m.before
), rows AS (
    SELECT t.period_id, t.recipe_id, t.site_id, t.month, side.state, side.sign, c.co2e, c.co2_biogenic, c.masses
    FROM turned t JOIN calculations_calculation c ON c.tenant_id = %(tenant)s AND c.id = t.id
    CROSS JOIN LATERAL (VALUES (t.before, -1), (t.state, 1)) AS side (state, sign)
){_ADD}"""  # noqa: S608 - as above
_ENTER = f"""{_FRESH}, ranked AS (
    SELECT f.*, f.id IN (SELECT reverses FROM fresh WHERE reverses IS NOT NULL) AS taken_back,
        row_number() OVER (PARTITION BY period_id, activity_id, reverses IS NULL ORDER BY sequence DESC) AS place
    FROM fresh f
), lines AS MATERIALIZED (
    SELECT r.id, r.sequence, r.period_id, r.activity_id, r.recipe_id, a.site_id,
        date_trunc('month', a.start)::date AS month, r.co2e, r.co2_biogenic, r.masses,
        CASE WHEN r.reverses IS NOT NULL THEN 'reversal' WHEN r.taken_back THEN 'reversed'
            WHEN r.period_id IS NULL OR r.activity_id IS NULL THEN 'single'
            WHEN r.place > 1 THEN 'replaced' ELSE 'counts' END AS state
    FROM ranked r LEFT JOIN inventory_activitydata a ON a.tenant_id = %(tenant)s AND a.id = r.activity_id
), entered AS (
    INSERT INTO inventory_ledgerline (id, tenant_id, sequence, period_id, activity_id, recipe_id, site_id, month, state,
        co2e)
    SELECT id, %(tenant)s, sequence, period_id, activity_id, recipe_id, site_id, month, state, co2e FROM lines
), rows AS (
    SELECT period_id, recipe_id, site_id, month, state, 1 AS sign, co2e, co2_biogenic, masses FROM lines
){_ADD}"""  # noqa: S608 - as above
_LOCK = "SELECT sequence, tombstones FROM inventory_figurestate WHERE tenant_id = %s FOR UPDATE"


@dataclass(frozen=True, slots=True)
class UpTo:
    """How far the figures are: they stand for the ledger's entries up to ``sequence``, of ``head`` there are."""

    sequence: int
    head: int
    purged: bool = False

    @property
    def is_current(self) -> bool:
        """Whether nothing is missing."""
        return self.sequence == self.head and not self.purged

    @property
    def behind(self) -> int:
        """How many entries are not in the figures yet."""
        return self.head if self.purged else self.head - self.sequence


def figures_state() -> UpTo:
    """How far the present tenant's figures are."""
    tenant = current_tenant_id()
    state = FigureState.objects.filter(tenant_id=tenant).values_list("sequence", "tombstones").first() or (0, 0)
    return UpTo(state[0], _head(), state[1] != Tombstone.objects.count())


def figures_update(*, most: int = SHARE, wait: bool = True) -> UpTo:
    """Take at most so many entries of the present tenant's ledger into the figures, in the caller's transaction.

    Args:
        wait: for whoever is at it; else nothing is done then.
    """
    tenant = current_tenant_id()
    FigureState.objects.bulk_create([FigureState(tenant_id=tenant)], ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute(_LOCK if wait else f"{_LOCK} SKIP LOCKED", [tenant])
        held = cursor.fetchone()
    if held is None:
        return figures_state()
    after, tombstones = held
    if tombstones != (known := Tombstone.objects.count()):
        after = _begin_anew(known)
    head = _head()
    upto = min(head, after + most)
    if upto > after:
        _take(after, upto)
    return UpTo(upto, head)


def _head() -> int:
    head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).values_list("sequence", flat=True).first()
    return head or 0


def _begin_anew(tombstones: int) -> int:
    """Entries were removed by a purge: what rests on them is gone too."""
    LedgerLine.objects.all().delete()
    FigureGroup.objects.all().delete()
    FigureState.objects.filter(tenant_id=current_tenant_id()).update(sequence=0, tombstones=tombstones)
    return 0


def _take(after: int, upto: int) -> None:
    parameters: dict[str, Any] = {"tenant": current_tenant_id(), "after": after, "upto": upto}
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, parameters)
        cursor.execute(_ENTER, parameters)
    FigureGroup.objects.filter(lines=0).delete()
    FigureState.objects.filter(tenant_id=current_tenant_id()).update(sequence=upto)


def figures_rebuild() -> UpTo:
    """Make the present tenant's figures anew from the ledger, each share in a transaction of its own."""
    tenant = current_tenant_id()
    with tenant_scope(tenant):
        figures_update(most=0)
        _begin_anew(Tombstone.objects.count())
    return figures_catch_up()


def figures_complete() -> None:
    """Take everything that is new into the present tenant's figures, in the caller's transaction."""
    while not figures_update().is_current:
        pass


def figures_catch_up() -> UpTo:
    """Take everything that is new into the present tenant's figures, each share in a transaction of its own."""
    tenant = current_tenant_id()
    while True:
        with tenant_scope(tenant):
            reached = figures_update()
        if reached.is_current:
            return reached
