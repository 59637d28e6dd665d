"""What is wrong with a period's data, found from aggregates of its rows. Pure: what was surveyed in, findings out."""

from collections.abc import Callable, Iterable, Iterator

from apps.inventory.issues.detectors.calculating import no_factor, not_calculated, refused
from apps.inventory.issues.detectors.continuity import gaps, overlaps
from apps.inventory.issues.detectors.costs import costs
from apps.inventory.issues.detectors.estimates import estimated_share
from apps.inventory.issues.detectors.files import rejected_rows
from apps.inventory.issues.detectors.sites import sites_without_data
from apps.inventory.issues.detectors.units import jumps, kinds_of_unit
from apps.inventory.issues.detectors.years import year_on_year
from apps.inventory.issues.findings import Finding
from apps.inventory.issues.survey import Survey

DETECTORS: tuple[Callable[[Survey], Iterable[Finding]], ...] = (
    gaps,
    overlaps,
    sites_without_data,
    kinds_of_unit,
    jumps,
    costs,
    year_on_year,
    no_factor,
    refused,
    not_calculated,
    rejected_rows,
    estimated_share,
)


def detect(survey: Survey) -> Iterator[Finding]:
    """Everything that any detector finds, each under a key of its own."""
    for detector in DETECTORS:
        yield from detector(survey)
