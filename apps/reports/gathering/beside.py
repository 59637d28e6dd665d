"""What a snapshot has beside its lines: what they compare with, rest on, and are worth."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from apps.calculations.models import Calculation
from apps.inventory.models import ReportingPeriod
from apps.reports.assumptions import assumptions_of
from apps.reports.gathering.comparatives import base_year_of, company_of, comparatives_of
from apps.reports.gathering.instruments import instruments_of
from apps.reports.gathering.quality import quality_of
from apps.reports.gathering.uncertainty import uncertainty_of
from apps.reports.shapes import Disclosures


def beside_gather(
    period: ReportingPeriod,
    rows: Sequence[tuple[Calculation, Decimal]],
    lines: Sequence[Mapping[str, Any]],
    said: Disclosures,
) -> dict[str, Any]:
    """Members of a snapshot that are not required, by name; what is empty there is none of.

    Args:
        rows: the calculations that count, each with the part of it that does.
        lines: as the snapshot has them, in the same order.
        said: the period's disclosures.
    """
    company = company_of(period)
    return {
        "assumptions": assumptions_of(period, rows),
        "disclosures": said,
        "comparatives": comparatives_of(period, company),
        "base_year": base_year_of(company),
        "instruments": instruments_of(period),
        "uncertainty": uncertainty_of(lines, said.get("uncertainty")) if lines else {},
        "quality": quality_of(rows, lines),
    }
