"""Files of many makings: read for what they say, every row accounted for; what cannot be read is refused in time."""

import io
import resource
import zipfile
from contextlib import suppress
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.inventory.errors import UnreadableFile
from apps.inventory.readers.bounded import file_facts, sheet_records
from apps.inventory.readers.columns import MESSAGE_COLUMN
from apps.inventory.readers.facts import SheetFacts, sheet_facts
from apps.inventory.readers.files import sheets_of
from apps.inventory.readers.handed_back import as_cell, as_csv, as_xlsx, handed_back
from apps.inventory.readers.plans import header_fingerprint, lacking, propose
from apps.inventory.readers.rows import AcceptedRow, RejectedRow, rows_by
from apps.inventory.readers.tables import Record

TABLE = "Site;Menge;Größe\nMünchen;1,5;x\n"
YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}


def only(data: bytes) -> SheetFacts:
    (sheet,) = sheets_of(data)
    return sheet_facts(sheet)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_characters_and_delimiters_are_understood(encoding: str, delimiter: str) -> None:
    facts = only(TABLE.replace(";", delimiter).encode(encoding))
    assert facts.header == ("Site", "Menge", "Größe")
    assert facts.head[0].cells == ["München", "1,5", "x"]
    assert any("not UTF-8" in told for told in facts.told) == (encoding in {"cp1252", "latin-1"})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old kind"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument", "OpenDocument"),
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\x89PNG\r\n", "picture"),
        (b"site\x00start\n1\x002\n", "NUL"),
        (b"\xff\xfe\x00", "Save it as"),
        (b"a\x81\x01b", "no text"),
    ],
)
def test_what_is_no_table_is_refused_with_how_to_save_it(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        list(map(sheet_facts, sheets_of(data)))


def test_rows_that_do_not_fit_are_accounted_for_and_none_is_lost() -> None:
    data = b'site,unit\na,b\nc\n\n d , e ,,\nf,g,h\n"i\nj","k"\n' + b"x" * 501 + b',l\nm,n\nlast,"open\n'
    records = list(next(sheets_of(data)).records)
    assert [record.number for record in records] == [2, 3, 5, 6, 7, 8, 9, 10]
    assert records[2].cells == ("d", "e")
    assert "3 cells, the header 2" in records[3].problem
    assert records[4].cells == ["i\nj", "k"]
    assert records[5].problems == {0: "Longer than 500 characters."}
    assert "quote" in records[7].problem


def workbook(*rows: list[Any], title: str = "Gas") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.create_sheet("Empty")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_says_what_a_person_reads_in_it() -> None:
    data = workbook(
        ["Gas of 2025"],
        [],
        ["Facility", "Month", "Amount", "UoM", "Estimated"],
        ["Lyon", date(2025, 1, 1), 0.1 + 0.2, "MWh", True],
        ["Lyon", date(2025, 2, 1), 12345678.9, "MWh", None],
        [None, None, None, None, None],
        ["Lyon", "Mar 2025", "=1+1", "MWh", None],
        ["Lyon", "2025-04", "#N/A", "MWh", "actual"],
    )
    facts = only(data)
    assert (facts.name, facts.header_row, facts.rows) == ("Gas", 3, 4)
    rows = list(rows_by(propose(facts), facts.header, facts.head, **YEAR))
    first, second, formula, error = rows
    assert isinstance(first, AcceptedRow)
    assert (first.quantity, first.start, first.end, first.is_estimated) == (
        "0.3",
        date(2025, 1, 1),
        date(2025, 1, 31),
        True,
    )
    assert isinstance(second, AcceptedRow)
    assert (second.row, second.quantity) == (5, "12345678.9")
    assert isinstance(formula, RejectedRow)
    assert (formula.row, formula.column) == (7, "Amount")
    assert "formula" in formula.reason
    assert isinstance(error, RejectedRow)
    assert "#N/A" in error.reason


def test_headings_of_other_programs_are_understood_and_what_is_doubled_is_asked() -> None:
    facts = only(
        b"Plant Name,FROM,To,Consumption (kWh),Amount,Fuel Type,Fuel,Note on it\nA,2025-01-01,2025-01-31,1,2,g,h,i\n"
    )
    plan = propose(facts, inputs=["fuel_type", "fuel"])
    assert [column.means for column in plan.columns] == ["site", "start", "end", "", "", "input", "input", "note"]
    assert [column.name for column in plan.columns[5:]] == ["fuel_type", "fuel", "note on it"]
    assert {place for place, _ in lacking(plan, facts)} == {"column-3", "column-4", "quantity", "constant-unit"}
    assert header_fingerprint(["Plant  name", "TO"]) == header_fingerprint(["plant_name", "to"])
    plan = propose(
        only("Werk;Zeitraum von;bis;Energieträger;Strom (MWh);Kosten (€);Bemerkung\nA;1;2;b;3;4;c\n".encode())
    )
    assert [column.means for column in plan.columns] == [
        "site",
        "start",
        "end",
        "description",
        "quantity",
        "note",
        "note",
    ]
    assert plan.constants == {"unit": "MWh"}
    plan = propose(only(b"Facility,Month,Electricity (MWh)\nA,2025-01,3\n"))
    assert plan.constants == {"unit": "MWh", "description": "Electricity"}


def book(sheet: bytes, **parts: bytes) -> bytes:
    """A workbook by hand; ``parts``: further ones of its folder."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        main = b'<workbook xmlns:r="r"><sheets><sheet name="S" r:id="1"/></sheets></workbook>'
        related = (
            b'<Relationships><Relationship Id="1" Type="x/worksheet" Target="s.xml"/>'
            b'<Relationship Id="2" Type="x/sharedStrings" Target="texts.xml"/></Relationships>'
        )
        for name, part in {"workbook.xml": main, "_rels/workbook.xml.rels": related, "s.xml": sheet, **parts}.items():
            archive.writestr(f"xl/{name}", part)
    return content.getvalue()


HEAD = b"<x><sheetData><row><c t='inlineStr'><is><t>site</t></is></c></row>"
TAIL = b"</sheetData></x>"


def test_no_file_costs_more_than_its_share_whatever_it_holds() -> None:
    whole = workbook(["site", "unit"], *[["a", "b"]] * 200)
    for data, says in {
        "entities": (book(b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'), "document type"),
        "cut off": (whole[: len(whole) // 2], "damaged"),
        "a broken part": (book(b"<x><sheetData><row>"), "no XML"),
    }.values():
        with pytest.raises(UnreadableFile, match=says):
            file_facts(data)
    slow = book(HEAD + (b"<row>" + b"<c><v>1</v></c>" * 99 + b"</row>") * 90_000 + TAIL)
    with pytest.raises(UnreadableFile, match="seconds or 256 MB"):
        file_facts(slow, seconds=1)
    # Old parsers go over an endless text again and again, and are stopped; newer ones are through at once.
    endless, before = book(HEAD + b"<row r='" + b"1" * (40 * 1024 * 1024) + b"'/>" + TAIL), seconds_of_children()
    with suppress(UnreadableFile):
        file_facts(endless, seconds=1)
    assert seconds_of_children() - before < 3


def seconds_of_children() -> float:
    """CPU that processes begun by this one have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_workbook_is_unpacked_up_to_a_bound_whatever_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = book(HEAD + b" " * (3 * 1024 * 1024) + TAIL)
    assert len(bomb) < 10_000
    assert [each.rows for each in map(sheet_facts, sheets_of(bomb))] == [0]
    monkeypatch.setattr("apps.inventory.readers.workbook.archive.MOST_BYTES", 2 * 1024 * 1024)
    with pytest.raises(UnreadableFile, match="200 MB when it is unpacked"):
        list(map(sheet_facts, sheets_of(bomb)))


def test_odd_cells_of_a_workbook_are_accounted_for() -> None:
    odd = (
        b"<row><c t='s'><v>7</v></c></row><row r='1'><c r='A1'><v>1</v></c></row>"
        b"<row r='9999999'><c><v>2</v></c></row>"
        b"<row><c r='ZZZZ9'><v>3</v></c></row><row><c><v>NaN</v></c></row><row><c><v>1e999</v></c></row>"
        b"<row><c><v>-0</v></c></row><row><c t='d'><v>2025-01-31T00:00:00</v></c></row>" + b"<a>" * 50 + b"</a>" * 50
    )
    records = list(sheet_records(book(HEAD + odd + TAIL, **{"texts.xml": b"<x><si><t>one</t></si></x>"}), "S"))
    assert [bool(record.problem or record.problems) for record in records] == [True] * 6 + [False] * 2
    assert [record.cells[0] for record in records[6:]] == ["0", "2025-01-31"]


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=12
) | st.sampled_from(
    ["=1+1", "-5", "+1", "@x", "-x", "0.10", "00123", "12345678901234567890", "2025-01-31", "2025-13-41", "1.5", "'=x"]
)


@settings(max_examples=15)
@given(st.lists(st.lists(CELL, min_size=2, max_size=2).filter(any), min_size=1, max_size=5))
def test_what_is_handed_back_says_the_same_when_it_is_read_again(cells: list[list[str]]) -> None:
    before = list(next(sheets_of(as_csv([["site", "unit"], *cells], delimiter=",", encoding="utf-8"))).records)
    rows = list(handed_back(["site", "unit"], before, {2: "=mend"}, only=False))
    for text in (text for row in rows[1:] for text in row):
        assert as_cell(text) == text
    for data in (as_csv(rows, delimiter=";", encoding="utf-8"), as_xlsx(rows, name="S")):
        sheet = next(sheets_of(data))
        assert sheet.header == ("site", "unit", MESSAGE_COLUMN)
        assert [list(record.cells[:2]) for record in sheet.records] == [list(record.cells) for record in before]
    assert [row[-1] for row in handed_back(["a"], [Record(2, ["x"]), Record(3, ["y"])], {3: "why"}, only=True)][1:] == [
        "why"
    ]
