"""Giving a file back with what has to be mended in it."""

from dataclasses import dataclass

from apps.inventory.models import ActivityUpload, FileKind, RejectedRow, StagedFile
from apps.inventory.readers.bounded import file_facts, sheet_records
from apps.inventory.readers.delimited import read_text
from apps.inventory.readers.handed_back import as_csv, as_xlsx, handed_back, message_of
from apps.inventory.services.staging import facts_of
from greenlang.errors import NotFound

MOST_EXCEL = 10_000
"""Rows that are written as a workbook; more are written as CSV, which takes a tenth of the time."""
_EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Returned:
    """A file to be downloaded."""

    filename: str
    media_type: str
    content: bytes


def upload_hand_back(*, upload: ActivityUpload, only: bool) -> Returned:
    """The sheet an upload was taken from, with a column that says of each row that was not accepted why.

    Args:
        only: the rejected rows alone; else all rows, the duplicates with their message too.

    Raises:
        NotFound: the file is not kept (it was taken in before files were).
    """
    source = StagedFile.objects.filter(upload=upload).first()
    if source is None:
        raise NotFound("The file itself is not kept.", where="upload", mend="Mend your own copy.")
    data = bytes(source.content)
    messages = _messages(upload, only=only)
    facts = facts_of(source) if source.sheets else file_facts(data)[1][0]
    rows = handed_back(facts.header, sheet_records(data, facts.name), messages, only=only)
    stem = source.filename.rpartition(".")[0] or source.filename
    count = len(messages) if only else facts.rows
    if source.kind == FileKind.XLSX and count <= MOST_EXCEL:
        return Returned(f"{stem} to mend.xlsx", _EXCEL_TYPE, as_xlsx(rows, name=facts.name))
    delimiter, encoding = ",", "utf-8"
    if source.kind == FileKind.CSV:
        text = read_text(data)
        delimiter, encoding = text.delimiter, text.encoding
    return Returned(f"{stem} to mend.csv", "text/csv", as_csv(rows, delimiter=delimiter, encoding=encoding))


def _messages(upload: ActivityUpload, *, only: bool) -> dict[int, str]:
    found = RejectedRow.objects.filter(upload=upload)
    if only:
        found = found.filter(is_duplicate=False)
    messages: dict[int, str] = {}
    for row, column, reason in found.order_by("row").values_list("row", "column", "reason"):
        told = message_of(row, column, reason)
        messages[row] = f"{messages[row]} {told}" if row in messages else told
    return messages
