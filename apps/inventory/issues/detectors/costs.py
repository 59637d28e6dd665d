"""Rows whose cost for a unit is far from what the source usually pays."""

from collections.abc import Iterator

from apps.inventory.issues.detectors.units import outlier_finding
from apps.inventory.issues.findings import Finding, IssueKind
from apps.inventory.issues.survey import Survey


def costs(survey: Survey) -> Iterator[Finding]:
    """Three times the median cost per unit and more, or a third of it and less."""
    for found in survey.costs:
        title = f"{found.count:,} row{'' if found.count == 1 else 's'} at an unusual cost per unit"
        should = "the quantity that their cost buys at the source's median cost per unit"
        yield outlier_finding(survey, IssueKind.COST, found, title, should)
