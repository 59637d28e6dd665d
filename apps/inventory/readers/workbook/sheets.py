"""The rows of a sheet, one after the other."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from apps.inventory.errors import UnreadableFile
from apps.inventory.readers.tables import MAX_COLUMNS, MAX_ROWS, Record
from apps.inventory.readers.workbook.cells import Unusable, cell_text
from apps.inventory.readers.workbook.parts import Part, Workbook

_LAST_ROW = 1_048_576
_MOST_VALUE = 40_000


class _Rows:
    """Gathers cells into rows as the events come."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.ready: list[Record] = []
        self._number = self._place = 0
        self._cells: dict[int, str] = {}
        self._problems: dict[int, str] = {}
        self._row_problem = ""
        self._kind, self._dated, self._formula = "n", False, False
        self._value: list[str] | None = None
        self._taking = False
        self._size = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._begin_cell(attributes)
        elif tag in {"v", "t"}:
            self._taking = True
            self._value = self._value or []
        elif tag == "f":
            self._formula = True
        elif tag == "row":
            self._begin_row(attributes.get("r", ""))

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag in {"v", "t"}:
            self._taking = False
        elif tag == "row":
            self._end_row()

    def text(self, piece: str) -> None:
        if self._taking and self._value is not None:
            self._size += len(piece)
            if self._size <= _MOST_VALUE:
                self._value.append(piece)

    def _begin_row(self, said: str) -> None:
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else self._number + 1
        self._cells, self._problems, self._place, self._row_problem = {}, {}, -1, ""
        if not self._number < number <= _LAST_ROW:
            self._row_problem = f"The file calls this row {said[:20]}, which is none that could come here."
            number = self._number + 1
        self._number = number

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        said = attributes.get("r", "")
        self._place = column_of(said.rstrip("0123456789")) if said else self._place + 1
        self._kind = attributes.get("t", "n")
        self._dated = attributes.get("s", "0") in self.book.dated
        self._value, self._formula, self._size = None, False, 0

    def _end_cell(self) -> None:
        value = None if self._value is None else "".join(self._value)
        if value is None and not self._formula:
            return
        if not 0 <= self._place < MAX_COLUMNS:
            if value and value.strip():
                self._row_problem = "The row has cells beyond the 100th column."
            return
        try:
            text = cell_text(self._kind, value, dated=self._dated, formula=self._formula, book=self.book)
        except Unusable as reason:
            self._problems[self._place] = str(reason)
        else:
            if text:
                self._cells[self._place] = text

    def _end_row(self) -> None:
        if self._row_problem:
            self.ready.append(Record(self._number, (), {}, self._row_problem))
        elif self._cells or self._problems:
            width = max([*self._cells, *self._problems]) + 1
            cells = [self._cells.get(place, "") for place in range(width)]
            self.ready.append(Record(self._number, cells, self._problems))


def rows_of(book: Workbook, part: Part) -> Iterator[Record]:
    """Every row of a sheet that is not blank.

    Raises:
        UnreadableFile: damaged, or more than 100,000 rows.
    """
    rows = _Rows(book)
    given = 0
    for _ in book.archive.events(part.path, start=rows.start, end=rows.end, text=rows.text):
        given += len(rows.ready)
        if given > MAX_ROWS + 21:
            raise UnreadableFile("The sheet has more than 100,000 rows.", where=part.name, mend="Split it.")
        yield from rows.ready
        rows.ready = []


@lru_cache(maxsize=2000)
def column_of(letters: str) -> int:
    """Place of the column the letters name, from 0; -1 for no such column."""
    if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
        return -1
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1
