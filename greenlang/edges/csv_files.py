"""Lists as files: CSV that a spreadsheet opens without taking a cell for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from greenlang.spreadsheet_text import inert

_CSV = "text/csv; charset=utf-8"


def csv_response(filename: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """RFC 4180 with a header, UTF-8 with a byte order mark, to be kept under a name.

    A text that a spreadsheet would take for a formula is written with an apostrophe before it; numbers stay numbers.
    """
    response = HttpResponse("".join(_shares(columns, [rows])), content_type=_CSV)
    response.headers["Content-Disposition"] = _kept_as(filename)
    return response


def csv_stream(
    filename: str, columns: Sequence[str], shares: Iterable[Iterable[Sequence[object]]]
) -> StreamingHttpResponse:
    """The same of a list of any length, written share by share as they are read."""
    response = StreamingHttpResponse(_shares(columns, shares), content_type=_CSV)
    response.headers["Content-Disposition"] = _kept_as(filename)
    return response


def _kept_as(filename: str) -> str:
    plain = "".join(character if character.isprintable() else "-" for character in filename)
    return str(content_disposition_header(True, plain))


def _shares(columns: Sequence[str], shares: Iterable[Iterable[Sequence[object]]]) -> Iterator[str]:
    yield "\ufeff" + _text([columns])
    for rows in shares:
        yield _text([_cell(cell) for cell in row] for row in rows)


def _text(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(cell: object) -> str:
    return inert("" if cell is None else str(cell))
