"""The sheets of the workbook on factors, inputs and provenance."""

from typing import Any

from apps.reports.formats.cells import (
    Column,
    finish_sheet,
    fit_rows,
    put_header,
    put_number,
    put_text,
    set_widths,
)
from apps.reports.shapes import InventorySnapshot, RegisteredFactor
from greenlang.engine.canonical_json import sha256_of

FACTOR_COLUMNS: tuple[Column[RegisteredFactor], ...] = (
    Column("Factor id", 30, lambda r, _: r["ef_cid"], "id"),
    Column("Gas", 14, lambda r, _: r["gas"]),
    Column("Value", 12, lambda r, _: r["value"], "number"),
    Column("Unit", 24, lambda r, _: r["unit"]),
    Column("Value, where over 15 digits", 20, lambda r, _: r["value"], "exact"),
    Column("Activity", 28, lambda r, _: r["activity"], "wrapped"),
    Column("Region", 10, lambda r, _: r["region"]),
    Column("Basis", 10, lambda r, _: r["basis"]),
    Column("Data year", 10, lambda r, _: r["data_year"]),
    Column("Source", 32, lambda r, _: r["source"], "wrapped"),
    Column("Edition", 20, lambda r, _: r["edition"], "wrapped"),
    Column("Table", 14, lambda r, _: r["table"], "wrapped"),
    Column("Citation", 48, lambda r, _: r["citation"], "wrapped"),
    Column("Licence", 32, lambda r, _: r["licence"] or "unknown", "wrapped"),
)


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
        ("Assurance", assurance_told(snapshot)),
    ]
    put_header(sheet, 1, ["What", "Value"])
    for number, (name, value) in enumerate(rows, start=2):
        put_text(sheet.cell(number, 1), name, "Report wrapped")
        put_text(sheet.cell(number, 2), value, "Report wrapped")
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
    widths = [32, 100]
    set_widths(sheet, widths)
    fit_rows(sheet, widths)
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


def assurance_told(snapshot: InventorySnapshot) -> str:
    """Who verified the inventory, or that nobody has."""
    assurance = snapshot.get("disclosures", {}).get("assurance")
    if assurance is None:
        return "Not verified by a third party"
    return f"{assurance['level']} by {assurance['provider']}, {assurance['standard']}, {assurance['on']}"
