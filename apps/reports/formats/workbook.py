"""A workbook in the making: sheets that openpyxl writes, long tables that are written as rows, and its bytes."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from apps.reports.formats.cells import Column, Row, add_styles, finish_table_sheet, put_headings
from apps.reports.formats.lines import scope_label
from apps.reports.formats.progress import tell
from apps.reports.formats.rows import CellStyles, TableRows, spliced
from apps.reports.formats.scopes import ScopeLook, all_scopes

_MOMENT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
# Of hundreds of megabytes of cells nine tenths go at any level; the next hundredth costs as long again.
_EFFORT = 4


class ReportWorkbook:
    """Sheets in the order in which they are asked for."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.workbook.remove(self.workbook.worksheets[0])
        add_styles(self.workbook)
        self._styles = CellStyles(self.workbook)
        self._tables: dict[str, tuple[TableRows[Any], str]] = {}

    def sheet(self, title: str) -> Any:
        """A new sheet at the end."""
        return self.workbook.create_sheet(title)

    def table(
        self, title: str, columns: Sequence[Column[Row]], rows: Sequence[Row], *, freeze: str = "B2", printed: int = 0
    ) -> int:
        """A new sheet that is one table, of any length; the number of its last row.

        Args:
            printed: how many of its columns go on paper, if not all.
        """
        sheet, last = self.sheet(title), 1 + len(rows)
        put_headings(sheet, columns)
        finish_table_sheet(sheet, columns, last, freeze=freeze, printed=printed)
        area = f"A1:{get_column_letter(len(columns))}{last}"
        self._tables[title] = (TableRows(self._styles, columns, rows, dresses=_DRESSES), area)
        return last

    def name(self, name: str, sheet: str, cell: str) -> None:
        """Give a cell, such as ``$C$8``, a name."""
        self.workbook.defined_names[name] = DefinedName(name, attr_text=f"{sheet}!{cell}")

    def bytes(self, *, title: str, at: datetime) -> bytes:
        """The file; the same content gives the same bytes.

        Args:
            at: when it was made, in UTC without an offset; the clock is not asked.
        """
        self.workbook.properties.title = title
        self.workbook.properties.creator = "GreenLang"
        self.workbook.properties.created = at
        places = {f"xl/worksheets/sheet{n}.xml": name for n, name in enumerate(self.workbook.sheetnames, start=1)}
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=_EFFORT) as target:
            with self._saved() as saved:
                for place, name in places.items():
                    if name in self._tables:
                        tell(f"sheet {name}")
                        table, area = self._tables[name]
                        _pack(target, place, spliced(saved.read(place), table.chunks(), area))
            # Saved again, as the rows asked for styles.
            with self._saved() as saved:
                for place in saved.namelist():
                    if places.get(place) not in self._tables:
                        _pack(target, place, [_dated(place, saved.read(place), at)])
        return packed.getvalue()

    def _saved(self) -> zipfile.ZipFile:
        saved = io.BytesIO()
        self.workbook.save(saved)
        return zipfile.ZipFile(saved)


def _dated(place: str, content: bytes, at: datetime) -> bytes:
    moment = f"{at.isoformat()}Z".encode()
    return _MOMENT.sub(rb"\g<1>" + moment + rb"\g<2>", content) if place == "docProps/core.xml" else content


def _pack(target: zipfile.ZipFile, place: str, parts: Iterable[bytes]) -> None:
    # Opened by its name, an entry has the first day of 1980 and no owner, whatever the clock says.
    with target.open(place, "w", force_zip64=True) as file:
        for part in parts:
            file.write(part)


def dressed(cell: Any, look: ScopeLook, *, bold: bool = False) -> None:
    """Make a cell look like a scope."""
    cell.font = Font(name="Calibri", size=10, bold=bold, color=look.ink)
    cell.fill = PatternFill("solid", fgColor=look.tint)


def _dress(look: ScopeLook) -> Callable[[Any], None]:
    return lambda cell: dressed(cell, look)


_DRESSES = {scope_label(look): _dress(look) for look in all_scopes()}
