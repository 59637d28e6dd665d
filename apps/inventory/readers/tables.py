"""A table as a file holds it: a header and records of texts. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from apps.inventory.readers.columns import meaning_of

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CELL = 500
_LOOKED_AT_FOR_A_HEADER = 20


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a sheet.

    Args:
        number: as a spreadsheet counts, from 1.
        cells: texts, as many as the header has, without blanks around them.
        problems: by place of the cell, why it holds nothing that can be used (an error, a formula without a value).
        problem: why the row as a whole cannot be read; empty where it can.
    """

    number: int
    cells: Sequence[str]
    problems: Mapping[int, str] = field(default_factory=dict)
    problem: str = ""

    def as_document(self) -> list[Any]:
        """For JSON; `Record.from_document` reads it."""
        problems = {str(place): text for place, text in self.problems.items()}
        return [self.number, list(self.cells), problems, self.problem]

    @classmethod
    def from_document(cls, document: Sequence[Any]) -> "Record":
        """The inverse of `as_document`."""
        number, cells, problems, problem = document
        return cls(number, cells, {int(place): text for place, text in problems.items()}, problem)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table, read as it is asked for: the records can be gone through once.

    Args:
        name: of the sheet; empty for a text file.
        told: what a person should know of how it was read, a sentence each.
    """

    name: str
    header_row: int
    header: tuple[str, ...]
    records: Iterator[Record]
    told: tuple[str, ...] = ()


def headed(name: str, rows: Iterator[Record], told: Sequence[str] = (), *, first: bool = False) -> Sheet | None:
    """The sheet of rows as they stand one below the other; None where there is nothing.

    The header is the row, of the first twenty, that names the most columns we know, else the first; what stands above
    it (a title, a date of export) is told and is no row of data.

    Args:
        rows: without blank ones.
        first: the first row is the header, whatever it says.
    """
    begun: list[Record] = []
    for row in rows:
        begun.append(row)
        if first or len(begun) == _LOOKED_AT_FOR_A_HEADER:
            break
    if not begun:
        return None
    place = max(range(len(begun)), key=lambda at: (_known(begun[at]), -at))
    header = begun[place]
    notes = list(told)
    if place:
        notes.append(f"The header is row {header.number}; what stands above it is no data.")
    names = tuple(" ".join(cell.split()) for cell in header.cells)
    while names and not names[-1]:
        names = names[:-1]
    return Sheet(name, header.number, names, _below(names, begun[place + 1 :], rows), tuple(notes))


def _known(row: Record) -> int:
    return len({meaning_of(cell) for cell in row.cells} - {""})


def _below(header: tuple[str, ...], begun: Sequence[Record], rows: Iterator[Record]) -> Iterator[Record]:
    for row in chain(begun, rows):
        yield _fitted(row, len(header))


def _fitted(row: Record, width: int) -> Record:
    """As wide as the header; cells beyond it must be empty."""
    if row.problem or len(row.cells) == width:
        return row
    if any(row.cells[width:]) or any(place >= width for place in row.problems):
        return Record(row.number, (), {}, f"The row has {len(row.cells)} cells, the header {width}.")
    return Record(row.number, (*row.cells[:width], *[""] * (width - len(row.cells))), row.problems)
