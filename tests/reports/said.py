"""What the formats of a report say of its datapoints, each read back from the file that is handed out."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

import openpyxl
from lxml import etree
from pypdf import PdfReader

from apps.reports.datapoints import datapoints_of
from apps.reports.formats.documents import write_report
from apps.reports.formats.excel import write_excel
from apps.reports.formats.figures import stated
from apps.reports.formats.names import cell_names
from apps.reports.formats.registry import format_of
from apps.reports.shapes import InventorySnapshot
from apps.reports.xbrl.facts import XbrlReport, xbrl_report
from apps.reports.xbrl.inline import write_package
from apps.reports.xbrl.mapping import mapping_for, standards
from apps.reports.xbrl.oim import write_oim

WIDE: Final = Context(prec=400, rounding=ROUND_HALF_EVEN)
IX: Final = "{http://www.xbrl.org/2013/inlineXBRL}"
MINUS: Final = "\N{MINUS SIGN}"
Said = dict[str, Decimal]
"""A format's numbers by datapoint."""


def rounded(number: Decimal, places: int = 3) -> Decimal:
    """Half to even, whatever the number's size."""
    return number.quantize(Decimal((0, (1,), -places)), context=WIDE)


def expected_of(snapshot: InventorySnapshot) -> Said:
    """What all of them are to say."""
    return {id_: point.stated for id_, point in datapoints_of(snapshot).items()}


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
    """The table of datapoints."""
    text = format_of("datapoints.csv").write(snapshot).content.decode("utf-8-sig")
    return {row["id"]: _with_decimals(row) for row in csv.DictReader(io.StringIO(text))}


def of_json(snapshot: InventorySnapshot) -> Said:
    """The document's datapoints."""
    return {row["id"]: _with_decimals(row) for row in json.loads(write_report(snapshot))["datapoints"]}


def _with_decimals(row: Mapping[str, str]) -> Decimal:
    """A text with as many decimals as the row says it has."""
    stated = Decimal(row["stated"])
    assert stated.as_tuple().exponent == -int(row["decimals"])
    return stated


def of_xbrl(snapshot: InventorySnapshot) -> Said:
    """The facts of xBRL-JSON by every standard, in the datapoints' own units; none says another number of one."""
    found: Said = {}
    for report in _xbrl_reports(snapshot):
        facts = json.loads(write_oim(report))["facts"]
        assert len(facts) == len(report.facts)
        for fact in report.facts:
            value = Decimal(facts[fact.id]["value"]).scaleb(fact.shift, context=WIDE)
            assert found.setdefault(fact.id, value) == value
    return found


def of_inline_xbrl(snapshot: InventorySnapshot) -> Said:
    """The figures of the pages of the Inline XBRL packages as people read them, minus signs and all.

    What is tagged, the figure with its sign and scale, is the fact that the xBRL-JSON has.
    """
    found: Said = {}
    for report in _xbrl_reports(snapshot):
        facts = json.loads(write_oim(report))["facts"]
        with zipfile.ZipFile(io.BytesIO(write_package(report))) as package:
            (page,) = (package.read(name) for name in package.namelist() if name.endswith(".xhtml"))
        tagged = list(etree.fromstring(page).iter(f"{IX}nonFraction"))
        assert [tag.get("id") for tag in tagged] == list(facts)
        for tag in tagged:
            figure, fact = Decimal(tag.text.replace(",", "")), facts[tag.get("id")]
            sign = Decimal(-1 if tag.get("sign") == "-" else 1)
            assert (sign * figure).scaleb(int(tag.get("scale")), context=WIDE) == Decimal(fact["value"])
            assert tag.get("decimals") == str(fact["decimals"])
            before = tag.getparent().text or ""
            shown = WIDE.multiply(figure, Decimal(-1 if before.strip() == MINUS else 1))
            assert found.setdefault(tag.get("id"), shown) == shown
    return found


def _xbrl_reports(snapshot: InventorySnapshot) -> Iterator[XbrlReport]:
    for standard in standards():
        mapping = mapping_for(standard, date.fromisoformat(snapshot["period"]["end"]))
        assert mapping is not None
        yield xbrl_report(snapshot, mapping)


def rows_not_printed(snapshot: InventorySnapshot, pdf: bytes) -> list[str]:
    """The rows of the index of numbers that the text of a PDF does not have.

    Without blanks: a long number may be parted over lines.
    """
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)
    rows = (f"{id_}{point.title}{stated(point)}{point.unit}" for id_, point in datapoints_of(snapshot).items())
    return [row for row in rows if "".join(row.split()) not in text]
