"""Readings that do not follow each other: days without any, days with two."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from apps.inventory.issues.findings import Evidence, Finding, IssueKind
from apps.inventory.issues.survey import ROUNDING, KnownSite, Source, Survey

DAY = timedelta(days=1)
SHOWN = 20
LEAST_DAYS = 2
"""A reading that is taken a day late is no gap."""


def gaps(survey: Survey) -> Iterator[Finding]:
    """Between readings of a source, and before the first and after the last while its site was open."""
    within = {each.source: each for each in survey.gaps}
    sites = {site.id: site for site in survey.sites}
    for key, source in survey.sources.items():
        if not source.is_metered:
            continue
        found = within.get(key)
        edges = list(_edges(survey, source, sites.get(source.site_id)))
        shown = sorted([*edges, *(found.shown if found else ())])
        count = len(edges) + (found.count if found else 0)
        days = sum(length(*each) for each in edges) + (found.days if found else 0)
        if days >= LEAST_DAYS:
            yield _finding(
                IssueKind.GAP, source, shown, count=count, days=days, title=f"{days:,} days without a reading"
            )


def overlaps(survey: Survey) -> Iterator[Finding]:
    """Days that two readings of a source cover; sources that always have several meters have none."""
    for found in survey.overlaps:
        source = survey.sources[found.source]
        if source.is_metered and not source.parallel and found.days >= LEAST_DAYS:
            title = f"{found.days:,} days are covered twice"
            yield _finding(IssueKind.OVERLAP, source, found.shown, count=found.count, days=found.days, title=title)


def length(first: date, last: date) -> int:
    """Days, both ends included."""
    return (last - first).days + 1


def stretch_text(first: date, last: date) -> str:
    """ "1 Mar 2025 to 31 Mar 2025, 31 days"."""
    days = length(first, last)
    told = f"{first:%-d %b %Y} to {last:%-d %b %Y}" if days > 1 else f"{first:%-d %b %Y}"
    return f"{told}, {days:,} day{'' if days == 1 else 's'}"


def _edges(survey: Survey, source: Source, site: KnownSite | None) -> Iterator[tuple[date, date]]:
    start = max(survey.start, site.opened) if site and site.opened else survey.start
    end = min(survey.until, site.closed) if site and site.closed else survey.until
    if start < source.first:
        yield start, source.first - DAY
    if source.last < end:
        yield source.last + DAY, end


def _finding(
    kind: IssueKind, source: Source, shown: Sequence[tuple[date, date]], *, count: int, days: int, title: str
) -> Finding:
    per_day = source.per_day
    kilograms = None if per_day is None else ROUNDING.multiply(per_day, Decimal(days))
    if per_day is None:
        how = "Nothing of this source is calculated, so its daily average is not known."
    else:
        how = (
            f"{days:,} days times the daily average of the source: {source.kilograms:,.3f} kg CO2e of"
            f" {source.calculated:,} calculated rows over {source.calculated_days:,} days."
        )
    return Finding(
        kind=kind,
        about=source.key,
        title=f"{source.name}: {title}",
        how=how,
        kilograms=kilograms,
        site=source.site,
        site_id=source.site_id,
        evidence=tuple(Evidence(stretch_text(*each)) for each in shown[:SHOWN]),
        more=max(0, count - SHOWN),
    )
