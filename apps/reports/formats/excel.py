"""The workbook: the same snapshot with live formulas, so that an auditor can compute it again."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName

from apps.reports.formats.cells import (
    add_styles,
    agreement,
    finish_sheet,
    mark_differences,
    put_exact,
    put_formula,
    put_header,
    put_number,
    put_text,
    set_widths,
)
from apps.reports.formats.scopes import ScopeLook, all_scopes
from apps.reports.formats.sheets import (
    SHARE_COLUMN,
    scope_label,
    write_factors,
    write_gases,
    write_inputs,
    write_lines,
    write_provenance,
)
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import verify_snapshot
from apps.reports.totals import BIOGENIC

_HEADINGS = (
    "Lines",
    "Calculated",
    "Unit",
    "Exact, where over 15 digits",
    "Recomputed here",
    "Check",
    "t CO2e",
)
_NAMES = {
    "1": "Scope1_CO2e_kg",
    "2-location": "Scope2_location_CO2e_kg",
    "2-market": "Scope2_market_CO2e_kg",
    "3": "Scope3_CO2e_kg",
}
_TOTAL_NAMES = {"location": "Total_CO2e_kg", "market": "Total_market_based_CO2e_kg"}
_MOMENT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_excel(snapshot: Mapping[str, object]) -> bytes:
    """Write a snapshot as a workbook of six sheets: Summary, Lines, Gases, Factors, Inputs, Provenance.

    The same snapshot gives the same bytes. Totals are named ranges (``Total_CO2e_kg`` and one per scope)
    on the calculated figures; the live formulas stand beside them.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
    """
    frozen = verify_snapshot(snapshot)
    workbook = Workbook()
    add_styles(workbook)
    workbook.remove(workbook.worksheets[0])
    summary = workbook.create_sheet("Summary")
    lines, gases = workbook.create_sheet("Lines"), workbook.create_sheet("Gases")
    last_gas = write_gases(gases, frozen["lines"])
    last_line = write_lines(lines, frozen["lines"])
    write_factors(workbook.create_sheet("Factors"), frozen["factors"])
    write_inputs(workbook.create_sheet("Inputs"), frozen)
    provenance = workbook.create_sheet("Provenance")
    write_provenance(provenance, frozen)
    _Summary(workbook, summary, frozen, last_line, last_gas).write()
    _name(workbook, "Snapshot_hash", "Provenance", "$B$2")
    _set_properties(workbook, frozen)
    return _repacked(workbook, frozen)


class _Summary:
    """Writes the first sheet from top to bottom; ``row`` is the next free one."""

    def __init__(
        self, workbook: Workbook, sheet: Any, snapshot: InventorySnapshot, last_line: int, last_gas: int
    ) -> None:
        self.workbook, self.sheet, self.snapshot = workbook, sheet, snapshot
        # A range must hold a row even where the inventory holds none.
        self.last_line, self.last_gas = max(last_line, 2), max(last_gas, 2)
        self.row = 1

    def write(self) -> None:
        self._head()
        self._by_scope()
        self._by_gas()
        self._by_name("Site", "D", [(r["site"], r["co2e_kg"], r["lines"]) for r in self.snapshot["by_site"]])
        activities = [(r["activity"], r["co2e_kg"], r["lines"]) for r in self.snapshot["by_activity"]]
        self._by_name("Activity", "E", activities)
        set_widths(self.sheet, [44, 10, 20, 10, 30, 20, 10, 16])
        mark_differences(self.sheet, f"G1:G{self.row}")
        finish_sheet(self.sheet)

    def _head(self) -> None:
        period = self.snapshot["period"]
        lei = self.snapshot["organisation"].get("lei", "")
        put_text(self.sheet["A1"], self.snapshot["organisation"]["name"], "Report title")
        put_text(self.sheet["A2"], f"Greenhouse gas inventory, {period['name']}", "Report heading")
        facts = [f"{period['start']} to {period['end']}", self.snapshot["status"], self.snapshot["gwp_set"]]
        put_text(self.sheet["A3"], " · ".join(facts + ([f"LEI {lei}"] if lei else [])), "Report quiet")
        put_text(self.sheet["A4"], "Not verified by a third party", "Report quiet")
        put_text(self.sheet["A5"], self.snapshot["snapshot_hash"], "Report quiet")
        self.sheet.row_dimensions[1].height = 30
        self.row = 7

    def _by_scope(self) -> None:
        totals = self.snapshot["totals"]
        self._heading("Scope")
        looks = [look for look in all_scopes() if look.key in totals["by_scope"]]
        rows: dict[str, int] = {}
        for look in looks:
            total = totals["by_scope"][look.key]
            rows[look.key] = self.row
            same = f"--EXACT({self._lines('B')},A{self.row})"
            formula = f"=SUMPRODUCT({same},{self._lines(SHARE_COLUMN)},{self._lines('P')})"
            self._total_row(scope_label(look), total["lines"], total["co2e_kg"], formula, look=look)
            _name(self.workbook, _NAMES[look.key], "Summary", f"$C${rows[look.key]}")
        self._grand_total("location", totals["co2e_kg"], rows)
        if "co2e_market_based_kg" in totals:
            self._grand_total("market", totals["co2e_market_based_kg"], rows)
        self.row += 1
        same = f'--EXACT({self._gases("D")},"{BIOGENIC}")'
        biogenic = f"=SUMPRODUCT({same},{self._gases('C')},{self._gases('H')})"
        _name(self.workbook, "Biogenic_CO2_kg", "Summary", f"$C${self.row}")
        self._total_row("Biogenic CO2, outside the scopes", "", totals["co2_biogenic_kg"], biogenic, unit="kg CO2")
        self.row += 1

    def _grand_total(self, method: str, kg: str, rows: Mapping[str, int]) -> None:
        counted = [key for key in rows if not key.startswith("2") or key == f"2-{method}"]
        count = sum(int(self.snapshot["totals"]["by_scope"][key]["lines"]) for key in counted)
        formula = "=" + ("+".join(f"F{rows[key]}" for key in counted) or "0")
        _name(self.workbook, _TOTAL_NAMES[method], "Summary", f"$C${self.row}")
        self._total_row(f"Total, scope 2 {method}-based", str(count), kg, formula, style="Report total")

    def _by_gas(self) -> None:
        self._heading("Gas", first="Mass, t")
        for gas in self.snapshot["totals"]["by_gas"]:
            row = self.row
            same = f"--EXACT({self._gases('D')},A{row})"
            formula = f"=SUMPRODUCT({same},{self._gases('C')},{self._gases('M')})"
            self._total_row(gas["gas"], "", gas["co2e_kg"], formula)
            mass = f"=SUMPRODUCT({same},{self._gases('C')},{self._gases('H')})/1000"
            put_formula(self.sheet.cell(row, 2), mass)
            self.sheet.cell(row, 2).number_format = "#,##0.000000"
        self.row += 1

    def _by_name(self, title: str, column: str, rows: Sequence[tuple[str, str, str]]) -> None:
        self._heading(title)
        for name, kg, lines in rows:
            # SUMIFS would read a name such as ">5" or "*" as a condition and overlook upper and lower case.
            same = f"--EXACT({self._lines(column)},A{self.row})"
            self._total_row(name, lines, kg, f"=SUMPRODUCT({same},{self._lines('C')},{self._lines('P')})")
        self.row += 1

    def _heading(self, title: str, first: str = _HEADINGS[0]) -> None:
        put_header(self.sheet, self.row, [title, first, *_HEADINGS[1:]], (2, 3, 5, 6, 8))
        self.row += 1

    def _total_row(
        self,
        title: str,
        lines: str,
        kg: str,
        formula: str,
        *,
        unit: str = "kg CO2e",
        look: ScopeLook | None = None,
        style: str = "",
    ) -> None:
        row, cell = self.row, self.sheet.cell
        put_text(cell(row, 1), title, "Report total note" if style else "Report text")
        if look:
            cell(row, 1).font = Font(name="Calibri", size=10, bold=True, color=look.ink)
            cell(row, 1).fill = PatternFill("solid", fgColor=look.tint)
        cell(row, 2).style = style or "Report number"
        if lines:
            put_number(cell(row, 2), lines, style=style or "Report number")
        put_number(cell(row, 3), kg, places=3, style=style or "Report number")
        put_text(cell(row, 4), unit, "Report total note" if style else "Report note")
        put_exact(cell(row, 5), kg, style or "Report exact")
        put_formula(cell(row, 6), formula, style=style or "Report number")
        put_formula(
            cell(row, 7),
            agreement(f"C{row}", f"F{row}"),
            style="Report total note" if style else "Report note",
        )
        put_formula(cell(row, 8), f"=C{row}/1000", style=style or "Report number")
        self.row += 1

    def _lines(self, column: str) -> str:
        return f"Lines!${column}$2:${column}${self.last_line}"

    def _gases(self, column: str) -> str:
        return f"Gases!${column}$2:${column}${self.last_gas}"


def _name(workbook: Workbook, name: str, sheet: str, cell: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=f"{sheet}!{cell}")


def _prepared(snapshot: InventorySnapshot) -> datetime:
    return datetime.fromisoformat(snapshot["prepared_at"]).astimezone(UTC).replace(microsecond=0, tzinfo=None)


def _set_properties(workbook: Workbook, snapshot: InventorySnapshot) -> None:
    properties = workbook.properties
    properties.title = f"Greenhouse gas inventory, {snapshot['snapshot_hash']}"
    properties.creator = "GreenLang"
    properties.created = _prepared(snapshot)


def _repacked(workbook: Workbook, snapshot: InventorySnapshot) -> bytes:
    """The saved workbook with the snapshot's moment in place of the clock's, so that bytes repeat."""
    saved, packed = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    moment = f"{_prepared(snapshot).isoformat()}Z".encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return packed.getvalue()
