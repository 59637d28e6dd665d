"""The sample of activity data, as shipped in ``examples/``; taken in, it shows what the product does with rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from apps.inventory.models import ActivityUpload, ReportingPeriod
from apps.inventory.services.organisation import period_open
from apps.inventory.services.uploads import activity_upload
from greenlang.errors import Unavailable

ACTIVITY = "stationary-*.csv"
"""Data the sample's agent can be run over."""
_DAY = re.compile(rb"\b(20[0-9]{2})-[01][0-9]-[0-3][0-9]\b")


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file of activity data and the calendar year its first row lies in."""

    name: str
    content: bytes
    year: int

    @property
    def rows(self) -> int:
        """Its lines below the header."""
        return len(self.content.splitlines()) - 1

    @property
    def first_day(self) -> date:
        """1 January of its year."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """31 December of its year."""
        return date(self.year, 12, 31)


def sample_activity() -> SampleFile:
    """The first activity file of the examples that goes with the sample's specification.

    Raises:
        Unavailable: the examples are not installed.
    """
    for path in sorted((Path(settings.BASE_DIR) / "examples" / "activity").glob(ACTIVITY)):
        content = path.read_bytes()
        if day := _DAY.search(content):
            return SampleFile(path.name, content, int(day[1]))
    raise Unavailable("The sample is not installed here.", mend="Upload a CSV of your own.")


def sample_take(*, company: str, actor: str) -> ActivityUpload:
    """Take the sample's rows into the latest period that holds its year; where there is none, one is opened.

    Args:
        company: whose period it is then, where the organisation has no company yet.

    Raises:
        Unavailable: the sample is not installed.
        PeriodLocked: the period was signed off.
    """
    sample = sample_activity()
    periods = list(ReportingPeriod.objects.select_related("entity"))
    period = sample_period(sample, periods)
    if period is None:
        name = periods[0].entity.name if periods else company
        period = period_open(entity_name=name, name=str(sample.year), start=sample.first_day, end=sample.last_day)
    return activity_upload(period=period, filename=sample.name, data=sample.content, uploaded_by=actor)


def sample_period(sample: SampleFile, periods: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """The first of these periods that holds the sample's year; None where none does."""
    return next((each for each in periods if each.start <= sample.first_day and sample.last_day <= each.end), None)
