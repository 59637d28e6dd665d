"""Lines of the ledger as a file: every number exact, its unit beside it, no text that a sheet would run."""

import csv
import io
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC
from decimal import Decimal

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from openpyxl import Workbook

from apps.calculations.models import Calculation
from apps.calculations.readable import document, members, recipe_content
from apps.inventory.models import LedgerLine, LineState
from apps.reports.formats.cells import safe_text
from apps.reports.formats.registry import format_of
from apps.reports.formats.scopes import all_scopes
from apps.reports.ledger_reading import Asked, entries_of, ledger_sum, scope_key
from greenlang.engine.numbers import canonical_number, parse_number
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.spreadsheet_text import inert

MOST_CSV, MOST_EXCEL = 100_000, 20_000
"""Lines of a file; a longer list is narrowed first."""
SHARE = 1000
HEADINGS = (
    "No.", "Calculation", "Recorded (UTC)", "Scope", "Site", "Activity", "From", "To", "Quantity", "Unit", "Formula",
    "Factor", "Factor unit", "Citation", "CO2e", "CO2e unit", "Biogenic CO2", "Biogenic unit", "Stands for", "Agent",
    "File", "Row",
)  # fmt: skip
# By it a spreadsheet knows the text for UTF-8.
_MARK = "\ufeff"
_SCOPES = {look.key: look.title for look in all_scopes()}
Cell = str | int | Decimal


def ledger_file(asked: Asked, *, extension: str, tenant_id: uuid.UUID) -> HttpResponseBase:
    """The lines that are asked for as a file, newest first.

    Args:
        extension: csv or xlsx.

    Raises:
        InvalidInput: there are more than the file takes.
    """
    most, total = (MOST_EXCEL if extension == "xlsx" else MOST_CSV), ledger_sum(asked)
    if total.lines > most or not total.is_all:
        told = f"These are {'' if total.is_all else 'more than '}{total.lines:,} lines; the file takes {most:,}."
        raise InvalidInput(told, mend="Narrow the ledger by period, site, month or scope, and export what is left.")
    answer: HttpResponseBase
    if extension == "xlsx":
        answer = HttpResponse(excel_of(asked, tenant_id), content_type=format_of("xlsx").media_type)
    else:
        answer = StreamingHttpResponse(csv_of(asked, tenant_id), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="ledger.{extension}"'
    return answer


def csv_of(asked: Asked, tenant_id: uuid.UUID) -> Iterator[str]:
    """The file, a share of lines at a time, each read in a transaction of its own."""
    yield _MARK + _csv([HEADINGS])
    for rows in _shares(asked, tenant_id):
        yield _csv([[_text(cell) for cell in row] for row in rows])


def excel_of(asked: Asked, tenant_id: uuid.UUID) -> bytes:
    """The workbook; numbers are numbers, with every digit they have."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Lines")
    sheet.append(list(HEADINGS))
    for rows in _shares(asked, tenant_id):
        for row in rows:
            sheet.append([_in_a_workbook(cell) if isinstance(cell, str) else cell for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _shares(asked: Asked, tenant_id: uuid.UUID) -> Iterator[list[list[Cell]]]:
    """Newest first, by where a share ends."""
    below: int | None = None
    while True:
        with tenant_scope(tenant_id):
            lines = asked.lines().order_by("-sequence")
            found = list((lines if below is None else lines.filter(sequence__lt=below))[:SHARE])
            rows = _rows(found)
        if not found:
            return
        yield rows
        below = found[-1].sequence


def _rows(lines: Sequence[LedgerLine]) -> list[list[Cell]]:
    states = {line.id: LineState(line.state).label for line in lines}
    return [_row(row, states[row.id]) for row in entries_of(lines)]


def _row(row: Calculation, stands_for: str) -> list[Cell]:
    recipe = recipe_content(row)
    lead = members(recipe.get("emission_factor"))
    source = members(document(row.source))
    return [
        row.sequence,
        str(row),
        f"{row.recorded_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
        _SCOPES.get(scope_key(row.scope), row.scope),
        str(source.get("site", "")),
        row.recipe.activity,
        str(source.get("start", "")),
        str(source.get("end", "")),
        _number(source.get("quantity", "")),
        str(source.get("unit", "")),
        row.formula_id,
        _number(lead.get("value", "")),
        str(lead.get("unit", "")),
        str(lead.get("citation", "")),
        row.co2e,
        "kg CO2e",
        row.co2_biogenic,
        "kg CO2",
        stands_for,
        f"{row.agent_id} {row.agent_version}",
        str(source.get("file", "")),
        str(source.get("row", "")),
    ]


def _number(text: object) -> Cell:
    """A number where the text is one."""
    try:
        return parse_number(str(text))
    except InvalidInput:
        return str(text)


def _csv(rows: Sequence[Sequence[str]]) -> str:
    content = io.StringIO()
    csv.writer(content).writerows(rows)
    return content.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return canonical_number(cell)
    return inert(cell) if isinstance(cell, str) else str(cell)


def _in_a_workbook(text: str) -> str:
    """The same without the characters that no workbook holds, such as the escapes of a terminal."""
    return inert(safe_text(text))
