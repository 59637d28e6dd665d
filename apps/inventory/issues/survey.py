"""What a period's rows come to, as detectors take it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal

from apps.inventory.issues.findings import Evidence

# Estimates of what is at stake; what is calculated for the inventory is never rounded here.
ROUNDING = Context(prec=28, rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True)
class Amount:
    """Rows of a source in one kind of unit.

    Args:
        base: their sum in base units of the kind; comparable within the kind.
    """

    kind: str
    unit: str
    rows: int
    base: Decimal
    kilograms: Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of one site that are called the same: a meter, a tank, a supplier.

    Args:
        key: the same in every period.
        days: that the rows cover, added up; ``calculated_days``: those of calculated rows.
        shortest: days of the shortest row.
        parallel: every stretch of time stands there equally often, and more than once: several meters.
        amounts: by kind of unit, the one of most rows first.
        kilograms: kg CO2e of the calculated rows.
    """

    key: str
    site: str
    site_id: str
    text: str
    rows: int
    calculated: int
    first: date
    last: date
    days: int
    calculated_days: int
    shortest: int
    parallel: bool
    amounts: tuple[Amount, ...]
    kilograms: Decimal
    estimated_rows: int = 0
    estimated_kilograms: Decimal = Decimal(0)

    @property
    def name(self) -> str:
        """What and where."""
        return f"{self.text}, {self.site}" if self.text else self.site

    @property
    def is_metered(self) -> bool:
        """Whether its rows are readings that follow each other, and no single purchases or trips."""
        return self.rows >= 2 and self.shortest >= 7

    @property
    def per_day(self) -> Decimal | None:
        """kg CO2e a day, of what is calculated; None where nothing is."""
        if not self.calculated or not self.calculated_days:
            return None
        return ROUNDING.divide(self.kilograms, Decimal(self.calculated_days))


@dataclass(frozen=True, slots=True)
class Stretches:
    """Gaps or overlaps of a source: the first of them, how many and how many days in all."""

    source: str
    count: int
    days: int
    shown: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Outlier:
    """Rows of a source that are far from its median.

    Args:
        ratio: of the first row to the median.
        off: kg CO2e by which the calculated ones are off, if they should be at the median; None: none is calculated.
    """

    source: str
    count: int
    ratio: Decimal
    off: Decimal | None
    shown: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """Rows of a source that are not in the numbers.

    Args:
        base: their sum in base units; None where their units are of several kinds.
        reason: why the agent refused them; empty: none was asked.
    """

    source: str
    rows: int
    kind: str
    base: Decimal | None
    reason: str
    shown: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A group of the mapping queue that waits; ``kilograms`` is what its best candidate would give."""

    group: str
    text: str
    rows: int
    kilograms: Decimal | None


@dataclass(frozen=True, slots=True)
class KnownSite:
    """A site of the list."""

    id: str
    name: str
    opened: date | None
    closed: date | None


@dataclass(frozen=True, slots=True)
class FileAccount:
    """A file with rejected rows that neither came again mended nor were settled.

    Args:
        calculated, kilograms: of its accepted rows.
    """

    upload: str
    filename: str
    rejected: int
    calculated: int
    kilograms: Decimal
    shown: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """A period as it stands.

    Args:
        until: the last day for which data can be there: the period's end, or today.
        sources: by key; ``before``: those of the period before.
        other_sites: names by id of sites that have rows.
        before_days: days of the period before; 0: there is none.
    """

    start: date
    end: date
    until: date
    sources: Mapping[str, Source] = field(default_factory=dict)
    gaps: tuple[Stretches, ...] = ()
    overlaps: tuple[Stretches, ...] = ()
    jumps: tuple[Outlier, ...] = ()
    costs: tuple[Outlier, ...] = ()
    uncalculated: tuple[Uncalculated, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    sites: tuple[KnownSite, ...] = ()
    files: tuple[FileAccount, ...] = ()
    before: Mapping[str, Source] = field(default_factory=dict)
    before_name: str = ""
    before_days: int = 0

    @property
    def days(self) -> int:
        """Of the period, as far as data can be there."""
        return max(0, (self.until - self.start).days + 1)
