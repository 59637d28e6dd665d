"""A report as CSV: one table a file, numbers exactly as the snapshot has them, and all of them in one archive. Pure."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from apps.reports.datapoints import datapoints_of
from apps.reports.shapes import InventoryLine, InventorySnapshot
from apps.reports.snapshot import verify_snapshot
from apps.reports.totals import counted_part, counts_in_total
from greenlang.spreadsheet_text import inert

_FACTOR = ("ef_cid", "value", "unit", "source", "edition", "table", "citation", "licence")
_REGISTERED = (
    "ef_cid", "gas", "value", "unit", "activity", "region", "source", "edition", "table", "data_year", "basis",
    "citation", "licence",
)  # fmt: skip
_OF_A_LINE = (
    "n", "calculation_id", "scope", "site", "activity", "start", "end", "quantity", "unit", "formula_id",
    "formula_text", "co2e_kg", "entity", "country", "is_estimated", "source_file", "source_row", "agent", "sequence",
    "input_hash", "result_hash", "chain_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table of a report: the name of its file without the ending, its columns, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[InventorySnapshot], Iterable[Sequence[object]]]


def _lines(snapshot: InventorySnapshot) -> Iterator[Sequence[object]]:
    for line in snapshot["lines"]:
        said: Mapping[str, object] = {**line}
        category, energy = line.get("category"), line.get("energy")
        yield [
            *(said.get(name, "") for name in _OF_A_LINE),
            line.get("share", "1"),
            counted_part(line, line["co2e_kg"]) if counts_in_total(line) else "0",
            *((category["id"], category["scope3"]) if category else ("", "")),
            *((energy["mwh"], energy["basis"], energy["carrier"]) if energy else ("", "", "")),
            *({**line["factor"]}[name] for name in _FACTOR),
        ]


def _gases(snapshot: InventorySnapshot) -> Iterator[Sequence[object]]:
    for line in snapshot["lines"]:
        for gas in line["gases"]:
            yield (line["n"], line["scope"], *(gas[name] for name in _GAS))


_GAS: Final = ("gas", "ef_cid", "value", "unit", "mass", "gwp", "co2e")


def _terms(snapshot: InventorySnapshot) -> Iterator[Sequence[object]]:
    for line in snapshot["lines"]:
        yield from _terms_of(line)


def _terms_of(line: InventoryLine) -> Iterator[Sequence[object]]:
    for each in line.get("inputs", []):
        yield (line["n"], each["name"], each["value"], each["unit"], "")
    for published in line.get("parameters", []):
        yield (line["n"], published["name"], published["value"], published["unit"], published["ef_cid"])


def _factors(snapshot: InventorySnapshot) -> Iterator[Sequence[object]]:
    for factor in snapshot["factors"]:
        said: Mapping[str, object] = {**factor}
        yield [said[name] for name in _REGISTERED]


def _datapoints(snapshot: InventorySnapshot) -> Iterator[Sequence[object]]:
    for point in datapoints_of(snapshot).values():
        yield (point.id, point.title, point.section, point.stated_text, point.value, point.unit, point.decimals)


def _files(snapshot: InventorySnapshot) -> Iterator[Sequence[object]]:
    for entry in snapshot["inputs"]:
        yield [entry[name] for name in _FILE]


_FILE: Final = ("file", "sha256", "rows_in", "accepted", "rejected", "duplicate")


def _rejected(snapshot: InventorySnapshot) -> Iterator[Sequence[object]]:
    for row in snapshot["rejected"]:
        yield (row["file"], row["row"], row["column"], row["reason"])


TABLES: Final = (
    CsvTable(
        "datapoints", ("id", "title", "section", "stated", "exact", "unit", "decimals"), _datapoints
    ),
    CsvTable(
        "lines",
        (
            *_OF_A_LINE, "share", "counted_co2e_kg", "category", "scope3_category", "energy_mwh", "energy_basis",
            "energy_carrier", *(f"factor_{name}" for name in _FACTOR),
        ),
        _lines,
    ),
    CsvTable("gases", ("line", "scope", "gas", "ef_cid", "factor", "factor_unit", "mass_kg", "gwp", "co2e_kg"), _gases),
    CsvTable("terms", ("line", "name", "value", "unit", "ef_cid"), _terms),
    CsvTable("factors", _REGISTERED, _factors),
    CsvTable("files", _FILE, _files),
    CsvTable("rejected", ("file", "row", "column", "reason"), _rejected),
)  # fmt: skip
"""Every table, in the order of the archive."""


def write_table(snapshot: Mapping[str, object], name: str) -> bytes:
    """One table as CSV by RFC 4180 in UTF-8 with a byte order mark.

    A text that a spreadsheet would take for a formula has an apostrophe before it; numbers stay numbers.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
    """
    table = next(each for each in TABLES if each.name == name)
    return _text(table, verify_snapshot(snapshot))


def write_archive(snapshot: Mapping[str, object]) -> bytes:
    """Every table in one ZIP; the same snapshot gives the same bytes.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
    """
    frozen, packed = verify_snapshot(snapshot), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            # Opened by its name, an entry has the first day of 1980, whatever the clock says.
            with archive.open(f"{table.name}.csv", "w") as file:
                file.write(_text(table, frozen))
    return packed.getvalue()


def _text(table: CsvTable, snapshot: InventorySnapshot) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows([_cell(value) for value in row] for row in table.rows(snapshot))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return inert(str(value))
