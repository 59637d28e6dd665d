"""How much of the period rests on estimates."""

from collections.abc import Iterator
from decimal import Decimal

from apps.inventory.issues.findings import Evidence, Finding, IssueKind
from apps.inventory.issues.survey import ROUNDING, Survey
from greenlang.engine.numbers import exact_sum

LEAST_SHARE = Decimal("0.1")
SHOWN = 20


def estimated_share(survey: Survey) -> Iterator[Finding]:
    """A tenth of the emissions and more; where nothing is calculated, of the rows."""
    found = [source for source in survey.sources.values() if source.estimated_rows]
    whole = exact_sum(source.kilograms for source in survey.sources.values())
    estimated = exact_sum(source.estimated_kilograms for source in found)
    all_rows, rows = sum(s.rows for s in survey.sources.values()), sum(source.estimated_rows for source in found)
    if not rows:
        return
    share = ROUNDING.divide(estimated, whole) if whole else ROUNDING.divide(Decimal(rows), Decimal(all_rows))
    if share < LEAST_SHARE:
        return
    of = "emissions" if whole else "rows"
    largest = sorted(found, key=lambda source: (-source.estimated_kilograms, source.key))
    yield Finding(
        kind=IssueKind.ESTIMATED,
        about="period",
        title=f"{share * 100:.0f} % of the {of} rest on estimates",
        how="kg CO2e of the rows that are marked as estimated." if whole else "Nothing is calculated yet.",
        kilograms=estimated if whole else None,
        evidence=tuple(
            Evidence(
                f"{source.name}: {source.estimated_rows:,} of {source.rows:,} rows,"
                f" {source.estimated_kilograms:,.3f} kg CO2e"
            )
            for source in largest[:SHOWN]
        ),
        more=max(0, len(largest) - SHOWN),
    )
