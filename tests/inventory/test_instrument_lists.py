"""Contractual instruments as they are typed and listed: every finding is named, no certificate is claimed twice."""

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from apps.inventory.errors import UnreadableFile
from apps.inventory.instruments.listed import instrument_facts
from apps.inventory.instruments.markets import market_named, market_of
from apps.inventory.instruments.serials import SerialRange
from apps.inventory.readers.instruments import read_instruments
from greenlang.errors import InvalidInput

GOOD = {
    "kind": "certificate",
    "name": "GO 2025",
    "market": "FR",
    "vintage_start": "2025-01-01",
    "vintage_end": "2025-12-31",
    "quantity": "6",
    "unit": "MWh",
    "rate": "0",
    "retired_on": "2026-01-31",
    "retired_for": "Alpha",
}
NUMBERS = st.tuples(st.integers(0, 40), st.integers(0, 10))


@given(NUMBERS, NUMBERS, st.booleans())
def test_ranges_overlap_where_a_certificate_is_in_both(one: tuple[int, int], two: tuple[int, int], same: bool) -> None:
    first, second = (SerialRange.of(f"GO-{start:06}", f"GO-{start + more:06}") for start, more in (one, two))
    if not same:
        second = SerialRange.of(f"REC-{two[0]:06}", f"rec-{sum(two):06}")
    both = {*range(one[0], sum(one) + 1)} & {*range(two[0], sum(two) + 1)}
    assert first.overlaps(second) == second.overlaps(first) == (same and bool(both))


@pytest.mark.parametrize(("first", "last"), [("GO-9", "GO-1"), ("GO-1", "REC-2"), ("GO", ""), ("1", "x")])
def test_serial_numbers_that_make_no_range_are_refused(first: str, last: str) -> None:
    with pytest.raises(InvalidInput):
        SerialRange.of(first, last)


def test_an_instrument_is_typed() -> None:
    facts = instrument_facts(GOOD)
    assert facts["kwh"] == Decimal(6000)
    assert facts["rate"] == 0
    assert facts["kind"] == "energy-attribute-certificates"
    assert facts["market"] == "AIB"
    assert facts["attested"] == {}


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"kind": "promise"}, "kind"),
        ({"vintage_end": "2024-01-01"}, "vintage_end"),
        ({"vintage_start": "1.1.2025"}, "vintage_start"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": ""}, "quantity"),
        ({"unit": "kW"}, "unit"),
        ({"rate": ""}, "rate"),
        ({"factor": "ef_0000000000000000"}, "rate"),
        ({"rate": "-1"}, "rate"),
        ({"retired_for": ""}, "retired_for"),
        ({"serial_last": "GO-1"}, "serial_first"),
        ({"certificates_sold_separately": "perhaps"}, "certificates_sold_separately"),
        ({"name": "x" * 300}, "name"),
    ],
)
def test_what_is_wrong_is_said_at_its_column(changed: dict[str, str], column: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        instrument_facts(GOOD | changed)
    assert column in {each["pointer"] for each in raised.value.errors}


def test_every_finding_is_said_at_once() -> None:
    with pytest.raises(InvalidInput) as raised:
        instrument_facts({})
    assert {"kind", "name", "market", "vintage_start"} <= {each["pointer"] for each in raised.value.errors}


def test_a_supplier_s_rate_may_cover_whatever_is_delivered() -> None:
    facts = instrument_facts(GOOD | {"kind": "supplier rate", "quantity": "", "rate": "0.215"})
    assert facts["kwh"] is None
    assert facts["rate"] == Decimal("0.215")


def test_a_place_is_in_its_market() -> None:
    assert {market_of("DE"), market_of("FR"), market_named("AIB"), market_named("fr")} == {"AIB"}
    assert {market_of("US-CAMX"), market_of("CA-SK"), market_named("US-CA")} == {"US-CA"}
    assert market_of("IN") == "IN"


def test_a_list_is_read_by_the_names_of_its_columns() -> None:
    header = ";".join(GOOD).replace("vintage_start", "From").replace("quantity", "Amount")
    rows = list(read_instruments(f"{header}\n{';'.join(GOOD.values())}\n;;\n".encode()))
    assert rows == [(2, GOOD)]


def test_a_workbook_is_read_as_well() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(GOOD))
    sheet.append([date(2025, 1, 1) if name == "vintage_start" else text for name, text in GOOD.items()])
    file = io.BytesIO()
    book.save(file)
    assert list(read_instruments(file.getvalue())) == [(2, GOOD)]


@pytest.mark.parametrize(
    "data", [b"", b"kind,name\n", b"\xff\xfe", b"kind,name,market,vintage_start,vintage_end,colour\n", b"\x00"]
)
def test_a_list_that_cannot_be_read_says_why(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        list(read_instruments(data))
