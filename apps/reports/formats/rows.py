"""Rows of a long sheet, written straight as the XML of a workbook: a thousand times as many cells as openpyxl's
objects would bear in the same time and memory.

openpyxl makes the workbook with its headings and styles; `TableRows` gives each cell the number of a style that
openpyxl knows, and `spliced` puts the rows into the sheet it saved.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from apps.reports.formats.cells import (
    Column,
    decimals_of,
    exact_text,
    height_of,
    number_format,
    number_of,
    safe_text,
)
from greenlang.spreadsheet_text import FORMULA_STARTS

Row = TypeVar("Row")

_EPOCH = date(1899, 12, 30)
_MARKUP = re.compile("[&<>\r]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_CHUNK_ROWS = 200
_SHEET_DATA = re.compile(rb"</sheetData>|<sheetData ?/>")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*" ?/>')


@dataclass
class CellStyles:
    """The numbers of the styles of cells, each asked of openpyxl once."""

    workbook: Workbook
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)

    @cached_property
    def _scratch(self) -> Any:
        # Never in the workbook's list of sheets: it lends its cells to ask for numbers.
        sheet = self.workbook.create_sheet("scratch")
        self.workbook.remove(sheet)
        return sheet

    def number(
        self, style: str, *, shown_as: str = "", is_quoted: bool = False, dress: Callable[[Any], None] | None = None
    ) -> int:
        """Of a named style, with a number format, or marked as text whatever it begins with, or dressed otherwise."""
        key = (style, shown_as, is_quoted, dress)
        if key not in self._known:
            cell = self._scratch.cell(1, len(self._known) + 1)
            cell.style = style
            if shown_as:
                cell.number_format = shown_as
            if is_quoted:
                cell.quotePrefix = True
            if dress:
                dress(cell)
            self._known[key] = cell.style_id
        return self._known[key]


class TableRows(Generic[Row]):
    """The rows of a sheet that is one table.

    Args:
        first: number of the first row.
        dresses: of a column of kind ``scope``, what makes its cell look like the scope, by the label in it.
    """

    def __init__(
        self,
        styles: CellStyles,
        columns: Sequence[Column[Row]],
        rows: Iterable[Row],
        *,
        first: int = 2,
        dresses: Mapping[str, Callable[[Any], None]] | None = None,
    ) -> None:
        self._styles, self._rows, self._first = styles, rows, first
        self._dresses = dresses or {}
        writers = {
            "text": self._text_in("Report text"),
            "wrapped": self._text_in("Report wrapped"),
            "id": self._text_in("Report id"),
            "note": self._text_in("Report note"),
            "scope": self._scope,
            "number": self._number,
            "mass": self._mass,
            "exact": self._exact,
            "day": self._day,
            "formula": self._formula_in("Report number", "#,##0.000"),
            "plain": self._formula_in("Report number", "General"),
            "check": self._formula_in("Report note", ""),
        }
        self._columns = [
            (get_column_letter(n), column.value, writers[column.kind]) for n, column in enumerate(columns, start=1)
        ]

        self._wrapped = [(column.value, column.width) for column in columns if column.kind in ("wrapped", "scope")]

    def chunks(self) -> Iterator[bytes]:
        """The XML of all rows, piece by piece."""
        parts: list[str] = []
        for number, row in enumerate(self._rows, start=self._first):
            cells = "".join([write(f"{letter}{number}", value(row, number)) for letter, value, write in self._columns])
            height = height_of([(value(row, number), width) for value, width in self._wrapped])
            tall = f' ht="{height:g}" customHeight="1"' if height else ""
            parts.append(f'<row r="{number}"{tall}>{cells}</row>')
            if len(parts) == _CHUNK_ROWS:
                yield "".join(parts).encode()
                parts = []
        yield "".join(parts).encode()

    def _text_in(self, style: str) -> Callable[[str, str], str]:
        plain = self._styles.number(style)
        quoted = self._styles.number(style, is_quoted=True)

        def write(place: str, text: str) -> str:
            return _text(place, text, quoted if text.startswith(FORMULA_STARTS) else plain)

        return write

    def _scope(self, place: str, text: str) -> str:
        dress = self._dresses.get(text)
        return _text(place, text, self._styles.number("Report wrapped", dress=dress))

    def _number(self, place: str, number: str) -> str:
        return self._figure(place, number, decimals_of(number)) if number else self._nothing(place)

    def _mass(self, place: str, number: str) -> str:
        return self._figure(place, number, 3) if number else self._nothing(place)

    def _figure(self, place: str, number: str, places: int) -> str:
        style = self._styles.number("Report number", shown_as=number_format(places))
        return f'<c r="{place}" s="{style}"><v>{number_of(number)!r}</v></c>'

    def _exact(self, place: str, number: str) -> str:
        text = exact_text(number)
        style = self._styles.number("Report exact", is_quoted=text.startswith(FORMULA_STARTS))
        return _text(place, text, style) if text else f'<c r="{place}" s="{style}"/>'

    def _day(self, place: str, day: str) -> str:
        style = self._styles.number("Report text", shown_as="yyyy-mm-dd")
        return f'<c r="{place}" s="{style}"><v>{(date.fromisoformat(day) - _EPOCH).days}</v></c>'

    def _formula_in(self, style: str, shown_as: str) -> Callable[[str, str], str]:
        number = self._styles.number(style, shown_as=shown_as)

        def write(place: str, formula: str) -> str:
            return (
                f'<c r="{place}" s="{number}"><f>{_escaped(formula[1:])}</f></c>' if formula else self._nothing(place)
            )

        return write

    def _nothing(self, place: str) -> str:
        return f'<c r="{place}" s="{self._styles.number("Report number")}"/>'


def _text(place: str, text: str, style: int) -> str:
    if not text:
        return f'<c r="{place}" s="{style}"/>'
    shown = _escaped(safe_text(text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _escaped(text: str) -> str:
    return _MARKUP.sub(lambda found: _ENTITIES[found[0]], text) if _MARKUP.search(text) else text


def spliced(sheet: bytes, rows: Iterable[bytes], area: str) -> Iterator[bytes]:
    """A saved sheet with further rows after those it has, and the area it then covers.

    Args:
        area: such as ``A1:Q60``.
    """
    sheet = _DIMENSION.sub(f'<dimension ref="{area}"/>'.encode(), sheet)
    found = _SHEET_DATA.search(sheet)
    if found is None:
        raise ValueError("a saved sheet has no place for rows")
    yield sheet[: found.start()]
    if found[0] != b"</sheetData>":
        yield b"<sheetData>"
    yield from rows
    yield b"</sheetData>"
    yield sheet[found.end() :]
