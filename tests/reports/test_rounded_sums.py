"""Where rounded rows add up to another number than the rounded total, their sum is shown."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from apps.reports.formats.blocks import Table
from apps.reports.formats.excel import write_excel
from apps.reports.formats.pages import report_pages
from apps.reports.formats.words import SUM_OF_ROUNDED
from apps.reports.shapes import InventorySnapshot
from tests.reports.samples import EPA_HUB, Source, factors_of, line_of, sample_snapshot


def snapshot_of(kilograms: str) -> InventorySnapshot:
    """So many kg in each of three scopes."""
    sources = [
        Source(
            f"Activity {scope}",
            scope,
            "MWh",
            "US",
            EPA_HUB,
            "f",
            "quantity * ef",
            (("CO2", "1", "kg/MWh", Decimal(1)),),
        )
        for scope in ("1", "2-location", "3")
    ]
    lines = [line_of(each, site="North", month=date(2024, 1, 1), quantity=kilograms, row=2) for each in sources]
    return sample_snapshot(lines=lines, factors=factors_of(sources), assumptions=[], inputs=[], rejected=[])


@pytest.mark.parametrize(("kilograms", "sum_", "total"), [("0.4", "0.000", "0.001"), ("1000.6", "3.003", "3.002")])
def test_the_sum_of_rounded_rows_stands_above_the_total(kilograms: str, sum_: str, total: str) -> None:
    snapshot = snapshot_of(kilograms)
    printed = [
        [getattr(cell, "text", cell) for cell in row]
        for section in report_pages(snapshot)["sections"]
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.foot
    ]
    above = [row for row in printed if row[0] == SUM_OF_ROUNDED]
    assert above
    assert all(sum_ in row for row in above)
    sheet = openpyxl.load_workbook(io.BytesIO(write_excel(snapshot)))["Summary"]
    rows = {row[0].value: row for row in sheet.iter_rows(max_col=8) if row[0].value}
    together, whole = rows[SUM_OF_ROUNDED], rows["Total, scope 2 location-based"]
    assert (together[2].value, together[7].value) == (None, float(sum_))
    assert together[0].row == (whole[0].row or 0) - 1
    assert f"{Decimal(kilograms) * 3 / 1000:.3f}" == total


def test_it_is_not_shown_where_it_is_the_same() -> None:
    snapshot = snapshot_of("1000")
    sections = report_pages(snapshot)["sections"]
    assert SUM_OF_ROUNDED not in str([section.blocks for section in sections])
    sheet = openpyxl.load_workbook(io.BytesIO(write_excel(snapshot)))["Summary"]
    assert SUM_OF_ROUNDED not in [row[0].value for row in sheet.iter_rows()]
