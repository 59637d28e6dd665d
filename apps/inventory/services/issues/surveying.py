"""Surveying a period: its rows added up by the database, as detectors take them."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from apps.inventory.issues.findings import Evidence
from apps.inventory.issues.survey import (
    Amount,
    FileAccount,
    KnownSite,
    Outlier,
    Source,
    Stretches,
    Survey,
    Uncalculated,
    Waiting,
)
from apps.inventory.mapping.grouping import PLACES
from apps.inventory.models import (
    ActivityUpload,
    GroupState,
    MappingGroup,
    RejectedRow,
    ReportingPeriod,
    Site,
)
from apps.inventory.selectors import earlier_period, entities_of
from apps.inventory.services.issues.rows import Rows

SHOWN = 20
_SOURCES_SQL = """
WITH alike AS (SELECT source, count(*) AS n FROM survey_lines GROUP BY source, start, "end"),
parallel AS (SELECT source FROM alike GROUP BY source HAVING min(n) = max(n) AND min(n) > 1)
SELECT l.source, min(l.site_id::text), min(l.description), min(l.said), count(*), count(co2e), min(start),
    max("end"), sum(days), coalesce(sum(days) FILTER (WHERE co2e IS NOT NULL), 0), min(days),
    bool_or(p.source IS NOT NULL), coalesce(sum(co2e), 0), count(*) FILTER (WHERE is_estimated),
    coalesce(sum(co2e) FILTER (WHERE is_estimated), 0)
FROM survey_lines l LEFT JOIN parallel p USING (source) GROUP BY l.source
"""
_AMOUNTS_SQL = """
SELECT source, kind, min(unit), count(*), coalesce(sum(base), 0), coalesce(sum(co2e), 0)
FROM survey_lines GROUP BY source, kind ORDER BY source, count(*) DESC, kind
"""
_STRETCHES_SQL = """
WITH ordered AS (
    SELECT source, start, "end", min(days) OVER (PARTITION BY source) AS shortest,
        max("end") OVER (PARTITION BY source ORDER BY start, "end", id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM survey_lines
), found AS (
    SELECT source, start > before + 1 AS gap, CASE WHEN start > before + 1 THEN before + 1 ELSE start END AS first,
        CASE WHEN start > before + 1 THEN start - 1 ELSE least("end", before) END AS last
    FROM ordered WHERE shortest >= 7 AND (start > before + 1 OR start <= before)
)
SELECT source, gap, count(*), sum(last - first + 1), (array_agg(first ORDER BY first, last))[:20],
    (array_agg(last ORDER BY first, last))[:20]
FROM found GROUP BY source, gap
"""
_SHOWN_SQL = """
    (array_agg(f.upload_id ORDER BY f.rank DESC, f.id))[:20], (array_agg(f.row ORDER BY f.rank DESC, f.id))[:20],
    (array_agg(f.told ORDER BY f.rank DESC, f.id))[:20]
"""
_OUTLIERS_SQL = """
WITH rated AS ({rated}),
middle AS (
    SELECT source, kind, percentile_disc(0.5) WITHIN GROUP (ORDER BY rate) AS median
    FROM rated GROUP BY source, kind HAVING count(*) >= 4
), f AS (
    SELECT r.*, r.rate / m.median AS ratio, greatest(r.rate / m.median, m.median / r.rate) AS rank
    FROM rated r JOIN middle m USING (source, kind)
    WHERE r.rate >= {times} * m.median OR r.rate * {times} <= m.median
)
SELECT f.source, count(*), (array_agg(f.ratio ORDER BY f.rank DESC, f.id))[1], {off}, {shown}
FROM f GROUP BY f.source
"""
# “388.5”, “1.388,50 €” and “$1,388.50”; what can be read in no such way is passed over.
_CURRENCY = r"^\s*([A-Z]{3}|[€$£])?\s*|\s*([A-Z]{3}|[€$£])?\s*$"
_COST = r"""CASE WHEN paid ~ '^[0-9]+(\.[0-9]{1,10})?$' THEN paid::numeric
    WHEN paid ~ '^([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]{1,10}$' THEN replace(replace(paid, '.', ''), ',', '.')::numeric
    WHEN paid ~ '^[0-9]{1,3}(,[0-9]{3})+\.[0-9]{1,10}$' THEN replace(paid, ',', '')::numeric END"""
_JUMPS_SQL = _OUTLIERS_SQL.format(
    rated="SELECT *, base / days AS rate, quantity || ' ' || unit || ' in ' || days || ' days from ' || start AS told"
    " FROM survey_lines WHERE base > 0",
    times=300,
    off="sum(abs(f.co2e - f.co2e / f.ratio))",
    shown=_SHOWN_SQL,
)
_COSTED = rf"""
SELECT l.*, c.cost / base AS rate, 'cost ' || c.cost || ' for ' || quantity || ' ' || unit AS told
FROM survey_lines l CROSS JOIN LATERAL (
    SELECT {_COST} AS cost FROM unnest(costs) cost, regexp_replace(cost, '{_CURRENCY}', '', 'g') paid
    WHERE paid ~ '^[0-9]{{1,20}}([.,][0-9.,]{{1,20}})?$' LIMIT 1
) c WHERE base > 0 AND c.cost > 0
"""  # noqa: S608 - constants of this module only
_COSTS_SQL = _OUTLIERS_SQL.format(rated=_COSTED, times=3, off="sum(abs(f.co2e * f.ratio - f.co2e))", shown=_SHOWN_SQL)
_UNCALCULATED_SQL = f"""
WITH refused AS (SELECT * FROM unnest(%(refused)s::uuid[], %(reasons)s::text[]) AS r(id, reason)),
f AS (
    SELECT l.*, coalesce(r.reason, '') AS reason, 0 AS rank, l.quantity || ' ' || l.unit AS told
    FROM survey_lines l LEFT JOIN refused r USING (id)
    LEFT JOIN inventory_mappinggroup g ON g.id = l.mapping_group AND g.state = 'open'
    WHERE l.co2e IS NULL AND g.id IS NULL
)
SELECT f.source, count(*), f.kind, sum(f.base), min(f.reason), {_SHOWN_SQL}
FROM f GROUP BY f.source, f.kind, f.reason <> ''
"""  # noqa: S608 - constants of this module only
_FILES_SQL = "SELECT upload_id, count(co2e), coalesce(sum(co2e), 0) FROM survey_lines GROUP BY upload_id"


def survey_of(period: ReportingPeriod, *, today: date, refused: Mapping[uuid.UUID, str]) -> Survey:
    """Everything that detectors take of a period, its figures being up to date.

    Args:
        refused: why agents refused rows, by the rows' ids.
    """
    rows = Rows.of(period)
    sites = _sites(period)
    names = {site.id: site.name for site in sites}
    files = dict(ActivityUpload.objects.filter(period=period).values_list("id", "filename"))
    gaps, overlaps = _stretches(rows)
    jumps = _outliers(rows.ask(_JUMPS_SQL), files)
    costs = _outliers(rows.ask(_COSTS_SQL), files) if rows.costs else ()
    uncalculated = _uncalculated(rows, files, refused)
    sources, accounts = _sources(rows, names), _files(period, rows)
    # Of the period before, rows are laid ready in the place of these.
    before = earlier_period(period)
    return Survey(
        start=period.start,
        end=period.end,
        until=min(period.end, today),
        sources=sources,
        gaps=gaps,
        overlaps=overlaps,
        jumps=jumps,
        costs=costs,
        uncalculated=uncalculated,
        waiting=_waiting(period),
        sites=sites,
        files=accounts,
        before=_sources(Rows.of(before), names) if before else {},
        before_name=before.name if before else "",
        before_days=(before.end - before.start).days + 1 if before else 0,
    )


def _sites(period: ReportingPeriod) -> tuple[KnownSite, ...]:
    entities = [entity.id for entity in entities_of(period.entity_id)]
    found = Site.objects.filter(entity_id__in=entities).values_list("id", "name", "opened_on", "closed_on")
    return tuple(KnownSite(str(id_), name, opened, closed) for id_, name, opened, closed in found)


def _sources(rows: Rows, names: Mapping[str, str]) -> dict[str, Source]:
    amounts: dict[str, list[Amount]] = defaultdict(list)
    for source, *amount in rows.ask(_AMOUNTS_SQL):
        amounts[source].append(Amount(*amount))
    found = {}
    for key, site, description, said, *facts in rows.ask(_SOURCES_SQL):
        count, calculated, first, last, days, calculated_days, shortest, parallel, kilograms, *estimated = facts
        found[key] = Source(
            key=key,
            site=names.get(site, ""),
            site_id=site,
            text=description or _text(said),
            rows=count,
            calculated=calculated,
            first=first,
            last=last,
            days=days,
            calculated_days=calculated_days,
            shortest=shortest,
            parallel=parallel,
            amounts=tuple(amounts[key]),
            kilograms=kilograms,
            estimated_rows=estimated[0],
            estimated_kilograms=estimated[1],
        )
    return found


def _text(said: str) -> str:
    """What the columns of rows without a description say, their places apart."""
    columns: dict[str, str] = json.loads(said)
    return " ".join(value for name, value in sorted(columns.items()) if name not in PLACES)


def _stretches(rows: Rows) -> tuple[tuple[Stretches, ...], tuple[Stretches, ...]]:
    """Gaps and overlaps."""
    found: dict[bool, list[Stretches]] = {True: [], False: []}
    for source, gap, count, days, firsts, lasts in rows.ask(_STRETCHES_SQL):
        found[gap].append(Stretches(source, count, days, tuple(zip(firsts, lasts, strict=True))))
    return tuple(found[True]), tuple(found[False])


def _outliers(found: Iterable[tuple[Any, ...]], files: Mapping[uuid.UUID, str]) -> tuple[Outlier, ...]:
    return tuple(
        Outlier(source, count, ratio, off, _shown(files, *shown)) for source, count, ratio, off, *shown in found
    )


def _shown(
    files: Mapping[uuid.UUID, str], uploads: Sequence[uuid.UUID], rows: Sequence[int], told: Sequence[str]
) -> tuple[Evidence, ...]:
    placed = zip(uploads, rows, told, strict=True)
    return tuple(Evidence(text, files.get(upload, ""), row, str(upload)) for upload, row, text in placed)


def _uncalculated(
    rows: Rows, files: Mapping[uuid.UUID, str], refused: Mapping[uuid.UUID, str]
) -> tuple[Uncalculated, ...]:
    asked = rows.ask(_UNCALCULATED_SQL, refused=list(refused), reasons=list(refused.values()))
    return tuple(
        Uncalculated(source, count, kind, base, reason, _shown(files, *shown))
        for source, count, kind, base, reason, *shown in asked
    )


def _waiting(period: ReportingPeriod) -> tuple[Waiting, ...]:
    groups = MappingGroup.objects.filter(period=period, state=GroupState.OPEN, rows__gt=0)
    return tuple(
        Waiting(group.issue_about, group.text, group.rows, group.kilograms)
        for group in groups.only("key", "part", "text", "rows", "kilograms")
    )


def _files(period: ReportingPeriod, rows: Rows) -> tuple[FileAccount, ...]:
    """Files with rejected rows that were not settled."""
    standing = ActivityUpload.objects.filter(period=period, withdrawn_at=None, settled__lt=F("rejected"))
    left = list(standing.order_by("uploaded_at"))
    if not left:
        return ()
    came = {upload: (count, kilograms) for upload, count, kilograms in rows.ask(_FILES_SQL)}
    numbered = Window(RowNumber(), partition_by="upload_id", order_by="row")
    waiting = RejectedRow.objects.filter(upload__in=left, is_duplicate=False, settled_at=None)
    first = waiting.annotate(place=numbered)
    shown: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for row in first.filter(place__lte=SHOWN).select_related("upload").order_by("upload_id", "row"):
        text = f"{row.column}: {row.reason}" if row.column else row.reason
        shown[row.upload_id].append(Evidence(text, row.upload.filename, row.row, str(row.upload_id)))
    nothing = (0, Decimal(0))
    return tuple(
        FileAccount(
            str(each.id),
            each.filename,
            each.rejected - each.settled,
            *came.get(each.id, nothing),
            tuple(shown.get(each.id, ())),
        )
        for each in left
    )
