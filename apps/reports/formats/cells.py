"""Cells of a workbook: text that stays text, numbers that stay numbers, one look for all sheets."""

import math
import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter

from greenlang.spreadsheet_text import FORMULA_STARTS

Row = TypeVar("Row")

ACCENT = "0E5B3A"
_INK, _QUIET, _LINE, _WRONG = "161A18", "58605C", "DFE2E0", "B3261E"
_FAMILY = "Calibri"
_SPREADSHEET_DIGITS = 15
_LONGEST_TEXT = 32_767
_CUT = " … (cut)"
_MOST_PLACES = 15
_TALLEST = 409.0
_LINE_POINTS = 13.0
# Of ten points in a column measured by the digits of eleven.
_LETTERS_A_WIDTH = 1.0
# XML 1.0 has no place for these, and a cell no use.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TO_THE_RIGHT = ("number", "mass", "exact", "formula")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a sheet.

    Attributes:
        title: heading, with the unit where all rows share one; other units stand in a column of their own.
        width: in characters.
        value: what stands in the cell of a row; the number is the row's in the sheet.
        kind: ``text``, ``wrapped`` (over several rows of print), ``note``, ``scope`` (a label in the scope's colours),
            ``id`` (small print), ``number``, ``mass`` (three decimals), ``exact`` (the decimal
            as text where a spreadsheet's 15 digits lose some), ``day``, ``formula`` (a mass), ``plain``
            (a formula of any other number) or ``check``. What is empty leaves its cell empty.
        key: what formulas of other cells call the column.
    """

    title: str
    width: float
    value: Callable[[Row, int], str]
    kind: str = "text"
    key: str = ""


def letters_of(columns: Sequence[Column[Row]]) -> dict[str, str]:
    """The letter of each column that has a key."""
    return {column.key: get_column_letter(n) for n, column in enumerate(columns, start=1) if column.key}


def add_styles(workbook: Workbook) -> None:
    """Register the named styles every cell is written in."""
    hair = Border(bottom=Side("thin", color=_LINE))
    left = Alignment(horizontal="left", vertical="top", indent=1)
    right = Alignment(horizontal="right", vertical="top")
    ink = Font(name=_FAMILY, size=10, color=_INK)
    quiet = Font(name=_FAMILY, size=10, color=_QUIET)
    white = Font(name=_FAMILY, size=10, bold=True, color="FFFFFF")
    bold = Font(name=_FAMILY, size=10, bold=True, color=_INK)
    ruled = Border(top=Side("thin", color=_INK), bottom=Side("thin", color=_INK))
    ground = PatternFill("solid", fgColor=ACCENT)
    for style in (
        NamedStyle("Report text", font=ink, border=hair, alignment=left),
        NamedStyle(
            "Report wrapped",
            font=ink,
            border=hair,
            alignment=Alignment(horizontal="left", vertical="top", indent=1, wrap_text=True),
        ),
        NamedStyle("Report id", font=Font(name="Consolas", size=8, color=_QUIET), border=hair, alignment=left),
        NamedStyle("Report number", font=ink, border=hair, alignment=right),
        NamedStyle("Report exact", font=quiet, border=hair, alignment=right),
        NamedStyle("Report note", font=quiet, border=hair, alignment=left),
        NamedStyle("Report quiet", font=quiet),
        NamedStyle("Report heading", font=Font(name=_FAMILY, size=13, bold=True, color=ACCENT)),
        NamedStyle("Report title", font=Font(name=_FAMILY, size=20, bold=True, color=_INK)),
        NamedStyle(
            "Report column",
            font=white,
            fill=ground,
            alignment=Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1),
        ),
        NamedStyle(
            "Report number column",
            font=white,
            fill=ground,
            alignment=Alignment(horizontal="right", vertical="center", wrap_text=True),
        ),
        NamedStyle("Report total", font=bold, border=ruled, alignment=Alignment(vertical="top")),
        NamedStyle("Report total note", font=bold, border=ruled, alignment=left),
    ):
        workbook.add_named_style(style)


def safe_text(text: str) -> str:
    """Text as a cell can hold it: no control characters, at most 32,767 characters."""
    printable = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return printable if len(printable) <= _LONGEST_TEXT else printable[: _LONGEST_TEXT - len(_CUT)] + _CUT


def put_text(cell: Any, text: str, style: str = "Report text") -> None:
    """Write text that stays text, whatever it begins with: a string cell, marked as such where it matters."""
    cell.style = style
    cell.value = safe_text(text)
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def decimals_of(number: str) -> int:
    """The decimals of a canonical number, as far as they are shown."""
    return min(_MOST_PLACES, len(number.partition(".")[2]))


def number_of(number: str) -> int | float:
    """A canonical decimal as a spreadsheet holds it."""
    if "." not in number and len(number) <= _SPREADSHEET_DIGITS:
        return int(number)
    return float(number)


def number_format(places: int) -> str:
    """How a number with so many decimals is shown."""
    return "#,##0" + ("." + "0" * places if places else "")


def put_number(cell: Any, number: str, *, places: int | None = None, style: str = "Report number") -> None:
    """Write a canonical decimal as a number, with its own decimals or a given count of them."""
    cell.style = style
    cell.value = number_of(number)
    cell.number_format = number_format(decimals_of(number) if places is None else places)


def exact_text(number: str) -> str:
    """The decimal where a spreadsheet's digits would lose some of it; else nothing."""
    return number if len(number.strip("-").replace(".", "").strip("0")) > _SPREADSHEET_DIGITS else ""


def put_exact(cell: Any, number: str, style: str = "Report exact") -> None:
    """Write the decimal as text where a spreadsheet's digits would lose some of it; else leave it empty."""
    cell.style = style
    if text := exact_text(number):
        put_text(cell, text, style)
        cell.alignment = Alignment(horizontal="right", vertical="top")


def put_day(cell: Any, day: str) -> None:
    """Write an ISO date as a date."""
    cell.style = "Report text"
    cell.value = date.fromisoformat(day)
    cell.number_format = "yyyy-mm-dd"


def put_formula(cell: Any, formula: str, *, style: str = "Report number") -> None:
    """Write a live formula; it must be one of ours, never text of a snapshot."""
    cell.style = style
    cell.value = formula
    cell.number_format = "#,##0.000"


def agreement(calculated: str, recomputed: str, *, is_sum: bool = False) -> str:
    """A formula that says whether two cells agree within what a spreadsheet's arithmetic can hold.

    Args:
        is_sum: of parts that may cancel out, which leave of their size more than the sum's own digits.
    """
    size = f"MAX(1,ABS({calculated}))" if is_sum else f"ABS({calculated})"
    return f'=IF(ABS({recomputed}-{calculated})<=0.000000001*{size},"agrees","differs")'


def put_header(sheet: Any, row: int, titles: Sequence[str], numeric: Container[int] = ()) -> None:
    """Write a row of column headings in the accent, those of ``numeric`` columns (from 1) to the right."""
    for number, title in enumerate(titles, start=1):
        style = "Report number column" if number in numeric else "Report column"
        put_text(sheet.cell(row, number), title, style)
    sheet.row_dimensions[row].height = 30 if max(map(len, titles)) < 30 else 56


def put_headings(sheet: Any, columns: Sequence[Column[Row]]) -> None:
    """Write the headings of a sheet that is one table."""
    numeric = [n for n, column in enumerate(columns, start=1) if column.kind in _TO_THE_RIGHT]
    put_header(sheet, 1, [column.title for column in columns], numeric)


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """The height of a row whose texts are wrapped at these widths, in points; 0 where one line is enough.

    A spreadsheet that only prints does not find it by itself.
    """
    most = max((_lines_of(text, width) for text, width in texts), default=1)
    return min(_TALLEST, _LINE_POINTS * most + 2) if most > 1 else 0


def _lines_of(text: str, width: float) -> int:
    room = max(1.0, (width - 2) * _LETTERS_A_WIDTH)
    return sum(max(1, math.ceil(len(part) / room)) for part in text.split("\n"))


def fit_rows(sheet: Any, widths: Sequence[float], *, first: int = 2) -> None:
    """Give the rows of a sheet from ``first`` on the height that their wrapped texts need."""
    for row in sheet.iter_rows(min_row=first):
        texts = [
            (str(cell.value), width)
            for cell, width in zip(row, widths, strict=False)
            if cell.value is not None and cell.alignment.wrap_text
        ]
        if height := height_of(texts):
            sheet.row_dimensions[row[0].row].height = height


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    """Set the columns' widths, in characters."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def finish_table_sheet(sheet: Any, columns: Sequence[Column[Row]], last: int, *, freeze: str, printed: int = 0) -> None:
    """Widths, frozen headings, filter and print layout of a sheet that is one table.

    Args:
        printed: how many of its columns go on paper, where all of them would be too small to read.
    """
    if printed:
        sheet.print_area = f"A1:{get_column_letter(printed)}{max(last, 2)}"
    set_widths(sheet, [column.width for column in columns])
    sheet.freeze_panes = freeze
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(last, 2)}"
    sheet.print_title_rows = "1:1"
    finish_sheet(sheet)
    for number, column in enumerate(columns, start=1):
        if column.kind == "check":
            letter = get_column_letter(number)
            mark_differences(sheet, f"{letter}2:{letter}{max(last, 2)}")


def finish_sheet(sheet: Any) -> None:
    """What every sheet shares: no grid, landscape A4 one page wide, the accent on the tab."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = ACCENT
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.4
    margins.header = 0.2
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"


def mark_differences(sheet: Any, area: str) -> None:
    """Show "differs" in the colour of what is wrong."""
    style = DifferentialStyle(font=Font(bold=True, color=_WRONG))
    rule = Rule(type="cellIs", operator="equal", formula=['"differs"'], dxf=style)
    sheet.conditional_formatting.add(area, rule)
