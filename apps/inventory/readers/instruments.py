"""A list of contractual instruments, CSV or Excel: texts by column, as `instruments.listed` reads them."""

import csv
import io
from collections.abc import Iterator

from apps.inventory.errors import UnreadableFile
from apps.inventory.instruments.listed import COLUMNS, REQUIRED
from apps.inventory.readers.bounded import file_facts, sheet_records
from apps.inventory.readers.files import kind_of

MAX_BYTES = 2 * 1024 * 1024
_SYNONYMS = {
    "type": "kind", "from": "vintage_start", "until": "vintage_end", "to": "vintage_end", "amount": "quantity",
    "volume": "quantity", "serial from": "serial_first", "serial to": "serial_last", "retired": "retired_on",
    "beneficiary": "retired_for", "note": "notes", "country": "market",
}  # fmt: skip


def read_instruments(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and texts of each row that says anything; of a workbook its first sheet.

    Raises:
        UnreadableFile: too large, no table, not UTF-8, columns missing, doubled or unknown, a cell without a value.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("The file is larger than 2 MB.", where="file", mend="Split it.")
    if data and kind_of(data) == "xlsx":
        return _sheet(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("The file is not UTF-8.", where="file", mend="Save it as “CSV UTF-8”.") from error
    if "\x00" in text:
        raise UnreadableFile("The file holds NUL characters; it is no CSV.", where="file", mend="Save it as CSV.")
    return _records(text)


def _sheet(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    _, sheets = file_facts(data)
    if not sheets:
        raise UnreadableFile("The workbook is empty.", where="file", mend="Choose another.")
    header = [_named(cell) for cell in sheets[0].header]
    _check(header)
    for record in sheet_records(data, sheets[0].name):
        if record.problem or record.problems:
            why = record.problem or next(iter(record.problems.values()))
            raise UnreadableFile(f"Row {record.number}: {why}", where=f"row {record.number}", mend="Mend the cell.")
        if any(record.cells):
            yield record.number, dict(zip(header, record.cells, strict=False))


def _records(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [_named(cell) for cell in next(reader)]
        _check(header)
        for number, cells in enumerate(reader, start=2):
            if any(cell.strip() for cell in cells):
                yield number, dict(zip(header, (cell.strip() for cell in cells), strict=False))
    except StopIteration:
        raise UnreadableFile("The file is empty.", where="file", mend="Choose another.") from None
    except csv.Error as error:
        raise UnreadableFile(f"The file cannot be read: {error}.", where="file", mend="Save it as CSV.") from error


def _named(cell: str) -> str:
    said = " ".join(cell.lower().replace("_", " ").split())
    return _SYNONYMS.get(said, said.replace(" ", "_"))


def _check(header: list[str]) -> None:
    mend = f"The first row names the columns: {', '.join(COLUMNS)}."
    missing = [name for name in REQUIRED if name not in header]
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    unknown = [name for name in header if name and name not in COLUMNS]
    for what, names in (("missing", missing), ("there twice", doubled), ("not known", unknown)):
        if names:
            raise UnreadableFile(f"Columns are {what}: {', '.join(names)[:300]}.", where="row 1", mend=mend)
