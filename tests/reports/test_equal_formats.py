"""Whatever the inventory: PDF, Excel, XBRL, CSV and JSON say the same numbers, each to its stated decimals."""

import csv
import io
import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from apps.reports.datapoints import datapoints_of
from apps.reports.errors import PdfUnavailable
from apps.reports.formats.documents import write_report
from apps.reports.formats.excel import write_excel
from apps.reports.formats.figures import stated
from apps.reports.formats.names import cell_names
from apps.reports.formats.registry import format_of
from apps.reports.shapes import InventoryLine, InventorySnapshot
from apps.reports.xbrl.facts import xbrl_report
from apps.reports.xbrl.mapping import mapping_for, standards
from apps.reports.xbrl.oim import write_oim
from tests.reports.generated import inventory
from tests.reports.test_excel_report import SOFFICE, recomputed

WIDE = Context(prec=200, rounding=ROUND_HALF_EVEN)
ORDINARY, ALL = range(20), range(500)
SCOPES = {"scope-1": "1", "scope-2-location": "2-location", "scope-2-market": "2-market", "scope-3": "3"}
Said = dict[str, Decimal]
"""A format's numbers by datapoint."""


def added_up(snapshot: InventorySnapshot) -> Said:
    """The totals, added up here and rounded once, without any code of the reports."""
    found: Said = {}
    for id_, scope in SCOPES.items():
        lines = [line for line in snapshot["lines"] if line["scope"] == scope]
        if lines:
            found[id_] = rounded(tonnes(lines))
    for method, other in (("location", "2-market"), ("market", "2-location")):
        lines = [line for line in snapshot["lines"] if line["scope"] != other]
        found[f"total-{method}"] = rounded(tonnes(lines))
    if "scope-2-market" not in found:
        del found["total-market"]
    return found


def tonnes(lines: Iterable[InventoryLine]) -> Decimal:
    total = Decimal(0)
    for line in lines:
        for gas in line["gases"]:
            mass = WIDE.multiply(Decimal(gas["mass"]), Decimal(gas["gwp"]))
            total = WIDE.add(total, WIDE.multiply(mass, Decimal(line.get("share", "1"))))
    return WIDE.divide(total, Decimal(1000))


def rounded(number: Decimal, places: int = 3) -> Decimal:
    return number.quantize(Decimal((0, (1,), -places)), context=WIDE)


def of_excel(snapshot: InventorySnapshot) -> Said:
    """The cells under the datapoints' names, as a spreadsheet shows them."""
    workbook = openpyxl.load_workbook(io.BytesIO(write_excel(snapshot)))
    found = {}
    for id_, point in datapoints_of(snapshot).items():
        values = set()
        for name in cell_names(id_):
            ((sheet, cell),) = workbook.defined_names[name].destinations
            shown = workbook[sheet][cell]
            places = len(shown.number_format.partition(".")[2])
            assert places == point.decimals
            values.add(rounded(Decimal(repr(shown.value)), places))
        (found[id_],) = values
    return found


def of_csv(snapshot: InventorySnapshot) -> Said:
    text = format_of("datapoints.csv").write(snapshot).content.decode("utf-8-sig")
    return {row["id"]: Decimal(row["stated"]) for row in csv.DictReader(io.StringIO(text))}


def of_json(snapshot: InventorySnapshot) -> Said:
    return {row["id"]: Decimal(row["stated"]) for row in json.loads(write_report(snapshot))["datapoints"]}


def of_xbrl(snapshot: InventorySnapshot) -> Said:
    """The facts of xBRL-JSON by every standard, in the datapoints' own units; none says another number of one."""
    found: Said = {}
    for standard in standards():
        mapping = mapping_for(standard, date.fromisoformat(snapshot["period"]["end"]))
        assert mapping is not None
        report = xbrl_report(snapshot, mapping)
        facts = json.loads(write_oim(report))["facts"]
        assert len(facts) == len(report.facts)
        for fact in report.facts:
            value = Decimal(facts[fact.id]["value"]).scaleb(fact.shift, context=WIDE)
            assert found.setdefault(fact.id, value) == value
    return found


def text_of_pdf(snapshot: InventorySnapshot) -> str:
    """Everything printed, without blanks: a long number may be parted over lines."""
    reader = PdfReader(io.BytesIO(format_of("pdf").write(snapshot).content))
    return "".join("".join(page.extract_text().split()) for page in reader.pages)


def say_the_same(snapshot: InventorySnapshot) -> None:
    points = datapoints_of(snapshot)
    expected = {id_: point.stated for id_, point in points.items()}
    for id_, total in added_up(snapshot).items():
        assert expected[id_] == total, id_
    assert of_json(snapshot) == expected
    assert of_csv(snapshot) == expected
    in_xbrl = of_xbrl(snapshot)
    assert {"total-location"} <= in_xbrl.keys() <= expected.keys()
    assert in_xbrl == {id_: expected[id_] for id_ in in_xbrl}
    in_excel = of_excel(snapshot)
    assert in_excel.keys() == expected.keys()
    for id_, value in in_excel.items():
        # A spreadsheet holds fifteen digits, which the exact text stands beside; up to there it is the very number.
        digits = len(expected[id_].as_tuple().digits)
        close = expected[id_] if digits <= 15 else value
        assert value == close, id_
        assert abs(value - expected[id_]) <= abs(expected[id_]).scaleb(-15)


def printed_the_same(snapshot: InventorySnapshot) -> None:
    text = text_of_pdf(snapshot)
    for id_, point in datapoints_of(snapshot).items():
        row = "".join(f"{id_}{point.title}{stated(point)}{point.unit}".split())
        assert row in text, row


@pytest.mark.parametrize("number", ORDINARY)
def test_every_format_says_the_same(number: int) -> None:
    say_the_same(inventory(number))


@pytest.mark.parametrize(
    "number", [*ORDINARY[:4], *(pytest.param(number, marks=pytest.mark.thorough) for number in ORDINARY[4:])]
)
def test_what_is_printed_is_the_same(number: int) -> None:
    try:
        printed_the_same(inventory(number))
    except PdfUnavailable:
        pytest.skip("pango is not installed")


@pytest.mark.long
@pytest.mark.parametrize("number", [number for number in ALL if number not in ORDINARY])
def test_every_format_of_many_says_the_same(number: int) -> None:
    say_the_same(inventory(number))
    printed_the_same(inventory(number))


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("number", ALL[::20])
def test_another_program_recomputes_what_is_stated(number: int, tmp_path: Path) -> None:
    snapshot = inventory(number)
    sheet = openpyxl.load_workbook(io.BytesIO(recomputed(write_excel(snapshot), tmp_path)), data_only=True)[
        "Datapoints"
    ]
    points = datapoints_of(snapshot)
    again = 0
    for row in sheet.iter_rows(min_row=2, values_only=True):
        assert row[9] in ("agrees", None), row
        if isinstance(row[8], int | float):
            point, value = points[str(row[0])], Decimal(repr(row[8]))
            bound = max(Decimal((0, (1,), -point.decimals)), abs(point.stated).scaleb(-12))
            assert abs(rounded(value, point.decimals) - point.stated) <= bound, row
            again += 1
    assert again >= 4


def test_generated_inventories_are_of_every_kind() -> None:
    found = [inventory(number) for number in ORDINARY]
    scopes = {line["scope"] for snapshot in found for line in snapshot["lines"]}
    assert scopes == set(SCOPES.values())
    assert {snapshot["status"] for snapshot in found} == {"draft", "final", "restated"}
    text = re.sub(r"\s", "", json.dumps(found))
    for member in ('"share":', '"CO2_biogenic"', '"SF6"', '"revenue":', '"purchased_energy":', '"energy":'):
        assert member in text
    totals = [abs(Decimal(snapshot["totals"]["co2e_kg"])) for snapshot in found]
    assert min(totals) < 1000
    assert max(totals) > 10**12
