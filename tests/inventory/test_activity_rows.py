"""Activity data: every row is accepted or handed back with its column and reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.inventory.errors import UnreadableFile
from apps.inventory.models import ActivityData, RejectedRow, Site
from apps.inventory.readers.rows import AcceptedRow, read_rows
from apps.inventory.readers.rows import RejectedRow as Rejection
from apps.inventory.services import activity_upload, period_open
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope

HEADER = "site,start,end,fuel,quantity,unit,basis,reference"
GOOD = "North,2025-01-01,2025-01-31,natural-gas,50,mmBtu,gross,A-1"


def rows(text: str | bytes) -> list[AcceptedRow | Rejection]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_rows(data, period_start=date(2025, 1, 1), period_end=date(2025, 12, 31)))


def only(line: str) -> AcceptedRow | Rejection:
    (row,) = rows(f"{HEADER}\n{line}\n")
    return row


def test_a_good_row_is_read_exactly() -> None:
    row = only(GOOD.replace("50", "0.10"))
    assert isinstance(row, AcceptedRow)
    assert (row.row, row.site, row.quantity, row.unit, row.basis) == (2, "North", "0.1", "mmBtu", "gross")
    assert row.attributes == {"fuel": "natural-gas"}
    said = only(GOOD.replace("gross", "Heizwert"))
    assert isinstance(said, AcceptedRow)
    assert said.basis == "net"


@pytest.mark.parametrize(
    ("old", "new", "column", "says"),
    [
        ("50", "", "quantity", "empty"),
        ("50", "NaN", "quantity", "NaN"),
        ("50", "1e999999999", "quantity", "1e9"),
        ("50", "1.234,5", "quantity", "1.234,5"),
        ("50", "-5", "quantity", "take it back (a reversal) and upload the right row"),
        ("50", "=1+1", "quantity", "=1+1"),
        ("50", "٥٠", "quantity", "digits"),
        ("mmBtu,gross", "ton,", "unit", "short_ton"),
        ("mmBtu,gross", "gallon,", "unit", "US_gallon"),
        ("mmBtu,gross", "flurbs,", "unit", "flurbs"),
        ("gross", "maybe", "basis", "gross"),
        ("2025-01-01", "01/02/2025", "start", "2025-01-31"),
        ("2025-01-01", "2025-02-30", "start", "no date"),
        ("2025-01-31", "2024-12-31", "end", "before"),
        ("2025-01-31", "2026-01-31", "end", "period"),
        ("North", "", "site", "empty"),
        ("North", "N" * 201, "site", "200"),
        ("A-1", "A" * 201, "reference", "200"),
        ("50", "1e100", "quantity", "100"),
        ("50", "1e-99", "quantity", "100"),
        ("50", '"50', "", "quote"),
    ],
)
def test_a_bad_row_is_handed_back_with_its_column_and_reason(old: str, new: str, column: str, says: str) -> None:
    row = only(GOOD.replace(old, f'"{new}"' if "," in new and column == "quantity" else new, 1))
    assert isinstance(row, Rejection)
    assert row.column == column
    assert says in row.reason


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"site,start\n", "missing"),
        (f"{HEADER},fuel\n".encode(), "twice"),
        (f"{HEADER}\nNor\x00th\n".encode(), "NUL"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        rows(data)


def test_delimiters_and_byte_order_marks_of_spreadsheets_are_understood() -> None:
    for delimiter in (";", "\t"):
        text = f"{HEADER}\n{GOOD}\n".replace(",", delimiter)
        assert isinstance(rows(b"\xef\xbb\xbf" + text.encode())[0], AcceptedRow)


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60), max_size=12))
def test_every_line_is_accounted_for_whatever_it_holds(lines: list[str]) -> None:
    import csv
    import io

    text = f"{HEADER}\n" + "\n".join(lines) + "\n"
    expected = sum(1 for cells in list(csv.reader(io.StringIO(text, newline="")))[1:] if any(c.strip() for c in cells))
    assert len(rows(text)) == expected


@pytest.mark.django_db
def test_rows_in_is_accepted_and_rejected_and_duplicate(tenant_a: Tenant) -> None:
    bad = GOOD.replace("mmBtu,gross", "ton,")
    data = f"{HEADER}\n{GOOD}\n{GOOD}\n{bad}\n{GOOD.replace('A-1', 'A-2')}\n".encode()
    with tenant_scope(tenant_a.id):
        period = period_open(entity_name="Alpha", name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))
        first = activity_upload(period=period, filename="a.csv", data=data)
        assert (first.rows_in, first.accepted, first.rejected, first.duplicate) == (4, 2, 1, 1)
        again = activity_upload(period=period, filename="a.csv", data=data)
        assert (again.rows_in, again.accepted, again.rejected, again.duplicate) == (4, 0, 1, 3)
        assert ActivityData.objects.count() == 2
        assert RejectedRow.objects.filter(upload=first, is_duplicate=False).get().row == 4


@pytest.mark.parametrize(
    ("reference", "column", "same"),
    [("A-1", "note remark", True), ("A-1", "note meter", False), ("A-1", "fuel", False), ("", "note remark", False)],
)
def test_a_note_tells_rows_of_one_document_apart_only_where_it_names_the_meter(
    reference: str, column: str, same: bool
) -> None:
    one, other = (
        AcceptedRow(2, "North", date(2025, 1, 1), date(2025, 1, 31), "5", "l", "", reference, {column: said})
        for said in ("first", "second")
    )
    assert (one.row_hash == other.row_hash) is same


def test_a_site_that_a_file_names_first_lies_where_all_its_rows_say(tenant_a: Tenant) -> None:
    lines = [
        "North,2025-01-01,2025-01-31,5,kWh,Deutschland", "North,2025-02-01,2025-02-28,6,kWh,DE",
        "South,2025-01-01,2025-01-31,5,kWh,US-CAMX", "East,2025-01-01,2025-01-31,5,kWh,UK",
        "East,2025-02-01,2025-02-28,5,kWh,FR", "West,2025-01-01,2025-01-31,5,kWh,EU",
    ]  # fmt: skip
    file = "\n".join(["site,start,end,quantity,unit,country", *lines]).encode()
    with tenant_scope(tenant_a.id):
        period = period_open(entity_name="Alpha", name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))
        activity_upload(period=period, filename="all.csv", data=file, uploaded_by="test")
        found = dict(Site.objects.values_list("name", "country"))
    assert found == {"North": "DE", "South": "US", "East": "", "West": ""}
