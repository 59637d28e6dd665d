"""The workbook: the same snapshot with live formulas, so that an auditor can compute it again."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from apps.reports.datapoints import Datapoint, rounded_sum, stated_scopes, tonnes_of
from apps.reports.formats.cells import (
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
from apps.reports.formats.lines import (
    GAS_COLUMNS,
    GAS_PRINTED,
    LINE_COLUMNS,
    LINE_PRINTED,
    TERM_COLUMNS,
    gases_range,
    line_tables,
    lines_range,
    scope_label,
)
from apps.reports.formats.scopes import ScopeLook, all_scopes
from apps.reports.formats.sheets import FACTOR_COLUMNS, assurance_told, write_inputs, write_provenance
from apps.reports.formats.stated import write_checklists, write_datapoints, write_disclosures, write_sections
from apps.reports.formats.sums import SumsSheet
from apps.reports.formats.words import SUM_OF_ROUNDED
from apps.reports.formats.workbook import ReportWorkbook, dressed
from apps.reports.shapes import InventorySnapshot, Number
from apps.reports.snapshot import verify_snapshot
from apps.reports.totals import BIOGENIC, market_sum
from greenlang.collecting import rarely_collected
from greenlang.engine.numbers import canonical_number

_HEADINGS = (
    "Lines",
    "Calculated",
    "Unit",
    "Exact, where over 15 digits",
    "Recomputed here",
    "Check",
    "t CO2e",
)
_PLACES = 3
"""Decimals of masses on this sheet, in kg as in t."""
_NAMES = {
    "1": "Scope1_CO2e_kg",
    "2-location": "Scope2_location_CO2e_kg",
    "2-market": "Scope2_market_CO2e_kg",
    "3": "Scope3_CO2e_kg",
}
_TOTAL_NAMES = {"location": "Total_CO2e_kg", "market": "Total_market_based_CO2e_kg"}


@rarely_collected()
def write_excel(snapshot: Mapping[str, object]) -> bytes:
    """Write a snapshot as a workbook: Summary, Datapoints, Sums, Disclosures, Sections, Checklist, Lines, Gases, Terms,
    Factors, Inputs, Provenance.

    The same snapshot gives the same bytes. Numbers that the report states are named ranges on the calculated figures,
    by the local name of the XBRL concept where there is one; the live formulas stand beside them.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
    """
    frozen = verify_snapshot(snapshot)
    tables = line_tables(frozen["lines"])
    last_line, last_gas = len(tables.lines) + 1, len(tables.gases) + 1
    book = ReportWorkbook()
    summary = _Summary(book, frozen, last_line, last_gas)
    summary.write()
    sums = SumsSheet(book.sheet("Sums"), frozen, last_line)
    sums.write()
    write_datapoints(book, frozen, summary=summary.rows, energy=sums.energy, last_line=last_line, last_gas=last_gas)
    write_disclosures(book, frozen)
    write_sections(book, frozen)
    write_checklists(book, frozen)
    book.table("Lines", LINE_COLUMNS, tables.lines, freeze="E2", printed=LINE_PRINTED)
    book.table("Gases", GAS_COLUMNS, tables.gases, printed=GAS_PRINTED)
    book.table("Terms", TERM_COLUMNS, tables.terms)
    book.table("Factors", FACTOR_COLUMNS, frozen["factors"])
    write_inputs(book.sheet("Inputs"), frozen)
    write_provenance(book.sheet("Provenance"), frozen)
    book.name("Snapshot_hash", "Provenance", "$B$2")
    prepared = datetime.fromisoformat(frozen["prepared_at"]).astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return book.bytes(title=f"Greenhouse gas inventory, {frozen['snapshot_hash']}", at=prepared)


class _Summary:
    """Writes the first sheet from top to bottom. ``rows``: where each scope, total and gas stands, by its datapoint."""

    def __init__(self, book: ReportWorkbook, snapshot: InventorySnapshot, last_line: int, last_gas: int) -> None:
        self.book, self.sheet, self.snapshot = book, book.sheet("Summary"), snapshot
        self.last_line, self.last_gas = last_line, last_gas
        self.row = 1
        self.rows: dict[str, int] = {}

    def write(self) -> None:
        self._head()
        self._by_scope()
        self._by_gas()
        set_widths(self.sheet, [44, 12, 20, 10, 36, 20, 10, 16])
        mark_differences(self.sheet, f"G1:G{self.row}")
        finish_sheet(self.sheet)

    def _head(self) -> None:
        period = self.snapshot["period"]
        lei = self.snapshot["organisation"].get("lei", "")
        put_text(self.sheet["A1"], self.snapshot["organisation"]["name"], "Report title")
        put_text(self.sheet["A2"], f"Greenhouse gas inventory, {period['name']}", "Report heading")
        facts = [f"{period['start']} to {period['end']}", self.snapshot["status"], self.snapshot["gwp_set"]]
        put_text(self.sheet["A3"], " · ".join(facts + ([f"LEI {lei}"] if lei else [])), "Report quiet")
        put_text(self.sheet["A4"], assurance_told(self.snapshot), "Report quiet")
        put_text(self.sheet["A5"], self.snapshot["snapshot_hash"], "Report quiet")
        self.sheet.row_dimensions[1].height = 30
        self.row = 7

    def _by_scope(self) -> None:
        totals = self.snapshot["totals"]
        self._heading("Scope")
        looks = [look for look in all_scopes() if look.key in stated_scopes(self.snapshot)]
        for look in looks:
            total = totals["by_scope"][look.key]
            id_ = f"scope-{look.key}"
            self.rows[id_] = self.row
            same = f"--EXACT({self._lines('scope')},A{self.row})"
            formula = f"=SUMPRODUCT({same},{self._lines('share')},{self._lines('again')})"
            self.book.name(_NAMES[look.key], "Summary", f"$C${self.row}")
            self._total_row(scope_label(look), total["lines"], total["co2e_kg"], formula, look=look)
        self._grand_total("location", totals["co2e_kg"])
        if "scope-2-market" in self.rows:
            self._grand_total("market", market_sum(self.snapshot["lines"]))
        self.row += 1
        same = f'--EXACT({self._gases("gas")},"{BIOGENIC}")'
        biogenic = f"=SUMPRODUCT({same},{self._gases('part')},{self._gases('again')})"
        self.book.name("Biogenic_CO2_kg", "Summary", f"$C${self.row}")
        self.rows["biogenic-co2"] = self.row
        self._total_row("Biogenic CO2, outside the scopes", "", totals["co2_biogenic_kg"], biogenic, unit="kg CO2")
        self.row += 1

    def _grand_total(self, method: str, kg: str) -> None:
        by_scope = self.snapshot["totals"]["by_scope"]
        counted = [key for key in by_scope if not key.startswith("2") or key == f"2-{method}"]
        count = sum(int(by_scope[key]["lines"]) for key in counted)
        formula = "=" + ("+".join(f"F{self.rows[f'scope-{key}']}" for key in counted) or "0")
        self._rounded_sum([by_scope[key]["co2e_kg"] for key in counted], kg)
        self.book.name(_TOTAL_NAMES[method], "Summary", f"$C${self.row}")
        self.rows[f"total-{method}"] = self.row
        self._total_row(f"Total, scope 2 {method}-based", str(count), kg, formula, style="Report total")

    def _rounded_sum(self, rows: Sequence[str], total: str) -> None:
        """What the rounded scopes add up to, in kg and in t, where that is another number than the rounded total."""
        units: dict[int, Callable[[str], Number]] = {3: Number, 8: tonnes_of}
        found = {
            column: rounded_sum([_shown(of(kg)) for kg in rows], _shown(of(total))) for column, of in units.items()
        }
        if all(together is None for together in found.values()):
            return
        put_text(self.sheet.cell(self.row, 1), SUM_OF_ROUNDED, "Report note")
        for column, together in found.items():
            if together is not None:
                put_number(self.sheet.cell(self.row, column), canonical_number(together), places=_PLACES)
        self.row += 1

    def _by_gas(self) -> None:
        self._heading("Gas", first="Mass, t")
        for gas in self.snapshot["totals"]["by_gas"]:
            row = self.row
            self.rows[f"gas-{gas['gas']}"] = self.rows[f"gas-mass-{gas['gas']}"] = row
            same = f"--EXACT({self._gases('gas')},A{row})"
            formula = f"=SUMPRODUCT({same},{self._gases('part')},{self._gases('co2e again')})"
            self._total_row(gas["gas"], "", gas["co2e_kg"], formula)
            mass = f"=SUMPRODUCT({same},{self._gases('part')},{self._gases('again')})/1000"
            put_formula(self.sheet.cell(row, 2), mass)
            self.sheet.cell(row, 2).number_format = "#,##0.000000"
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
            dressed(cell(row, 1), look, bold=True)
        cell(row, 2).style = style or "Report number"
        if lines:
            put_number(cell(row, 2), lines, style=style or "Report number")
        put_number(cell(row, 3), kg, places=_PLACES, style=style or "Report number")
        put_text(cell(row, 4), unit, "Report total note" if style else "Report note")
        put_exact(cell(row, 5), kg, style or "Report exact")
        put_formula(cell(row, 6), formula, style=style or "Report number")
        put_formula(
            cell(row, 7),
            agreement(f"C{row}", f"F{row}", is_sum=True),
            style="Report total note" if style else "Report note",
        )
        put_formula(cell(row, 8), f"=C{row}/1000", style=style or "Report number")
        self.row += 1

    def _lines(self, key: str) -> str:
        return lines_range(key, self.last_line)

    def _gases(self, key: str) -> str:
        return gases_range(key, self.last_gas)


def _shown(number: Number) -> Datapoint:
    return Datapoint("", "", "", number, "", _PLACES)
