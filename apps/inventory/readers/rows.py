"""Activity data from CSV: every row is accepted or rejected with its column and reason.

Columns: ``site, start, end, quantity, unit`` are required, ``basis``, ``reference``, ``description`` and ``estimated``
optional; every other column becomes an attribute that agents read by name (``fuel``, ``region``, …).
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from apps.inventory.errors import UnreadableFile
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.engine.units import Quantity
from greenlang.errors import GreenLangError

REQUIRED = ("site", "start", "end", "quantity", "unit")
OPTIONAL = ("basis", "reference", "description", "estimated")
ESTIMATED = {"": False, "no": False, "false": False, "actual": False, "yes": True, "true": True, "estimated": True}
MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 100
MAX_CELL = 500
LONGEST = {"site": 200, "quantity": 100, "unit": 60, "basis": 20, "reference": 200, "description": 500}
FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A row that can be calculated with, as far as can be told without knowing the agent."""

    row: int
    site: str
    start: date
    end: date
    quantity: str
    unit: str
    basis: str
    reference: str
    attributes: dict[str, str] = field(default_factory=dict)
    description: str = ""
    is_estimated: bool = False

    @property
    def row_hash(self) -> str:
        """Equal for rows that say the same; whether it was measured or estimated changes nothing of what it says."""
        described = {"description": self.description} if self.description else {}
        return sha256_of(
            described
            | {
                "site": self.site,
                "start": self.start.isoformat(),
                "end": self.end.isoformat(),
                "quantity": self.quantity,
                "unit": self.unit,
                "basis": self.basis,
                "reference": self.reference,
                "attributes": sorted([name, value] for name, value in self.attributes.items()),
            }
        )


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is handed back."""

    row: int
    column: str
    reason: str


def read_rows(data: bytes, *, period_start: date, period_end: date) -> Iterator[AcceptedRow | RejectedRow]:
    """One answer for each row of the file, in order.

    Raises:
        UnreadableFile: too large, not UTF-8, no or doubled columns.
    """
    header, records = _table(data)
    for number, cells in records:
        if isinstance(cells, str):
            yield RejectedRow(number, "", cells)
            continue
        yield _row(number, dict(zip(header, cells, strict=True)), period_start, period_end)


def _table(data: bytes) -> tuple[list[str], Iterator[tuple[int, list[str] | str]]]:
    if len(data) > MAX_BYTES:
        raise UnreadableFile("The file is larger than 10 MB.", where="file", mend="Split it by month or site.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            f"The file is not UTF-8 (line {line}).", where="file", mend="Save it as “CSV UTF-8”."
        ) from error
    if "\x00" in text:
        raise UnreadableFile("The file holds NUL characters; it is no CSV.", where="file")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip().lower() for cell in next(reader)]
    except StopIteration:
        raise UnreadableFile("The file is empty.", where="file", mend=_columns_wanted()) from None
    except csv.Error as error:
        raise UnreadableFile(f"The header cannot be read: {error}.", where="row 1") from error
    _check_header(header)
    return header, _records(reader, len(header))


def _columns_wanted() -> str:
    return f"Columns: {', '.join(REQUIRED)}; optional: {', '.join(OPTIONAL)}; others by the agent's inputs."


def _check_header(header: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in header]
    doubled = sorted({name for name in header if header.count(name) > 1})
    if missing:
        raise UnreadableFile(f"Columns are missing: {', '.join(missing)}.", where="row 1", mend=_columns_wanted())
    if doubled:
        names = ", ".join(name or "(without a name)" for name in doubled)
        raise UnreadableFile(f"Columns stand twice: {names}.", where="row 1", mend="Name each column once.")
    if len(header) > MAX_COLUMNS:
        raise UnreadableFile("The file has more than 100 columns.", where="row 1")


def _records(reader: Iterator[list[str]], width: int) -> Iterator[tuple[int, list[str] | str]]:
    number = FIRST_ROW
    while True:
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield number, _unreadable(error)
        else:
            if number - FIRST_ROW >= MAX_ROWS:
                raise UnreadableFile("The file has more than 100,000 rows.", where="file", mend="Split it.")
            if not any(cells):
                number += 1
                continue
            if len(cells) != width:
                yield number, f"The row has {len(cells)} cells, the header {width}."
            elif any(len(cell) > MAX_CELL for cell in cells):
                yield number, "A cell is longer than 500 characters."
            else:
                yield number, cells
        number += 1


def _unreadable(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "A quote is opened and not closed; everything after it belongs to this row."
    return f"The row cannot be read: {error}."


def _row(number: int, cells: dict[str, str], period_start: date, period_end: date) -> AcceptedRow | RejectedRow:
    column = ""
    try:
        for column in REQUIRED:
            if not cells[column]:
                return RejectedRow(number, column, "The cell is empty.")
        for column, most in LONGEST.items():
            if len(cells.get(column, "")) > most:
                return RejectedRow(number, column, f"Longer than {most} characters.")
        column = "start"
        start = _date(cells["start"])
        column = "end"
        end = _date(cells["end"])
        if end < start:
            return RejectedRow(number, "end", f"{end} lies before the start, {start}.")
        if start < period_start or end > period_end:
            outside = "start" if start < period_start else "end"
            return RejectedRow(number, outside, f"Outside the period {period_start} to {period_end}.")
        column = "quantity"
        value = parse_number(cells["quantity"])
        if len(canonical_number(value)) > LONGEST["quantity"]:
            return RejectedRow(number, "quantity", f"Takes more than {LONGEST['quantity']} characters to write out.")
        if value < 0:
            detail = "Negative. To correct a calculation, take it back (a reversal) and upload the right row."
            return RejectedRow(number, "quantity", detail)
        column = "unit"
        document = {"value": cells["quantity"], "unit": cells["unit"]}
        basis = cells.get("basis", "")
        Quantity.from_document(document | ({"basis": basis} if basis else {}))
        column = "estimated"
        is_estimated = _estimated(cells.get("estimated", ""))
    except GreenLangError as error:
        return RejectedRow(number, column, f"{error.message} {error.mend}".strip())
    except ValueError as error:
        return RejectedRow(number, column, str(error))
    known = {*REQUIRED, *OPTIONAL}
    return AcceptedRow(
        number,
        cells["site"],
        start,
        end,
        canonical_number(value),
        cells["unit"],
        basis,
        cells.get("reference", ""),
        {name: cell for name, cell in cells.items() if name not in known and cell},
        cells.get("description", ""),
        is_estimated,
    )


def _estimated(text: str) -> bool:
    try:
        return ESTIMATED[text.lower()]
    except KeyError:
        raise ValueError(f"“{text[:40]}” says neither yes nor no; write estimated or actual.") from None


def _date(text: str) -> date:
    try:
        if not text.isascii() or len(text) != len("2025-01-31"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text[:40]}” is no date; write it as 2025-01-31.") from None
