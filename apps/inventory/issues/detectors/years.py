"""Sources that changed much against the period before, or are gone."""

from collections.abc import Iterator
from decimal import Decimal

from apps.inventory.issues.findings import Evidence, Finding, IssueKind
from apps.inventory.issues.survey import ROUNDING, Source, Survey

MORE, LESS = Decimal("1.5"), Decimal("0.5")
"""Half as much again, or half."""


def year_on_year(survey: Survey) -> Iterator[Finding]:
    """Sources of both periods whose quantity a day changed by half or more, and sources that have no rows any more."""
    if not survey.before_days or not survey.days:
        return
    have = {source.site_id for source in survey.sources.values()}
    for key, before in survey.before.items():
        source = survey.sources.get(key)
        if source is not None:
            yield from _changed(survey, source, before)
        elif before.site_id in have:
            yield _gone(survey, before)


def _changed(survey: Survey, source: Source, before: Source) -> Iterator[Finding]:
    one_kind = len(source.amounts) == len(before.amounts) == 1 and source.amounts[0].kind == before.amounts[0].kind
    if not one_kind or not before.amounts[0].base or not before.days:
        return
    then = ROUNDING.divide(before.amounts[0].base, Decimal(survey.before_days))
    ratio = ROUNDING.divide(ROUNDING.divide(source.amounts[0].base, Decimal(survey.days)), then)
    if LESS < ratio < MORE:
        return
    expected = ROUNDING.divide(ROUNDING.multiply(before.kilograms, Decimal(survey.days)), Decimal(survey.before_days))
    known = source.calculated and before.calculated
    yield Finding(
        kind=IssueKind.YEAR,
        about=source.key,
        title=f"{source.name}: {_percent(ratio)} against {survey.before_name}",
        how=f"{source.kilograms:,.3f} kg CO2e against {expected:,.3f} kg at the daily average of {survey.before_name}."
        if known
        else "One of the two periods is not calculated.",
        kilograms=abs(ROUNDING.subtract(source.kilograms, expected)) if known else None,
        site=source.site,
        site_id=source.site_id,
        evidence=(
            Evidence(f"{source.rows:,} rows in this period, {before.rows:,} in {survey.before_name}"),
            Evidence(f"{_percent(ratio)} of quantity a day"),
        ),
    )


def _gone(survey: Survey, before: Source) -> Finding:
    return Finding(
        kind=IssueKind.YEAR,
        about=before.key,
        title=f"{before.name}: no rows, other than in {survey.before_name}",
        how=f"What the source came to in {survey.before_name}."
        if before.calculated
        else f"The source is not calculated in {survey.before_name}.",
        kilograms=before.kilograms if before.calculated else None,
        site=before.site,
        site_id=before.site_id,
        evidence=(Evidence(f"{before.rows:,} rows in {survey.before_name}"),),
    )


def _percent(ratio: Decimal) -> str:
    change = (ratio - 1) * 100
    return f"{'+' if change > 0 else '−'}{abs(change):,.0f} %"
