"""A site list from CSV: ``site`` (or ``name``), ``entity``, ``country``, ``region``, ``opened``, ``closed``."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from apps.inventory.errors import UnreadableFile
from greenlang.errors import InvalidInput

COLUMNS = ("site", "entity", "country", "region", "opened", "closed")
MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 10_000
_SYNONYMS = {"name": "site", "opened on": "opened", "closed on": "closed", "grid": "region"}


@dataclass(frozen=True, slots=True)
class ListedSite:
    """A site as the list says it; ``facts`` are what the list says besides name and entity."""

    row: int
    name: str
    entity: str
    facts: dict[str, object] = field(default_factory=dict)


def read_sites(data: bytes) -> list[ListedSite]:
    """Every site of the list, in order; a column that is not there leaves what is known as it is.

    Raises:
        UnreadableFile: too large, not UTF-8, no column ``site``.
        InvalidInput: with every row that is wrong in ``errors``.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("The file is larger than 2 MB.", where="file", mend="Split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("The file is not UTF-8.", where="file", mend="Save it as “CSV UTF-8”.") from error
    if "\x00" in text:
        raise UnreadableFile("The file holds NUL characters; it is no CSV.", where="file", mend="Save it as CSV.")
    return listed_sites(_records(text))


def _records(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [_SYNONYMS.get(cell.strip().lower(), cell.strip().lower()) for cell in next(reader)]
        if "site" not in header:
            mend = f"The first row names the columns: {', '.join(COLUMNS)}."
            raise UnreadableFile("There is no column “site”.", where="row 1", mend=mend)
        for number, cells in enumerate(reader, start=2):
            if number > MAX_ROWS + 1:
                raise UnreadableFile("The list has more than 10,000 rows.", where="file", mend="Split it.")
            if any(cell.strip() for cell in cells):
                yield number, dict(zip(header, (cell.strip() for cell in cells), strict=False))
    except StopIteration:
        raise UnreadableFile("The file is empty.", where="file", mend="Choose another.") from None
    except csv.Error as error:
        raise UnreadableFile(f"The file cannot be read: {error}.", where="file", mend="Save it as CSV.") from error


def listed_sites(records: Iterable[tuple[int, Mapping[str, str]]]) -> list[ListedSite]:
    """Sites of rows that say them by `COLUMNS`, each with its number.

    Raises:
        InvalidInput: with every row that is wrong in ``errors``.
    """
    sites, findings = [], []
    for number, cells in records:
        try:
            sites.append(_site(number, cells))
        except ValueError as error:
            findings.append({"pointer": f"row {number}", "detail": str(error), "code": "", "mend": ""})
    if findings:
        raise InvalidInput("The site list was not taken in.", where="file", errors=findings)
    return sites


def _site(number: int, cells: Mapping[str, str]) -> ListedSite:
    if not cells["site"]:
        raise ValueError("The site has no name.")
    facts: dict[str, object] = {}
    for column in ("country", "region"):
        if column in cells:
            facts[column] = cells[column].upper() if column == "country" else cells[column]
    for column in ("opened", "closed"):
        if column in cells:
            facts[f"{column}_on"] = _day(column, cells[column])
    return ListedSite(number, cells["site"], cells.get("entity", ""), facts)


def _day(column: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{column}: “{text[:40]}” is no date; write it as 2025-01-31.") from None
