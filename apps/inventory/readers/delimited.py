"""Text files with delimiters: which characters, which delimiter, and their records. Pure."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from apps.inventory.errors import UnreadableFile
from apps.inventory.readers.columns import meaning_of
from apps.inventory.readers.tables import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Record

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = 65_536
# In Windows-1252 these say nothing, and in no language do they stand in a text.
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 26}


@dataclass(frozen=True, slots=True)
class Text:
    """A text file as it was understood; ``told`` says so where it was not said in the file itself."""

    text: str
    encoding: str
    delimiter: str
    told: tuple[str, ...]


def read_text(data: bytes) -> Text:
    """What the bytes say.

    UTF-8 and UTF-16 are recognised by their mark or by being nothing else; what is neither is read as Windows-1252
    (Latin-1 with the signs that Windows adds), and that is told.

    Raises:
        UnreadableFile: it is no text.
    """
    encoding = _encoding(data)
    told: list[str] = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        if encoding != "utf-8":
            raise UnreadableFile(
                f"The file says it is {_named(encoding)}, and is not (line {line}).",
                where="file",
                mend="Save it as “CSV UTF-8”.",
            ) from error
        encoding, text = _legacy(data, line)
        told.append(
            f"Read as {_named(encoding)}, since it is not UTF-8 (line {line}): look whether its names are right."
        )
    if "\x00" in text:
        raise UnreadableFile("The file holds NUL characters; it is no CSV.", where="file")
    delimiter = _delimiter(text[:_LOOKED_AT])
    told.append(f"{_named(encoding)}, columns separated by {DELIMITERS[delimiter]}.")
    return Text(text, encoding, delimiter, tuple(told))


def _encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    # UTF-16 without a mark: every second byte of a header of our letters is a NUL.
    head = data[:200]
    if len(head) >= 4 and head[1::2].count(0) > len(head) // 3:
        return "utf-16-le"
    if len(head) >= 4 and head[::2].count(0) > len(head) // 3:
        return "utf-16-be"
    return "utf-8"


def _legacy(data: bytes, line: int) -> tuple[str, str]:
    if _CONTROLS & set(data):
        raise UnreadableFile(
            f"The file is not UTF-8 (line {line}), and no text either.", where="file", mend="Save it as “CSV UTF-8”."
        )
    try:
        return "cp1252", data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1", data.decode("latin-1")


def _named(encoding: str) -> str:
    names = {"cp1252": "Windows-1252", "latin-1": "Latin-1", "utf-8-sig": "UTF-8", "utf-8": "UTF-8"}
    return names.get(encoding, "UTF-16")


def _delimiter(text: str) -> str:
    """The one by which a line near the top names the most columns we know; else the one that splits most lines into
    as many columns as each other.
    """
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    known = {sign: max((_known(line, sign) for line in lines[:20]), default=0) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: known[sign])
    if known[best] > 1:
        return best
    return max(DELIMITERS, key=lambda sign: _regular(lines, sign))


def _known(line: str, delimiter: str) -> int:
    return len({meaning_of(cell.strip('" ')) for cell in line.split(delimiter)[:MAX_COLUMNS]} - {""})


def _regular(lines: list[str], delimiter: str) -> tuple[int, int]:
    widths = [line.count(delimiter) for line in lines]
    most = max(set(widths), key=widths.count, default=0)
    return (widths.count(most) if most else 0), most


def records_of(text: Text) -> Iterator[Record]:
    """Every row that is not blank, the header too, numbered as a spreadsheet counts them.

    Raises:
        UnreadableFile: too many rows or columns.
    """
    reader = csv.reader(io.StringIO(text.text, newline=""), delimiter=text.delimiter, strict=True)
    number = given = 0
    while True:
        number += 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            given += 1
            yield Record(number, (), {}, _unreadable(error))
            continue
        if not any(cells):
            continue
        given += 1
        if given > MAX_ROWS + 1:
            raise UnreadableFile("The file has more than 100,000 rows.", where="file", mend="Split it.")
        if given == 1 and len(cells) > MAX_COLUMNS:
            raise UnreadableFile("The file has more than 100 columns.", where=f"row {number}")
        yield _record(number, cells)


def _record(number: int, cells: list[str]) -> Record:
    if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
        return Record(number, (), {}, f"The row has {len(cells)} cells.")
    long = {place: "Longer than 500 characters." for place, cell in enumerate(cells) if len(cell) > MAX_CELL}
    return Record(number, [unquoted(cell[:MAX_CELL]) for cell in cells[:MAX_COLUMNS]], long)


def unquoted(cell: str) -> str:
    """Without the apostrophe that marks a text which would be taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _unreadable(error: csv.Error) -> str:
    if "unexpected end of data" in str(error):
        return "A quote is opened and not closed; everything after it belongs to this row."
    return f"The row cannot be read: {error}."
