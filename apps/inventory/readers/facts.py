"""What can be learnt of a sheet from all its rows, before anybody says what its columns mean. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apps.inventory.readers.days import DayWriting
from apps.inventory.readers.numbers import NumberWriting
from apps.inventory.readers.tables import Record, Sheet

HEAD = 200
"""Records that are kept for a preview."""
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column.

    Args:
        filled: how many cells hold something.
        samples: the first different ones, shortened.
        decimal: as `NumberWriting.sign`; ``mixed`` where the cells disagree.
        days: as `DayWriting.order`.
    """

    filled: int
    samples: tuple[str, ...]
    decimal: str
    mixed: bool
    days: str
    day_votes: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet with its first records."""

    name: str
    header_row: int
    header: tuple[str, ...]
    told: tuple[str, ...]
    rows: int
    columns: tuple[ColumnFacts, ...]
    head: tuple[Record, ...]

    def as_document(self) -> dict[str, Any]:
        """For JSON; `SheetFacts.from_document` reads it."""
        return {
            "name": self.name,
            "header_row": self.header_row,
            "header": list(self.header),
            "told": list(self.told),
            "rows": self.rows,
            "columns": [
                [c.filled, list(c.samples), c.decimal, c.mixed, c.days, list(c.day_votes)] for c in self.columns
            ],
            "head": [record.as_document() for record in self.head],
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "SheetFacts":
        """The inverse of `as_document`."""
        columns = tuple(
            ColumnFacts(filled, tuple(samples), decimal, mixed, days, (votes[0], votes[1], votes[2]))
            for filled, samples, decimal, mixed, days, votes in document["columns"]
        )
        return cls(
            document["name"],
            document["header_row"],
            tuple(document["header"]),
            tuple(document["told"]),
            document["rows"],
            columns,
            tuple(Record.from_document(one) for one in document["head"]),
        )


@dataclass
class _Column:
    filled: int = 0
    samples: list[str] = field(default_factory=list)
    numbers: NumberWriting = field(default_factory=NumberWriting)
    days: DayWriting = field(default_factory=DayWriting)

    def add(self, cell: str) -> None:
        if not cell:
            return
        self.filled += 1
        if len(self.samples) < _SAMPLES and cell[:40] not in self.samples:
            self.samples.append(cell[:40])
        self.numbers.add(cell)
        self.days.add(cell)

    def facts(self) -> ColumnFacts:
        votes = (self.days.day_first, self.days.month_first, self.days.open)
        return ColumnFacts(
            self.filled, tuple(self.samples), self.numbers.sign, self.numbers.mixed, self.days.order, votes
        )


def sheet_facts(sheet: Sheet) -> SheetFacts:
    """Go through all records of a sheet once."""
    columns = [_Column() for _ in sheet.header]
    head: list[Record] = []
    rows = 0
    for record in sheet.records:
        rows += 1
        if len(head) < HEAD:
            head.append(record)
        for column, cell in zip(columns, record.cells, strict=False):
            column.add(cell)
    found = tuple(column.facts() for column in columns)
    return SheetFacts(sheet.name, sheet.header_row, sheet.header, sheet.told, rows, found, tuple(head))


def day_order(columns: Sequence[ColumnFacts]) -> str:
    """The order of days and months in several columns together, as `DayWriting.order`."""
    votes = [sum(each.day_votes[place] for each in columns) for place in range(3)]
    return DayWriting(*votes).order
