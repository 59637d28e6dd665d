"""The printed report says what the snapshot says, is tagged and sealed off, and says why where it cannot be."""

import importlib
import io
import re
import zlib
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pydyf  # type: ignore[import-untyped]
import pypdf
import pytest

from apps.reports.datapoints import datapoints_of
from apps.reports.errors import PdfUnavailable, SnapshotInvalid
from apps.reports.formats.figures import fixed, full, stated
from apps.reports.formats.packing import pack
from apps.reports.formats.pdf import chemistry, write_pdf
from apps.reports.formats.printed import appendices
from apps.reports.formats.progress import told_to
from apps.reports.formats.typefaces import shipped_typefaces
from apps.reports.shapes import InventorySnapshot
from greenlang.engine.canonical_json import canonical_json
from tests.reports.samples import (
    CONTRACT,
    DIESEL,
    GAS,
    POWER,
    WOOD,
    digest,
    factors_of,
    line_of,
    sample_snapshot,
)
from tests.reports.test_snapshot import JANUARY

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "W" * 400,
    "مصنع الشمال — אתר הצפון",
    "{{ 7*7 }} {% raw %} &amp;",
    "safe\u202egnp.exe\u202c",
    "control \x01 character",
    "</style><style>body{display:none}",
)


def _pango_is_here() -> bool:
    try:
        importlib.import_module("weasyprint")
    except OSError:
        return False
    return True


needs_pango = pytest.mark.skipif(not _pango_is_here(), reason="pango is not installed")


def text_of(pdf: bytes) -> str:
    """The text of all pages with white space folded."""
    document = pypdf.PdfReader(io.BytesIO(pdf))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in document.pages))


def packed(text: str) -> str:
    """Text without white space, for what a line break may part."""
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def sample() -> InventorySnapshot:
    return sample_snapshot()


@pytest.fixture(scope="module")
def pdf(sample: InventorySnapshot) -> bytes:
    return write_pdf(sample)


@pytest.fixture(scope="module")
def text(pdf: bytes) -> str:
    return text_of(pdf)


@needs_pango
def test_it_holds_the_totals(text: str) -> None:
    for figure in ("930.307", "283.042", "647.265", "927.698397", "930,307.11078171622512", "773.599"):
        assert figure in text
    assert "Not verified by a third party" in text
    assert "No line is in scope 3" in text


@needs_pango
def test_it_holds_every_line_with_factor_and_citation(text: str, sample: InventorySnapshot) -> None:
    together = packed(text)
    for line in sample["lines"]:
        assert packed(f"{full(line['quantity'], 6)} {line['unit']} ×") in together
        assert fixed(line["co2e_kg"], 3) in text
        assert packed(f"row {line['source_row']}{line['result_hash'][7:23]}") in together
    for factor in sample["factors"]:
        assert factor["ef_cid"] in together
        assert packed(factor["citation"]) in together
        assert packed(factor["licence"]) in together


@needs_pango
def test_a_line_is_said_as_quantity_conversion_factor_and_potential(text: str) -> None:
    said = (
        "350 US_gallon × 0.138 mmBtu(HHV)/US_gallon (F7) × 3 g(CH4)/mmBtu(HHV) (F5) = 0.144900 "
        "kg CH4; × 28 = 4.057 kg CO2e"
    )
    assert packed(said) in packed(text)


@needs_pango
def test_it_holds_the_hashes_that_prove_it(text: str, sample: InventorySnapshot) -> None:
    together = packed(text)
    assert sample["snapshot_hash"] in together
    assert sample["ledger"]["head_hash"] in together
    assert sample["inputs"][0]["sha256"] in together


@needs_pango
def test_the_snapshot_is_attached_as_its_source(pdf: bytes, sample: InventorySnapshot) -> None:
    document = pypdf.PdfReader(io.BytesIO(pdf))
    (attached,) = document.attachments.items()
    assert attached == ("snapshot.json", [canonical_json(sample)])
    catalogue: Any = document.trailer["/Root"]
    (file,) = catalogue["/AF"]
    assert file.get_object()["/AFRelationship"] == "/Source"


def test_what_is_packed_is_what_was_put_in() -> None:
    packed_up, plain = pydyf.PDF(), pydyf.PDF()
    for document in (packed_up, plain):
        document.add_object(pydyf.Stream([b"q", 1.5, "Q"], compress=True))
        document.add_object(pydyf.Stream([b"as it is"]))
        document.add_object(pydyf.Dictionary({"Kids": pydyf.Array([1, 0, "R"])}))
    pack(packed_up)
    drawn, untouched = packed_up.objects[-3:-1]
    assert zlib.decompress(drawn.stream[0]) == b"q\n1.5\nQ"
    assert (drawn.compress, drawn.extra) == (False, {"Filter": "/FlateDecode"})
    assert (untouched.stream, untouched.extra) == ([b"as it is"], {})
    others = (1, 2, 4, 5)
    assert [packed_up.objects[n].indirect for n in others] == [plain.objects[n].indirect for n in others]


@needs_pango
def test_it_lists_what_was_not_taken(text: str, sample: InventorySnapshot) -> None:
    for row in sample["rejected"]:
        assert packed(row["reason"]) in packed(text)


@needs_pango
def test_its_limits_list_what_the_mapping_takes_for_granted(text: str) -> None:
    for said in (
        "Taken for granted for “Erdgas Halle 2”. Another region: for United States (US), and the rows are in DE.",
        "3 lines, 1.234 t",
        "Reason: No German figure is published (P. Reparer, 2025-02-01).",
    ):
        assert packed(said) in packed(text)


@needs_pango
def test_it_is_tagged_and_titled_and_says_its_language(pdf: bytes, sample: InventorySnapshot) -> None:
    document = pypdf.PdfReader(io.BytesIO(pdf))
    catalogue: Any = document.trailer["/Root"]
    assert catalogue["/Lang"] == "en"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/StructTreeRoot"]["/K"]
    assert document.metadata is not None
    assert document.metadata.title == "Greenhouse gas inventory, Example Manufacturing, Inc., Calendar year 2024"
    assert b"pdfuaid" in pdf or b"pdfuaid" in catalogue["/Metadata"].get_data()
    assert {round(page.mediabox.width) for page in document.pages} == {595, 842}


@needs_pango
def test_pages_are_numbered_under_a_running_header(pdf: bytes) -> None:
    document = pypdf.PdfReader(io.BytesIO(pdf))
    count = len(document.pages)
    for number, page in enumerate(document.pages[1:], start=2):
        text = re.sub(r"\s+", " ", page.extract_text())
        assert f"Page {number} of {count}" in text
        assert "Example Manufacturing, Inc." in text


@needs_pango
def test_headings_of_a_long_table_are_repeated(pdf: bytes) -> None:
    document = pypdf.PdfReader(io.BytesIO(pdf))
    of_lines = [page for page in document.pages if "Source, result" in page.extract_text()]
    assert len(of_lines) >= 4


@needs_pango
def test_one_snapshot_gives_the_same_bytes_and_tells_its_pages(
    pdf: bytes, sample: InventorySnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.reports.formats.progress.SECONDS", 0.0)
    told: list[str] = []
    with told_to(told.append):
        assert write_pdf(sample) == pdf
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert {f"laying out page {number}" for number in range(1, pages + 1)} <= set(told)
    assert told[-1] == "drawing the pages"


@pytest.mark.thorough
@needs_pango
def test_hostile_text_stays_text() -> None:
    lines = []
    for row, text in enumerate(HOSTILE, start=2):
        for source in (GAS, CONTRACT):
            line = line_of(source, site=text, month=JANUARY, quantity="-12.5", row=row, file=text)
            lines.append(line | {"activity": text, "agent": text, "formula_text": text, "unit": text})
    factors = [
        row | {"citation": text, "licence": text}
        for row, text in zip(factors_of((GAS, WOOD, DIESEL, CONTRACT)), HOSTILE * 3, strict=False)
    ]
    files = [
        {"file": text, "sha256": text, "rows_in": 1, "accepted": 0, "rejected": 1, "duplicate": 0} for text in HOSTILE
    ]
    rejected = [{"file": text, "row": 9, "column": text, "reason": text} for text in HOSTILE]
    for text in (HOSTILE[0], HOSTILE[1]):
        snapshot = sample_snapshot(
            organisation={"name": text, "lei": text[:40]},
            period={"name": text, "start": "2024-01-01", "end": "2024-12-31"},
            lines=lines,
            factors=factors,
            inputs=files,
            rejected=rejected,
            ledger={"records": 1, "head_sequence": 1, "head_hash": digest("x"), "verified": False},
        )
        pdf = write_pdf(snapshot)
        shown = text_of(pdf)
        assert "alert(1)" in shown
        assert "{{ 7*7 }} {% raw %} &amp;" in shown
        assert "\u202e" not in shown
        assert "The ledger was not verified" in shown
        assert b"/JavaScript" not in pdf
        assert b"/URI" not in pdf
        _nothing_outside_the_page(pdf)


def _nothing_outside_the_page(pdf: bytes) -> None:
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        width = float(page.mediabox.width)

        def inside(text: str, cm: Any, matrix: Any, _font: Any, _size: Any, width: float = width) -> None:
            if text.strip():
                assert -1 <= matrix[4] * cm[0] + cm[4] <= width, text

        page.extract_text(visitor_text=inside)


@needs_pango
def test_both_methods_and_biogenic_co2_are_said_apart() -> None:
    lines = [
        line_of(source, site="A", month=JANUARY, quantity="10", row=row)
        for row, source in enumerate((POWER, CONTRACT, WOOD), start=2)
    ]
    snapshot = sample_snapshot(lines=lines, factors=factors_of((POWER, CONTRACT, WOOD)), inputs=[], rejected=[])
    shown = text_of(write_pdf(snapshot))
    assert "not in total" in shown
    assert "Total, scope 2 market-based" in shown
    assert packed("Biogenic CO2, outside the scopes 0.938 t CO2") in packed(shown)
    assert "The licence of F4 in the factor register is not established" in shown


@needs_pango
def test_an_empty_period_can_be_printed() -> None:
    shown = text_of(write_pdf(sample_snapshot(lines=[], factors=[], inputs=[], rejected=[])))
    assert "No line was calculated in this period." in shown


@needs_pango
def test_of_a_very_long_inventory_the_largest_lines_are_printed_and_the_rest_in_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(appendices, "PRINTED_LINES", 10)
    shown = text_of(write_pdf(sample_snapshot()))
    assert "60 lines. The 10 largest are printed one by one" in shown
    assert "Together 50" in shown


def test_of_a_long_inventory_the_largest_lines_are_printed_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appendices, "PRINTED_LINES", 10)
    lines = sample_snapshot()["lines"]
    printed = appendices.largest(lines)
    sizes = sorted((Decimal(line["co2e_kg"]) for line in lines), reverse=True)[:10]
    assert sorted((Decimal(line["co2e_kg"]) for line in printed), reverse=True) == sizes
    assert [int(line["n"]) for line in printed] == sorted(int(line["n"]) for line in printed)


def test_a_broken_snapshot_is_never_printed(sample: InventorySnapshot) -> None:
    with pytest.raises(SnapshotInvalid):
        write_pdf({**sample, "status": "final"})


def test_without_pango_the_error_names_the_line_that_mends_it(
    sample: InventorySnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        raise OSError(f"cannot load library for {name}: libpango-1.0-0")

    monkeypatch.setattr("apps.reports.formats.pdf.importlib.import_module", missing)
    with pytest.raises(PdfUnavailable) as refusal:
        write_pdf(sample)
    assert refusal.value.mend == "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert "pango" in refusal.value.message


@needs_pango
def test_nothing_but_shipped_fonts_is_fetched(tmp_path: Path) -> None:
    from apps.reports.formats.pdf import _fetcher

    font = tmp_path / "ibm-plex-sans-latin-400-normal.woff2"
    font.write_bytes(b"font")
    faces = shipped_typefaces(tmp_path)
    fetcher = _fetcher(importlib.import_module("weasyprint"), faces)
    assert fetcher(font.as_uri()).read() == b"font"
    for url in ("file:///etc/passwd", "http://127.0.0.1/", "https://example.com/x.css", "data:text/css,x", "ftp://h/x"):
        with pytest.raises(ValueError, match="A report fetches nothing"):
            fetcher(url)


def test_shipped_fonts_are_found_by_their_names(tmp_path: Path) -> None:
    for name in (
        "fonts/ibm-plex-sans-latin-400-normal.woff2",
        "fonts/ibm-plex-sans-latin-ext-600-normal.woff2",
        "fonts/ibm-plex-sans-latin-400-italic.woff2",
        "vendor/IBMPlexMono-Regular.woff2",
        "vendor/inter.woff2",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = [(face.family, face.weight) for face in shipped_typefaces(tmp_path)]
    assert found == [("Report Mono", 400), ("Report Sans", 400), ("Report Sans Extended", 600)]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("t CO2e", "t CO<sub>2</sub>e"),
        ("N2O", "N<sub>2</sub>O"),
        ("HFC-134a", "HFC-134a"),
        ("CO2_biogenic", "CO<sub>2</sub>, biogenic"),
        ("<b>SF6'", "&lt;b&gt;SF<sub>6</sub>&#39;"),
        ("ACO2 CO25", "ACO2 CO25"),
    ],
)
def test_gases_are_written_as_chemists_do(text: str, markup: str) -> None:
    assert str(chemistry(text)) == markup


@needs_pango
def test_headings_say_of_what_and_margins_are_no_content(pdf: bytes) -> None:
    document = pypdf.PdfReader(io.BytesIO(pdf))
    elements = list(elements_of(document))
    headings = [element for element in elements if element["/S"] == "/TH"]
    assert {element["/A"]["/Scope"] for element in headings} == {"/Column", "/Row"}
    figures = [element for element in elements if element["/S"] == "/Figure"]
    assert figures
    assert all(element["/Alt"] for element in figures)
    levels = [int(element["/S"][2:]) for element in elements if re.fullmatch("/H[1-6]", element["/S"])]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    for page in document.pages[1:]:
        contents: Any = page["/Contents"]
        assert contents.get_data().count(b"/Pagination") >= 3
    assert all(annotation.get_object()["/F"] == 4 for page in document.pages for annotation in page.get("/Annots", []))


def elements_of(document: pypdf.PdfReader) -> Iterator[Any]:
    """The structure's elements in the order of reading."""
    catalogue: Any = document.trailer["/Root"]
    waiting = list(reversed(catalogue["/StructTreeRoot"]["/K"]))
    while waiting:
        element = waiting.pop()
        element = element if isinstance(element, int) else element.get_object()
        if isinstance(element, dict) and "/S" in element:
            yield element
            waiting += list(reversed(element.get("/K", [])))


@needs_pango
def test_every_stated_number_is_printed_at_its_stated_decimals(text: str, sample: InventorySnapshot) -> None:
    together = packed(text)
    for point in datapoints_of(sample).values():
        assert packed(f"{point.id}{point.title}{stated(point)}") in together


@needs_pango
def test_the_index_names_the_concept_of_each_number(text: str) -> None:
    together = packed(text)
    assert "esrs:GrossScope1GreenhouseGasEmissions" in together
    assert "esrs:GrossLocationBasedScope2GreenhouseGasEmissions" in together
