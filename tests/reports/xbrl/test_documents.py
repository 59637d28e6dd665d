"""The documents: a page that asks for nothing and shows what is tagged, a package, xBRL-JSON; safe whatever is said."""

import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from apps.reports.xbrl.facts import XbrlReport, xbrl_report
from apps.reports.xbrl.inline import PACKAGE_TYPE, write_inline, write_package
from apps.reports.xbrl.oim import read_oim, write_oim
from apps.reports.xbrl.supplied import SETTING, packages_for
from apps.reports.xbrl.taxonomy import own_taxonomy
from tests.reports.samples import GAS, line_of, sample_snapshot
from tests.reports.test_snapshot import JANUARY
from tests.reports.xbrl.reports import full_report, full_snapshot, the_mapping

IX = "{http://www.xbrl.org/2013/inlineXBRL}"
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> <![CDATA[ &amp; &evil; <!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "control \x01\x0b\ufffe character",
    "safe\u202egnp.exe\u202c",
    "{{ 7*7 }} {% raw %}",
    '" onload="alert(1)" \'',
)


@pytest.fixture(scope="module")
def report() -> XbrlReport:
    return full_report("esrs")


def parsed(page: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(page, parser)
    assert not root.getroottree().docinfo.internalDTD
    return root


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("standard", ["esrs", "vsme", "ifrs-s2"])
def test_what_is_written_reads_back_as_the_datapoints(standard: str, seed: int) -> None:
    report = full_report(standard, seed)
    read = read_oim(write_oim(report))
    tagged = {tag.get("id"): tag for tag in parsed(write_inline(report)).iter(f"{IX}nonFraction")}
    assert list(read) == [fact.id for fact in report.facts]
    assert set(tagged) == set(read)
    namespace = report.mapping.edition.namespace
    for fact in report.facts:
        found, tag = read[fact.id], tagged[fact.id]
        assert (found.value, found.decimals) == (fact.value, fact.decimals)
        assert found.concept == f"{{{namespace}}}{fact.concept}"
        assert found.entity == "{http://standards.iso.org/iso/17442}5493001KJTIIGC8Y1R12"
        assert found.period == "2024-01-01T00:00:00/2025-01-01T00:00:00"
        assert {axis.rpartition("}")[2]: member.rpartition("}")[2] for axis, member in found.members} == fact.members
        assert Decimal(tag.text.replace(",", "")).scaleb(int(tag.get("scale"))) == fact.value
        assert tag.get("decimals") == str(fact.decimals)


def test_one_report_gives_the_same_bytes(report: XbrlReport) -> None:
    again = full_report("esrs")
    assert write_package(report) == write_package(again)
    assert write_oim(report) == write_oim(again)
    assert own_taxonomy(report.mapping) == own_taxonomy.__wrapped__(report.mapping)


def test_the_package_is_one_folder_with_what_it_is_and_the_page(report: XbrlReport) -> None:
    with zipfile.ZipFile(io.BytesIO(write_package(report))) as archive:
        names = archive.namelist()
        about = json.loads(archive.read(names[0]))
        page = archive.read(names[1])
    assert [name.partition("/")[2] for name in names] == ["META-INF/reportPackage.json", "reports/report.xhtml"]
    assert about == {"documentInfo": {"documentType": PACKAGE_TYPE}}
    assert page == write_inline(report)


def test_the_page_asks_for_nothing_and_runs_nothing(report: XbrlReport) -> None:
    page = write_inline(report).decode()
    root = parsed(page.encode())
    names = {etree.QName(element).localname for element in root.iter(etree.Element)}
    assert names.isdisjoint({"script", "img", "link", "iframe", "object", "a", "form"})
    assert not re.search(r"url\(|@import|src=|\son\w+=", page)
    hrefs = re.findall(r'href="([^"]*)"', page)
    assert hrefs == [report.mapping.edition.schema_ref]
    assert "<!DOCTYPE" not in page


def test_the_page_is_for_people_too(report: XbrlReport) -> None:
    text = " ".join(parsed(write_inline(report)).itertext())
    assert "Example Manufacturing, Inc." in text
    assert "5493001KJTIIGC8Y1R12" in text
    assert "Not tagged" in text
    for fact in report.facts:
        assert f"{fact.shown:,f}" in text


def test_a_negative_figure_has_its_sign_beside_the_tag() -> None:
    line = line_of(GAS, site="Works", month=JANUARY, quantity="-12.5", row=2)
    report = xbrl_report(sample_snapshot(lines=[line]), the_mapping("esrs"))
    tag = next(tag for tag in parsed(write_inline(report)).iter(f"{IX}nonFraction") if tag.get("id") == "scope-1")
    assert tag.get("sign") == "-"
    assert not tag.text.startswith("-")
    assert tag.getparent().text == "\N{MINUS SIGN}"
    assert read_oim(write_oim(report))["scope-1"].value == -Decimal(tag.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    snapshot = full_snapshot(
        organisation={"name": text, "lei": "5493001KJTIIGC8Y1R12"},
        period={"name": text, "start": "2024-01-01", "end": "2024-12-31"},
    )
    report = xbrl_report(snapshot, the_mapping("vsme"))
    root = parsed(write_inline(report))
    heading = root.find(".//{http://www.w3.org/1999/xhtml}h1")
    assert heading.text == re.sub("[\x00-\x08\x0b\u202a-\u202e\ufffe]", "\N{REPLACEMENT CHARACTER}", text)
    assert len(list(root.iter(f"{IX}nonFraction"))) == len(report.facts)
    assert json.loads(write_oim(report))["documentInfo"]


def test_a_supplied_package_s_catalogue_resolves_no_entity_and_a_broken_file_is_no_package(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, report: XbrlReport
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(report.mapping.edition.schema_ref)
    evil = (
        f'<!DOCTYPE c [<!ENTITY x SYSTEM "{secret.as_uri()}">]><catalog '
        'xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog"><rewriteURI uriStartString="https://&x;"/></catalog>'
    )
    folder = tmp_path / "packages"
    folder.mkdir()
    with zipfile.ZipFile(folder / "evil.zip", "w") as archive:
        archive.writestr("x/META-INF/catalog.xml", evil)
    (folder / "broken.zip").write_bytes(b"PK no zip")
    monkeypatch.setenv(SETTING, str(folder))
    assert packages_for(report.mapping.edition.schema_ref) == {}
    (folder / "own.zip").write_bytes(own_taxonomy(report.mapping))
    assert "own.zip" in packages_for(report.mapping.edition.schema_ref)
    assert packages_for("https://xbrl.ifrs.org/taxonomy/x.xsd") == {}
