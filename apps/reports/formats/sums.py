"""The sheet of sums: what the lines add up to by site, category, month and the like, calculated and live."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

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
from apps.reports.formats.lines import label_of, lines_range
from apps.reports.shapes import InventoryLine, InventorySnapshot
from apps.reports.totals import counted_part, counts_in_total, exact_sum, grouped, kilograms_of
from apps.reports.totals_by import SIDES

OWN_ENERGY = ("1", "2-location")
"""Scopes whose energy is that of own operations."""
_HEADINGS = ("Lines", "Calculated", "Unit", "Exact, where over 15 digits", "Recomputed here", "Check")


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to add lines up. ``column``: one of `SIDES`, and the key of the column of lines that holds it."""

    title: str
    column: str
    is_by_name: bool = False

    def name_of(self, line: InventoryLine) -> str:
        """What a line is told apart by; empty where it does not say it."""
        return SIDES[self.column](line)


GROUPINGS = (
    Grouping("Site", "site"),
    Grouping("Activity", "activity"),
    Grouping("Category", "category"),
    Grouping("Month", "month", is_by_name=True),
    Grouping("Entity", "entity"),
    Grouping("Country", "country"),
)


class SumsSheet:
    """Writes the sheet from top to bottom. ``energy``: the row of each carrier's sum."""

    def __init__(self, sheet: Any, snapshot: InventorySnapshot, last_line: int) -> None:
        self.sheet, self.snapshot, self._last, self._row = sheet, snapshot, last_line, 1
        self.energy: dict[str, int] = {}

    def write(self) -> None:
        """All of it."""
        lines = [line for line in self.snapshot["lines"] if counts_in_total(line)]
        for grouping in GROUPINGS:
            if any(map(grouping.name_of, lines)):
                self._emissions(grouping, lines)
        self._energy([line for line in lines if line["scope"] in OWN_ENERGY and "energy" in line])
        set_widths(self.sheet, [44, 10, 20, 12, 36, 20, 10])
        mark_differences(self.sheet, f"G1:G{self._row}")
        finish_sheet(self.sheet)

    def _emissions(self, grouping: Grouping, lines: Sequence[InventoryLine]) -> None:
        groups = grouped(filter(grouping.name_of, lines), grouping.name_of)
        sums = {name: kilograms_of(group) for name, group in groups.items()}
        order = sorted(sums) if grouping.is_by_name else sorted(sums, key=lambda name: (-float(sums[name]), name))
        self._heading(grouping.title)
        for name in order:
            # SUMIFS would read a name such as ">5" or "*" as a condition and overlook upper and lower case.
            parts = [self._same(grouping.column), self._lines("part"), self._lines("again")]
            self._sum(name, len(groups[name]), sums[name], "kg CO2e", f"=SUMPRODUCT({','.join(parts)})")
        self._row += 1

    def _energy(self, lines: Sequence[InventoryLine]) -> None:
        groups = grouped(lines, lambda line: line["energy"]["carrier"])
        if not groups:
            return
        self._heading("Own energy, by its carrier")
        labels = [label_of(line) for line in {line["scope"]: line for line in lines}.values()]
        scopes = "+".join(f'EXACT({self._lines("scope")},"{label}")' for label in sorted(labels))
        for name in sorted(groups):
            mwh = exact_sum(counted_part(line, line["energy"]["mwh"]) for line in groups[name])
            self.energy[name] = self._row
            parts = [self._same("carrier"), f"--({scopes})", self._lines("part"), self._lines("mwh")]
            self._sum(name, len(groups[name]), mwh, "MWh", f"=SUMPRODUCT({','.join(parts)})")
        self._row += 1

    def _heading(self, title: str) -> None:
        put_header(
            self.sheet, self._row, [f"By {title.lower()}" if len(title) < 10 else title, *_HEADINGS], (2, 3, 5, 6)
        )
        self._row += 1

    def _sum(self, name: str, lines: int, number: str, unit: str, formula: str) -> None:
        row, cell = self._row, self.sheet.cell
        put_text(cell(row, 1), name)
        put_number(cell(row, 2), str(lines))
        put_number(cell(row, 3), number, places=3)
        put_text(cell(row, 4), unit, "Report note")
        put_exact(cell(row, 5), number)
        put_formula(cell(row, 6), formula)
        put_formula(cell(row, 7), agreement(f"C{row}", f"F{row}", is_sum=True), style="Report note")
        self._row += 1

    def _same(self, key: str) -> str:
        return f"--EXACT({self._lines(key)},A{self._row})"

    def _lines(self, key: str) -> str:
        return lines_range(key, self._last)
