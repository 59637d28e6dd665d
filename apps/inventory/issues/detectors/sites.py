"""Sites of the list that have no rows."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from apps.inventory.issues.detectors.continuity import length, stretch_text
from apps.inventory.issues.findings import Evidence, Finding, IssueKind
from apps.inventory.issues.survey import ROUNDING, KnownSite, Survey
from greenlang.engine.numbers import exact_sum


def sites_without_data(survey: Survey) -> Iterator[Finding]:
    """Sites that were open in the period and have no row in it."""
    have = {source.site_id for source in survey.sources.values()}
    before: dict[str, list[Decimal]] = defaultdict(list)
    for source in survey.before.values():
        if source.calculated:
            before[source.site_id].append(source.kilograms)
    for site in survey.sites:
        first = max(survey.start, site.opened or survey.start)
        last = min(survey.until, site.closed or survey.until)
        if site.id not in have and first <= last:
            yield _finding(survey, site, length(first, last), stretch_text(first, last), before.get(site.id))


def _finding(survey: Survey, site: KnownSite, days: int, open_: str, before: list[Decimal] | None) -> Finding:
    kilograms, how = None, "The site has no calculated rows in the period before either."
    if before and survey.before_days:
        whole = exact_sum(before)
        kilograms = ROUNDING.divide(ROUNDING.multiply(whole, Decimal(days)), Decimal(survey.before_days))
        how = (
            f"What the site came to in {survey.before_name}, {whole:,.3f} kg CO2e in {survey.before_days:,} days,"
            f" over {days:,} days."
        )
    return Finding(
        kind=IssueKind.NO_DATA,
        about=site.id,
        title=f"{site.name} has no data",
        how=how,
        kilograms=kilograms,
        site=site.name,
        site_id=site.id,
        evidence=(Evidence(f"open {open_}"),),
    )
