"""The sheets of the workbook that are tables of the snapshot: lines, gases, factors, inputs, provenance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from apps.reports.formats.cells import (
    Column,
    agreement,
    finish_sheet,
    finish_table_sheet,
    put_header,
    put_number,
    put_table,
    put_text,
    set_widths,
)
from apps.reports.formats.scopes import ScopeLook, scope_look
from apps.reports.shapes import InventoryLine, InventorySnapshot, LineGas, RegisteredFactor
from apps.reports.totals import counted_part, counts_in_total
from greenlang.engine.canonical_json import sha256_of


@dataclass(frozen=True)
class GasRow:
    """A row of the sheet of gases."""

    line: InventoryLine
    gas: LineGas


@dataclass(frozen=True)
class LineRow:
    """A row of the sheet of lines, and the rows its gases take in theirs."""

    line: InventoryLine
    first_gas: int
    last_gas: int


def scope_label(look: ScopeLook) -> str:
    """A scope with its mark; the same text on every sheet, so that a formula can look it up."""
    return f"{look.character} {look.title}"


GAS_COLUMNS: tuple[Column[GasRow], ...] = (
    Column("Line", 7, lambda r, _: r.line["n"], "number"),
    Column("Scope", 26, lambda r, _: scope_label(scope_look(r.line["scope"]))),
    Column("Part in the total (0 to 1)", 9, lambda r, _: _in_total(r.line), "number"),
    Column("Gas", 14, lambda r, _: r.gas["gas"]),
    Column("Factor", 12, lambda r, _: r.gas["value"], "number"),
    Column("Unit of factor", 22, lambda r, _: r.gas["unit"]),
    Column("Factor id", 24, lambda r, _: r.gas["ef_cid"], "id"),
    Column("Mass, kg", 16, lambda r, _: r.gas["mass"], "mass"),
    Column("Mass, kg, where over 15 digits", 26, lambda r, _: r.gas["mass"], "exact"),
    Column("GWP, kg CO2e/kg", 9, lambda r, _: r.gas["gwp"], "number"),
    Column("Calculated, kg CO2e", 16, lambda r, _: r.gas["co2e"], "mass"),
    Column("Calculated, kg CO2e, where over 15 digits", 26, lambda r, _: r.gas["co2e"], "exact"),
    Column("Recomputed here: mass × GWP, kg CO2e", 18, lambda _, n: f"=H{n}*J{n}", "formula"),
    Column("Check", 9, lambda _, n: agreement(f"K{n}", f"M{n}"), "check"),
)

LINE_COLUMNS: tuple[Column[LineRow], ...] = (
    Column("Line", 7, lambda r, _: r.line["n"], "number"),
    Column("Scope", 26, lambda r, _: scope_label(scope_look(r.line["scope"]))),
    Column("Part in the total (0 to 1)", 9, lambda r, _: _in_total(r.line), "number"),
    Column("Site", 24, lambda r, _: r.line["site"]),
    Column("Activity", 26, lambda r, _: r.line["activity"]),
    Column("From", 11, lambda r, _: r.line["start"], "day"),
    Column("To", 11, lambda r, _: r.line["end"], "day"),
    Column("Quantity", 14, lambda r, _: r.line["quantity"], "number"),
    Column("Unit", 14, lambda r, _: r.line["unit"]),
    Column("Formula", 30, lambda r, _: r.line["formula_text"]),
    Column("Parameters", 34, lambda r, _: _parameters(r.line)),
    Column("Factor", 12, lambda r, _: r.line["factor"]["value"], "number"),
    Column("Unit of factor", 22, lambda r, _: r.line["factor"]["unit"]),
    Column("Calculated, kg CO2e", 16, lambda r, _: r.line["co2e_kg"], "mass"),
    Column("Calculated, kg CO2e, where over 15 digits", 26, lambda r, _: r.line["co2e_kg"], "exact"),
    Column("Recomputed here from the gases, kg CO2e", 18, lambda r, _: _sum_of_gases(r), "formula"),
    Column("Check", 9, lambda _, n: agreement(f"N{n}", f"P{n}"), "check"),
    Column("Source of factor", 30, lambda r, _: r.line["factor"]["source"]),
    Column("Edition", 18, lambda r, _: r.line["factor"]["edition"]),
    Column("Table", 12, lambda r, _: r.line["factor"]["table"]),
    Column("Citation", 60, lambda r, _: r.line["factor"]["citation"]),
    Column("Licence", 28, lambda r, _: r.line["factor"]["licence"]),
    Column("Factor id", 24, lambda r, _: r.line["factor"]["ef_cid"], "id"),
    Column("Agent", 28, lambda r, _: r.line["agent"]),
    Column("Source file", 24, lambda r, _: r.line["source_file"]),
    Column("Source row", 9, lambda r, _: r.line["source_row"]),
    Column("Formula id", 18, lambda r, _: r.line["formula_id"]),
    Column("Calculation", 38, lambda r, _: r.line["calculation_id"], "id"),
    Column("Ledger sequence", 10, lambda r, _: r.line["sequence"], "number"),
    Column("Input hash", 70, lambda r, _: r.line["input_hash"], "id"),
    Column("Result hash", 70, lambda r, _: r.line["result_hash"], "id"),
    Column("Chain hash", 70, lambda r, _: r.line["chain_hash"], "id"),
    Column("Part the company counts", 10, lambda r, _: r.line.get("share", "1"), "number"),
)
SHARE_COLUMN = get_column_letter(len(LINE_COLUMNS))

FACTOR_COLUMNS: tuple[Column[RegisteredFactor], ...] = (
    Column("Factor id", 24, lambda r, _: r["ef_cid"], "id"),
    Column("Gas", 14, lambda r, _: r["gas"]),
    Column("Value", 12, lambda r, _: r["value"], "number"),
    Column("Unit", 24, lambda r, _: r["unit"]),
    Column("Value, where over 15 digits", 20, lambda r, _: r["value"], "exact"),
    Column("Activity", 28, lambda r, _: r["activity"]),
    Column("Region", 10, lambda r, _: r["region"]),
    Column("Basis", 10, lambda r, _: r["basis"]),
    Column("Data year", 10, lambda r, _: r["data_year"]),
    Column("Source", 32, lambda r, _: r["source"]),
    Column("Edition", 20, lambda r, _: r["edition"]),
    Column("Table", 14, lambda r, _: r["table"]),
    Column("Citation", 70, lambda r, _: r["citation"]),
    Column("Licence", 32, lambda r, _: r["licence"] or "unknown"),
)


def write_gases(sheet: Any, lines: Sequence[InventoryLine]) -> int:
    """One row per gas of each line; returns the number of the last row."""
    last = put_table(sheet, GAS_COLUMNS, [GasRow(line, gas) for line in lines for gas in line["gases"]])
    finish_table_sheet(sheet, GAS_COLUMNS, last, freeze="B2")
    _colour_scopes(sheet, last, [line["scope"] for line in lines for _ in line["gases"]])
    return last


def write_lines(sheet: Any, lines: Sequence[InventoryLine]) -> int:
    """One row per line, recomputed from the sheet of gases; returns the number of the last row."""
    rows, next_gas = [], 2
    for line in lines:
        rows.append(LineRow(line, next_gas, next_gas + len(line["gases"]) - 1))
        next_gas += len(line["gases"])
    last = put_table(sheet, LINE_COLUMNS, rows)
    finish_table_sheet(sheet, LINE_COLUMNS, last, freeze="E2")
    # On paper the first columns, up to the check; all of them would be too small to read.
    sheet.print_area = f"A1:Q{last}"
    _colour_scopes(sheet, last, [line["scope"] for line in lines])
    return last


def write_factors(sheet: Any, factors: Sequence[RegisteredFactor]) -> None:
    """The factor register."""
    last = put_table(sheet, FACTOR_COLUMNS, factors)
    finish_table_sheet(sheet, FACTOR_COLUMNS, last, freeze="B2")


def write_inputs(sheet: Any, snapshot: InventorySnapshot) -> None:
    """Completeness of the data, file by file, then every rejected row with its reason."""
    titles = ["File", "Rows in", "Accepted", "Rejected", "Duplicate", "Rows in = the rest", "SHA-256"]
    put_header(sheet, 1, titles, range(2, 6))
    for number, entry in enumerate(snapshot["inputs"], start=2):
        put_text(sheet.cell(number, 1), entry["file"])
        for column, count in enumerate(
            (entry["rows_in"], entry["accepted"], entry["rejected"], entry["duplicate"]), start=2
        ):
            put_number(sheet.cell(number, column), count)
        check = sheet.cell(number, 6)
        check.style = "Report note"
        check.value = f'=IF(B{number}=C{number}+D{number}+E{number},"agrees","differs")'
        put_text(sheet.cell(number, 7), entry["sha256"], "Report id")
    first = len(snapshot["inputs"]) + 4
    put_text(sheet.cell(first - 1, 1), "Rows not taken", "Report heading")
    put_header(sheet, first, ["File", "Row", "Column", "Reason"], [2])
    for number, row in enumerate(snapshot["rejected"], start=first + 1):
        put_text(sheet.cell(number, 1), row["file"])
        put_number(sheet.cell(number, 2), row["row"])
        put_text(sheet.cell(number, 3), row["column"])
        put_text(sheet.cell(number, 4), row["reason"])
    set_widths(sheet, [34, 12, 16, 12, 12, 18, 70])
    sheet.freeze_panes = "B2"
    finish_sheet(sheet)


def write_provenance(sheet: Any, snapshot: InventorySnapshot) -> None:
    """What proves the workbook, and how to check it."""
    ledger = snapshot["ledger"]
    rows = [
        ("Snapshot", snapshot["snapshot_hash"]),
        ("Schema", snapshot["schema"]),
        ("Factor set", sha256_of(snapshot["factors"])),
        ("Ledger head", ledger["head_hash"]),
        ("Ledger records", ledger["records"]),
        ("Ledger head sequence", ledger["head_sequence"]),
        ("Ledger verified", "yes" if ledger["verified"] else "no"),
        ("Engine", snapshot["engine"]["version"]),
        ("Global warming potentials", snapshot["gwp_set"]),
        ("Prepared", snapshot["prepared_at"]),
        ("Status", snapshot["status"]),
        *_boundary(snapshot),
        *_assumed(snapshot),
        *_signed(snapshot),
        ("Assurance", "Not verified by a third party"),
    ]
    put_header(sheet, 1, ["What", "Value"])
    for number, (name, value) in enumerate(rows, start=2):
        put_text(sheet.cell(number, 1), name)
        put_text(sheet.cell(number, 2), value)
    notes = (
        "Calculated figures are the ledger's; the columns beside them are live formulas of this workbook.",
        "A spreadsheet holds 15 digits: where a figure has more, the exact decimal stands beside it as text.",
        "Totals count electricity by the location-based method; lines by the market-based method have 0 "
        "in the column “Part in the total”.",
        "Lines show the whole of what was calculated; totals count the part by the consolidation approach.",
        "Biogenic CO2 is outside the scopes and has a GWP of 0 here.",
    )
    for number, note in enumerate(notes, start=len(rows) + 3):
        put_text(sheet.cell(number, 1), note, "Report quiet")
    set_widths(sheet, [28, 78])
    finish_sheet(sheet)


def _boundary(snapshot: InventorySnapshot) -> list[tuple[str, str]]:
    """The consolidation approach, and what counts of each entity."""
    boundary = snapshot.get("boundary")
    if boundary is None:
        return []
    parts = [(f"Counts of {entity['name']}", entity["share"]) for entity in boundary["entities"]]
    outside = [("Lines outside the boundary", boundary["outside"])] if boundary["outside"] != "0" else []
    return [("Consolidation approach", boundary["approach"]), *parts, *outside]


def _assumed(snapshot: InventorySnapshot) -> list[tuple[str, str]]:
    """What the mapping of rows takes for granted, group by group, with what hangs on it."""
    return [
        (
            f"Taken for granted: {each['text']}",
            f"{'. '.join(each['taken'])}. Factor: {each['factor']}. {each['rows']} "
            f"line{'' if each['rows'] == '1' else 's'}, {each['co2e_kg']} kg CO2e. "
            f"{each['decided_by']}, {each['decided_at'][:10]}: {each['reason'] or 'no reason was asked for'}",
        )
        for each in snapshot.get("assumptions", [])
    ]


def _signed(snapshot: InventorySnapshot) -> list[tuple[str, str]]:
    """Who answers for a final report, what was accepted, and what it replaces."""
    sign_off = snapshot.get("sign_off")
    if sign_off is None:
        return [("Sign-off", "Not signed off")]
    preparer, approver = sign_off["preparer"], sign_off["approver"]
    rows = [
        ("Round", sign_off["round"]),
        ("Preparer", f"{preparer['name']}, {preparer['at']}: {preparer['note']}"),
        ("Approver", f"{approver['name']}, {approver['at']}: {approver['note']}".removesuffix(": ")),
        ("Snapshot as submitted", sign_off["draft_hash"]),
        ("Sign-off statement", sign_off["statement_hash"]),
        ("Signing key", sign_off["key"]),
        ("Signature", sign_off["signature"]),
        *((f"Accepted: {limit['title']}", f"{limit['detail']} {limit['reason']}") for limit in sign_off["limits"]),
    ]
    restates = sign_off.get("restates")
    if restates is None:
        return rows
    return [
        *rows,
        ("Restates", f"Round {restates['round']}, snapshot {restates['snapshot_hash']}: {restates['reason']}"),
        ("Difference, kg CO2e", f"{restates['after']} - {restates['before']} = {restates['difference']}"),
    ]


def _in_total(line: InventoryLine) -> str:
    return counted_part(line, "1") if counts_in_total(line) else "0"


def _parameters(line: InventoryLine) -> str:
    return "; ".join(f"{p['name']} {p['value']} {p['unit']}" for p in line.get("parameters", []))


def _sum_of_gases(row: LineRow) -> str:
    return f"=SUM(Gases!M{row.first_gas}:M{row.last_gas})" if row.line["gases"] else "=0"


def _colour_scopes(sheet: Any, last: int, scopes: Sequence[str]) -> None:
    fonts = {key: Font(name="Calibri", size=10, color=scope_look(key).ink) for key in set(scopes)}
    fills = {key: PatternFill("solid", fgColor=scope_look(key).tint) for key in set(scopes)}
    for number, key in zip(range(2, last + 1), scopes, strict=True):
        cell = sheet.cell(number, 2)
        cell.font, cell.fill = fonts[key], fills[key]
