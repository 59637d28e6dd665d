"""What a file is, and its sheets. Pure."""

from collections.abc import Iterator

from apps.inventory.errors import UnreadableFile
from apps.inventory.readers.delimited import read_text, records_of
from apps.inventory.readers.tables import MAX_BYTES, Sheet, headed
from apps.inventory.readers.workbook.parts import Part, Workbook
from apps.inventory.readers.workbook.sheets import rows_of

MOST_SHEETS = 20
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip file",
}
AS_EXCEL = "Save it as “Excel workbook (.xlsx)” or as “CSV UTF-8”, and without a password."


def kind_of(data: bytes) -> str:
    """``csv`` or ``xlsx``, by what the file holds and not by its name.

    Raises:
        UnreadableFile: empty, too large, or of a kind that is not read; says how to save it.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableFile("The file is larger than 10 MB.", where="file", mend="Split it by month or site.")
    if not data.strip():
        raise UnreadableFile("The file is empty.", where="file", mend="Choose one with a header and rows.")
    if data.startswith(_OLD):
        raise UnreadableFile(
            "The file is an Excel workbook of the old kind (.xls), or has a password.", where="file", mend=AS_EXCEL
        )
    other = next((name for mark, name in _OTHERS.items() if data.startswith(mark)), "")
    if other:
        raise UnreadableFile(f"The file is {other}, no table.", where="file", mend="Choose a CSV or Excel file.")
    if not data.startswith(b"PK"):
        return "csv"
    if b"mimetypeapplication/vnd.oasis" in data[:200]:
        raise UnreadableFile("The file is an OpenDocument spreadsheet.", where="file", mend=AS_EXCEL)
    return "xlsx"


def sheets_of(data: bytes, *, name: str | None = None) -> Iterator[Sheet]:
    """The sheets of a file that hold anything, in their order; a text file is one sheet.

    Args:
        name: only the sheet of this name.

    Raises:
        UnreadableFile: the file as a whole; also while its records are read.
    """
    if kind_of(data) == "csv":
        text = read_text(data)
        if sheet := headed("", records_of(text), text.told):
            yield sheet
        return
    book = Workbook.of(data)
    if len(book.sheets) > MOST_SHEETS:
        raise UnreadableFile(f"The workbook has {len(book.sheets)} sheets.", where="file", mend="Keep 20 at most.")
    for part in book.sheets:
        wanted = name is None or part.name == name
        if wanted and (sheet := headed(part.name, rows_of(book, part), _hidden(part))):
            yield sheet


def _hidden(part: Part) -> list[str]:
    return ["This sheet is hidden in Excel."] if part.hidden else []
