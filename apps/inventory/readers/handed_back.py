"""A sheet handed back with what has to be mended: the same columns, the same cells, one column of messages. Pure.

Read again, every cell says what it said: what was right is a duplicate then, and what was mended is new.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from apps.inventory.readers.columns import MESSAGE_COLUMN
from apps.inventory.readers.tables import Record
from greenlang.spreadsheet_text import inert_start

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{0,13}[1-9])?\Z", re.ASCII)
_MOST_DIGITS = 15
_DAY = re.compile(r"(?:19[0-9]{2}|20[0-9]{2})-[01][0-9]-[0-3][0-9]\Z")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDTH, _WIDTH_OF_MESSAGES = 16, 60


def as_cell(text: str) -> str:
    """A text as it is handed back: no spreadsheet takes it for a formula, and it has no control characters."""
    return inert_start(_CONTROLS.sub("", text))


def message_of(row: int, column: str, reason: str) -> str:
    """What the column of messages says of a row that was not accepted."""
    return f"Row {row}: {f'{column}: ' if column else ''}{reason}"


def handed_back(
    header: Sequence[str], records: Iterable[Record], messages: Mapping[int, str], *, only: bool
) -> Iterable[list[str]]:
    """Rows of texts, the header first.

    Args:
        messages: by number of the row, why it was not accepted.
        only: leave out the rows that have no message.
    """
    yield [*map(as_cell, header), MESSAGE_COLUMN]
    for record in records:
        message = messages.get(record.number, "")
        if message or not only:
            cells = [*record.cells, *[""] * (len(header) - len(record.cells))]
            yield [*map(as_cell, cells), as_cell(message)]


def as_csv(rows: Iterable[Sequence[str]], *, delimiter: str, encoding: str) -> bytes:
    """A text file as it came; in UTF-8 where its own characters cannot say everything."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    try:
        return text.getvalue().encode("utf-8-sig" if encoding.startswith("utf-8") else encoding)
    except UnicodeEncodeError:
        return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[str]], *, name: str) -> bytes:
    """A workbook of one sheet; numbers and days are such, and nothing is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\\/*?:\[\]\x00-\x1f\ufffe\uffff]", " ", name)[:31] or "Rows")
    sheet.freeze_panes = "A2"
    for place, row in enumerate(rows):
        if not place:
            for column in range(1, len(row) + 1):
                width = _WIDTH_OF_MESSAGES if column == len(row) else _WIDTH
                sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.append([_cell(sheet, text, heading=not place) for text in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, text: str, *, heading: bool) -> Any:
    value: Any = text if heading else _value(text)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    if heading:
        cell.font = Font(bold=True)
    return cell


def _value(text: str) -> str | Decimal | date:
    if _NUMBER.match(text) and len(text.replace(".", "").lstrip("-")) <= _MOST_DIGITS and text != "-0":
        return Decimal(text)
    if _DAY.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
