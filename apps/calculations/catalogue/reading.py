"""Reads an edition's folder: ``edition.toml`` beside ``factors.csv`` or ``gwp.csv``.

Every rule is checked before anything is handed out, and all findings come together, each with file and line.
"""

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from apps.calculations.catalogue.columns import (
    FACTOR_COLUMNS,
    GWP_COLUMNS,
    OPTIONAL_COLUMNS,
    Findings,
    factor_row,
    gwp_row,
)
from apps.calculations.catalogue.description import edition_of
from apps.calculations.catalogue.editions import Edition, EditionKind, FactorRow, GwpRow, GwpUse, ReadEdition
from apps.calculations.catalogue.errors import InvalidEdition
from greenlang.engine.gases import CH4, CO2

EDITIONS = Path(__file__).parent / "editions"
"""The editions the product carries."""

MAX_BYTES = 32 * 1024 * 1024
MAX_FINDINGS = 50
Row = TypeVar("Row", FactorRow, GwpRow)


def read_editions(directory: Path = EDITIONS) -> tuple[ReadEdition, ...]:
    """Every edition below a folder, by slug.

    Raises:
        InvalidEdition: a folder breaks the rules, or there is none.
    """
    folders = sorted(path.parent for path in directory.glob("*/edition.toml"))
    if not folders:
        mend = "Each edition is a folder with an edition.toml."
        raise InvalidEdition("There is no catalogue edition here.", where=str(directory), mend=mend)
    return tuple(read_edition(folder) for folder in folders)


def read_edition(folder: Path) -> ReadEdition:
    """One edition: its description and all its rows.

    Raises:
        InvalidEdition: with every finding in ``errors``, each ``pointer`` "folder/file:line".
    """
    edition = edition_of(_toml(folder), where=f"{folder.name}/edition.toml")
    if edition.slug != folder.name:
        message = f"The slug {edition.slug!r} is not the folder's name {folder.name!r}."
        raise InvalidEdition(message, where=f"{folder.name}/edition.toml", mend="Make them the same.")
    if edition.kind is EditionKind.GWP:
        rows = _rows(
            folder,
            "gwp.csv",
            columns=GWP_COLUMNS,
            optional=(),
            edition=edition,
            typed=gwp_row,
            identity=lambda row: (row.gas, row.origin),
        )
        _check_gwp_set(rows, edition)
        return ReadEdition(edition, gwps=rows)
    factors = _rows(
        folder,
        "factors.csv",
        columns=FACTOR_COLUMNS,
        optional=OPTIONAL_COLUMNS,
        edition=edition,
        typed=factor_row,
        identity=lambda row: (*row.bundle, row.gas),
    )
    return ReadEdition(edition, factors=factors)


def _toml(folder: Path) -> dict[str, object]:
    where = f"{folder.name}/edition.toml"
    try:
        return tomllib.loads(_text(folder / "edition.toml"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        place = f"{where}:{line[1]}" if line else where
        raise InvalidEdition(f"This is not TOML: {error}.", where=place) from None


def _text(path: Path) -> str:
    where = f"{path.parent.name}/{path.name}"
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidEdition(f"The file cannot be read: {error.strerror}.", where=where) from None
    if len(content) > MAX_BYTES:
        raise InvalidEdition(f"The file is larger than {MAX_BYTES} bytes.", where=where)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InvalidEdition("The file is not UTF-8.", where=f"{where}:{line}") from None


def _rows(
    folder: Path,
    name: str,
    *,
    columns: tuple[str, ...],
    optional: tuple[str, ...],
    edition: Edition,
    typed: Callable[[dict[str, str], Edition, Findings], Row | None],
    identity: Callable[[Row], tuple[str, ...]],
) -> tuple[Row, ...]:
    """The rows of one CSV file, none twice by ``identity``."""
    rows: list[Row] = []
    findings = Findings(f"{folder.name}/{name}")
    seen: dict[tuple[str, ...], int] = {}
    for line, record in _records(_text(folder / name), columns, optional, findings):
        findings.line = line
        row = typed(record, edition, findings)
        if row is not None:
            first = seen.setdefault(identity(row), line)
            if first != line:
                findings.add(f"The same figure as in line {first}.", "duplicate")
            rows.append(row)
    if not rows and not findings.found:
        findings.add("There are no rows.", "empty")
    if findings.found:
        raise _invalid(findings)
    return tuple(rows)


def _records(
    text: str, columns: tuple[str, ...], optional: tuple[str, ...], findings: Findings
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and columns of each row, optional ones that are not there empty; other widths become findings."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    absent = dict.fromkeys(optional, "")
    try:
        header = next(reader, [])
        if tuple(header) != columns + tuple(column for column in optional if column in header):
            findings.line = 1
            findings.add(f"The columns are {', '.join(header)}; expected are {', '.join(columns)}.", "columns")
            return
        for cells in reader:
            if len(cells) != len(header):
                findings.line = reader.line_num
                findings.add(f"The row has {len(cells)} cells; {len(header)} are expected.", "cells")
                continue
            yield reader.line_num, absent | dict(zip(header, cells, strict=True))
    except csv.Error as error:
        findings.line = reader.line_num
        findings.add(f"This is not CSV: {error}.", "csv")


def _invalid(findings: Findings) -> InvalidEdition:
    first, count = findings.found[0], len(findings.found)
    more = f" ({count - 1} more findings.)" if count > 1 else ""
    return InvalidEdition(first["detail"] + more, where=first["pointer"], errors=findings.found[:MAX_FINDINGS])


def _check_gwp_set(rows: tuple[GwpRow, ...], edition: Edition) -> None:
    """A usable set says what CO2 and methane count."""
    usable = {row.gas for row in rows if row.use is GwpUse.INVENTORY}
    missing = {CO2, CH4} - usable
    if missing:
        message = f"The set has no inventory value for {', '.join(sorted(missing))}."
        raise InvalidEdition(message, where=f"{edition.slug}/gwp.csv", mend="Mark the row that serves inventories.")
