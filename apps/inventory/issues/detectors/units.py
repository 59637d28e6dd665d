"""Units that cannot all be right: several kinds in one source, or one quantity a thousand times the others."""

from collections.abc import Iterator

from apps.inventory.issues.findings import Evidence, Finding, IssueKind
from apps.inventory.issues.survey import Outlier, Survey
from greenlang.engine.numbers import exact_sum


def kinds_of_unit(survey: Survey) -> Iterator[Finding]:
    """Sources that are measured in more than one kind of unit."""
    for source in survey.sources.values():
        if len(source.amounts) < 2:
            continue
        main, *others = source.amounts
        calculated = exact_sum(each.kilograms for each in others)
        evidence = (
            Evidence(f"{each.rows:,} row{'' if each.rows == 1 else 's'} in {each.unit}") for each in source.amounts
        )
        yield Finding(
            kind=IssueKind.UNIT_KINDS,
            about=source.key,
            title=f"{source.name}: in {main.unit} and in {', '.join(each.unit for each in others)}",
            how="kg CO2e of the rows whose unit is not that of most rows."
            if calculated
            else "The rows in the rarer unit are not calculated.",
            kilograms=calculated or None,
            site=source.site,
            site_id=source.site_id,
            evidence=tuple(evidence),
        )


def jumps(survey: Survey) -> Iterator[Finding]:
    """Rows whose quantity a day is hundreds of times the source's median, or a small fraction of it."""
    for found in survey.jumps:
        title = f"{found.count:,} row{'' if found.count == 1 else 's'} about {times(found)} the usual quantity a day"
        yield outlier_finding(survey, IssueKind.JUMP, found, title, "the median of its source")


def times(found: Outlier) -> str:
    """ "1,000 times" or "a 1,000th of"."""
    if found.ratio >= 1:
        return f"{found.ratio:,.0f} times"
    return f"a {1 / found.ratio:,.0f}th of"


def outlier_finding(survey: Survey, kind: IssueKind, found: Outlier, title: str, should: str) -> Finding:
    """Of rows that are far off."""
    source = survey.sources[found.source]
    how = "None of these rows is calculated."
    if found.off is not None:
        how = f"By how much the calculated rows differ from what they would come to at {should}."
    return Finding(
        kind=kind,
        about=source.key,
        title=f"{source.name}: {title}",
        how=how,
        kilograms=found.off,
        site=source.site,
        site_id=source.site_id,
        evidence=found.shown,
        more=found.count - len(found.shown),
    )
