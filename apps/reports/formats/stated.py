"""The sheets of what a report states: its datapoints with live formulas, what was said beside them, what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apps.reports.checklists import checklists_of
from apps.reports.datapoints import FUELS, GAS_FAMILIES, PURCHASED, RENEWABLE_FUEL, Datapoint, datapoints_of
from apps.reports.formats.cells import (
    agreement,
    finish_sheet,
    fit_rows,
    mark_differences,
    number_format,
    put_exact,
    put_formula,
    put_header,
    put_number,
    put_text,
    set_widths,
)
from apps.reports.formats.lines import gases_range, lines_range, scope_label
from apps.reports.formats.names import cell_names
from apps.reports.formats.scopes import scope_look
from apps.reports.formats.workbook import ReportWorkbook
from apps.reports.sections import Standing, sections_of
from apps.reports.shapes import InventorySnapshot
from apps.reports.totals import BIOGENIC
from greenlang.engine.numbers import canonical_number

DATAPOINTS = "Datapoints"
SAID = frozenset({
    "removals", "credits", "ets-percent", "revenue", "produced-renewable", "produced-other", "energy-high-impact",
    "energy-intensity",
})  # fmt: skip
"""Datapoints that follow from no line."""
FOSSIL_FUELS = tuple(carrier for carrier in FUELS if carrier != RENEWABLE_FUEL)
_HEADINGS = (
    "Id",
    "What",
    "Section",
    "As every format states it",
    "Unit",
    "Decimals",
    "Unrounded",
    "Exact, where over 15 digits",
    "Recomputed here",
    "Check",
    "Names of the stated cell",
)


@dataclass(frozen=True, slots=True)
class LiveFormulas:
    """A formula for each datapoint that follows from the lines; of others there is none.

    Args:
        summary: on the sheet Summary, the row of each scope, total and gas by its datapoint's id.
        energy: on the sheet Sums, the row of each carrier.
        rows: on the sheet of datapoints itself, the row of each.
        percents: what bought energy was made of, as it was said.
        last_line, last_gas: the last rows of those sheets.
    """

    summary: Mapping[str, int]
    energy: Mapping[str, int]
    rows: Mapping[str, int]
    percents: Mapping[str, Any]
    last_line: int
    last_gas: int

    def of(self, id_: str) -> str:
        """The formula, beginning with =; empty where the number is one that somebody said."""
        if id_ in self.summary:
            column = "B" if id_.startswith("gas-mass-") else "F"
            return f"=Summary!{column}{self.summary[id_]}" + ("" if column == "B" else "/1000")
        if id_.startswith("scope-3-category-"):
            same = f"--({lines_range('scope3', self.last_line)}={int(id_.rpartition('-')[2])})"
            counted = f"{lines_range('part', self.last_line)},{lines_range('again', self.last_line)}"
            return f"=SUMPRODUCT({same},{counted})/1000"
        if "-gas-" in id_ and id_.startswith("scope-"):
            scope, name = id_.removeprefix("scope-").split("-gas-", 1)
            return self._gas_of(scope, f"Summary!A{self.summary[f'gas-{name}']}")
        if id_.startswith("intensity-"):
            return f"={self._cell('total-' + id_.partition('-')[2])}/{self._cell('revenue')}"
        if id_.startswith("biogenic-co2-scope-"):
            return self._biogenic(id_.removeprefix("biogenic-co2-scope-"))
        if id_.startswith("energy-bought-"):
            return self._bought(id_.removeprefix("energy-bought-"))
        return self._sum_of(id_)

    def _sum_of(self, id_: str) -> str:
        if id_.removeprefix("energy-") in self.energy:
            return f"=Sums!F{self.energy[id_.removeprefix('energy-')]}"
        parts = {
            "scope-1-2-location": ("scope-1", "scope-2-location"),
            "scope-1-2-market": ("scope-1", "scope-2-market"),
            "energy": tuple(f"energy-{carrier}" for carrier in self.energy),
            "energy-fuels": tuple(f"energy-{carrier}" for carrier in FUELS),
            "energy-fossil": (*(f"energy-{carrier}" for carrier in FOSSIL_FUELS), "energy-bought-fossil"),
            "energy-nuclear": ("energy-bought-nuclear",),
            "energy-renewable": (f"energy-{RENEWABLE_FUEL}", "energy-bought-renewable"),
            **{f"gas-family-{family}": self._family(family) for family in GAS_FAMILIES},
        }.get(id_, ())
        return "=" + ("+".join(self._cell(part) for part in parts if part in self.rows) or "0") if parts else ""

    def _family(self, family: str) -> tuple[str, ...]:
        return tuple(id_ for id_ in self.rows if id_.startswith(f"gas-{family}-"))

    def _bought(self, source: str) -> str:
        percent = self.percents.get(f"{source}_percent")
        bought = [self._cell(f"energy-{carrier}") for carrier in PURCHASED if f"energy-{carrier}" in self.rows]
        return f"=({'+'.join(bought)})*{percent}/100" if percent and bought else ""

    def _biogenic(self, scope: str) -> str:
        return self._gas_of(scope, f'"{BIOGENIC}"', "again")

    def _gas_of(self, scope: str, name: str, column: str = "co2e again") -> str:
        """``name``: the gas as formulas have it, a text of ours or a cell."""
        gas = f"--EXACT({gases_range('gas', self.last_gas)},{name})"
        own = f'--EXACT({gases_range("scope", self.last_gas)},"{scope_label(scope_look(scope))}")'
        counted = f"{gases_range('share', self.last_gas)},{gases_range(column, self.last_gas)}"
        return f"=SUMPRODUCT({gas},{own},{counted})/1000"

    def _cell(self, id_: str) -> str:
        # Of a sum or a ratio the recomputed numbers, where there are some.
        column = "I" if id_ != "revenue" else "G"
        return f"{column}{self.rows[id_]}"


def write_datapoints(
    book: ReportWorkbook,
    snapshot: InventorySnapshot,
    *,
    summary: Mapping[str, int],
    energy: Mapping[str, int],
    last_line: int,
    last_gas: int,
) -> None:
    """Every number that the report states as a whole, under its names."""
    sheet = book.sheet(DATAPOINTS)
    points = list(datapoints_of(snapshot).values())
    rows = {point.id: number for number, point in enumerate(points, start=2)}
    percents = snapshot.get("disclosures", {}).get("purchased_energy", {})
    live = LiveFormulas(summary, energy, rows, percents, last_line, last_gas)
    put_header(sheet, 1, _HEADINGS, (4, 6, 7, 8, 9))
    for point in points:
        _put_point(sheet, rows[point.id], point, live.of(point.id))
        for name in cell_names(point.id):
            book.name(name, DATAPOINTS, f"$D${rows[point.id]}")
    mark_differences(sheet, f"J2:J{len(points) + 1}")
    widths = [24, 34, 9, 18, 15, 10, 18, 32, 18, 9, 44]
    set_widths(sheet, widths)
    fit_rows(sheet, widths)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:J{len(points) + 1}"
    finish_sheet(sheet)


def _put_point(sheet: Any, row: int, point: Datapoint, formula: str) -> None:
    put_text(sheet.cell(row, 1), point.id, "Report wrapped")
    put_text(sheet.cell(row, 2), point.title, "Report wrapped")
    put_number(sheet.cell(row, 3), point.section)
    put_number(sheet.cell(row, 4), canonical_number(point.stated), places=point.decimals)
    put_text(sheet.cell(row, 5), point.unit)
    put_number(sheet.cell(row, 6), str(point.decimals))
    put_number(sheet.cell(row, 7), point.value)
    put_exact(sheet.cell(row, 8), point.value)
    if formula:
        put_formula(sheet.cell(row, 9), formula)
        sheet.cell(row, 9).number_format = number_format(point.decimals)
        # A ratio is a quotient of sums that are checked themselves.
        check = agreement(f"G{row}", f"I{row}", is_sum="/" not in point.unit)
        put_formula(sheet.cell(row, 10), check, style="Report note")
    else:
        put_text(sheet.cell(row, 9), "as it was said" if point.id in SAID else "not recomputed", "Report note")
        put_text(sheet.cell(row, 10), "", "Report note")
    put_text(sheet.cell(row, 11), ", ".join(cell_names(point.id)), "Report wrapped")


def write_sections(book: ReportWorkbook, snapshot: InventorySnapshot) -> None:
    """The sections of a report with what is missing from each, so that an absence is seen."""
    sheet = book.sheet("Sections")
    put_header(sheet, 1, ["No.", "Section", "Standing", "What is missing", "How it is mended"], (1,))
    row = 2
    for state in sections_of(snapshot):
        for n, lack in enumerate(state.missing or (None,)):
            put_text(sheet.cell(row, 1), state.section.number if not n else "", "Report number")
            put_text(sheet.cell(row, 2), state.section.title if not n else "", "Report wrapped")
            put_text(sheet.cell(row, 3), state.standing.value if not n else "")
            nothing = "nothing" if state.standing is Standing.COMPLETE else ""
            put_text(sheet.cell(row, 4), lack.what if lack else nothing, "Report wrapped")
            put_text(sheet.cell(row, 5), lack.mend if lack else "", "Report wrapped")
            row += 1
    widths = [6, 44, 12, 50, 60]
    set_widths(sheet, widths)
    fit_rows(sheet, widths)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    finish_sheet(sheet)


def write_checklists(book: ReportWorkbook, snapshot: InventorySnapshot) -> None:
    """The report held against each standard, row by row."""
    sheet = book.sheet("Checklist")
    titles = ["Standard", "Row", "What it asks for", "Where", "Standing", "What is missing", "How it is mended"]
    put_header(sheet, 1, titles)
    row = 2
    for checklist in checklists_of(snapshot):
        for each in checklist.rows:
            lacks = "; ".join(lack.what for lack in each.lacks)
            mends = "; ".join(lack.mend for lack in each.lacks)
            asked = each.requirement
            texts = (asked.requirement, asked.reference, each.standing.value, lacks, mends)
            for column, text in enumerate((checklist.standard.title, asked.id, *texts), start=1):
                put_text(sheet.cell(row, column), text, "Report wrapped")
            row += 1
    widths = [22, 14, 44, 22, 13, 34, 44]
    set_widths(sheet, widths)
    fit_rows(sheet, widths)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    finish_sheet(sheet)


def write_disclosures(book: ReportWorkbook, snapshot: InventorySnapshot) -> None:
    """What the preparer said, and what stands beside the lines: one row a statement, numbers as numbers."""
    sheet = book.sheet("Disclosures")
    put_header(sheet, 1, ["What", "Of", "Text", "Number", "Exact, where over 15 digits"], (4, 5))
    row = 2
    for what, of, text, number in _statements(snapshot):
        put_text(sheet.cell(row, 1), what, "Report wrapped")
        put_text(sheet.cell(row, 2), of, "Report wrapped")
        put_text(sheet.cell(row, 3), text, "Report wrapped")
        if number:
            put_number(sheet.cell(row, 4), number)
            put_exact(sheet.cell(row, 5), number)
        row += 1
    if row == 2:
        put_text(sheet.cell(2, 1), "Nothing was said beside the figures.", "Report note")
    widths = [24, 34, 70, 18, 30]
    set_widths(sheet, widths)
    fit_rows(sheet, widths)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    finish_sheet(sheet)


_BESIDE = {
    "disclosures": "Said by the preparer",
    "comparatives": "Earlier period",
    "base_year": "Base year",
    "instruments": "Contractual instrument",
    "uncertainty": "Uncertainty",
    "quality": "Quality of data",
}
# Members that are numbers; whatever else looks like one, such as a year of a target or a serial, is a name.
_NUMBERS = frozenset({
    "removals_kg", "credits_kg", "ets_percent", "fossil_percent", "nuclear_percent", "renewable_percent", "amount",
    "primary_percent", "reduction_percent", "activity_percent", "factor_percent", "co2e_kg", "co2e_market_based_kg",
    "threshold_percent", "kwh", "total_kg", "half_range_percent", "unquantified_kg", "technological", "geographical",
    "temporal", "lines", "2-location", "2-market", *map(str, range(1, 16)),
})  # fmt: skip


def _statements(snapshot: InventorySnapshot) -> Iterator[tuple[str, str, str, str]]:
    """What, of what, its text, its number."""
    for member, title in _BESIDE.items():
        if member in snapshot:
            for path, value in _leaves(snapshot[member], ()):  # type: ignore[literal-required]
                of = " · ".join(each.replace("_", " ") for each in path)
                is_number = bool(path) and path[-1] in _NUMBERS and value not in ("", "yes", "no")
                yield title, of, "" if is_number else value, value if is_number else ""


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _leaves(each, (*path, str(name)))
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _leaves(each, (*path, f"no. {number}"))
    else:
        yield path, ("yes" if value else "no") if isinstance(value, bool) else str(value)
