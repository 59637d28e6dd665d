"""Arelle finds what is wrong, reads back what was written, and reaches nothing; only what conforms is given out."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from apps.reports.errors import SnapshotInvalid, XbrlUnavailable
from apps.reports.formats.registry import format_of
from apps.reports.xbrl import writing
from apps.reports.xbrl.archive import packed
from apps.reports.xbrl.examining import FACT_DIFFERS, Examination, examine
from apps.reports.xbrl.facts import XbrlReport
from apps.reports.xbrl.inline import PACKAGE_TYPE, write_inline, write_package
from apps.reports.xbrl.oim import write_oim
from apps.reports.xbrl.supplied import SETTING
from apps.reports.xbrl.taxonomy import own_taxonomy
from apps.reports.xbrl.writing import OIM, PACKAGE, write_xbrl
from tests.reports.xbrl.reports import full_report, full_snapshot
from tests.reports.xbrl.test_facts import FACTS

CO2_AXIS = "esrs:GHGCategoryAxis"


def spoilt(report: XbrlReport) -> bytes:
    """A wrong unit, an unknown concept, a wrong member, a default member, a wrong total and a lost fact."""
    document = json.loads(write_oim(report))
    facts = document["facts"]
    facts["scope-1"]["dimensions"]["unit"] = "utr:MWh"
    facts["energy-coal"]["dimensions"]["concept"] = "esrs:NoSuchConcept"
    facts["gas-CO2"]["dimensions"][CO2_AXIS] = "esrs:Category2CapitalGoodsMember"
    facts["gas-CH4"]["dimensions"][CO2_AXIS] = "esrs:GHGCategoryMember"
    facts["energy"]["value"] = "1.000"
    del facts["ets-percent"]
    return json.dumps(document).encode()


def wrapped(page: str) -> bytes:
    about = json.dumps({"documentInfo": {"documentType": PACKAGE_TYPE}}).encode()
    return packed({"x/META-INF/reportPackage.json": about, "x/reports/report.xhtml": page.encode()})


@pytest.fixture(scope="module")
def examined() -> Examination:
    """One process with every fault beside what is right: Arelle's start is most of the time."""
    report = full_report("esrs")
    page = write_inline(report).decode()
    entity = page.replace("?>", '?>\n<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>', 1)
    return examine(
        report,
        {
            "right.xbri": write_package(report),
            "right.json": write_oim(report),
            "spoilt.json": spoilt(report),
            "decimals.xbri": wrapped(page.replace(' decimals="3"', "", 1)),
            "entity.xbri": wrapped(entity.replace("<h1>", "<h1>&x;", 1)),
            "far.xbri": wrapped(page.replace(report.mapping.edition.schema_ref, "http://127.0.0.1:9/a.xsd")),
        },
    )


def test_what_is_right_conforms_with_every_fact(examined: Examination) -> None:
    assert [each for each in examined.findings if each.document.startswith("right")] == []
    assert examined.facts["right.xbri"] == examined.facts["right.json"] == FACTS["esrs"]
    assert "small taxonomy of GreenLang's own" in examined.held_against
    assert not examined.is_official


@pytest.mark.parametrize(
    ("document", "code", "where"),
    [
        ("spoilt.json", "utre:error-NumericFactUtrInvalid", "scope-1"),
        ("spoilt.json", "oime:unknownConcept", ""),
        ("spoilt.json", "xbrldie:PrimaryItemDimensionallyInvalidError", "gas-CO2"),
        ("spoilt.json", "oime:invalidDimensionValue", ""),
        ("spoilt.json", "calc11e:inconsistentCalculationUsingRounding", "energy"),
        ("spoilt.json", FACT_DIFFERS, "ets-percent"),
        ("decimals.xbri", "xbrl.4.6.3:missingPrecisionDecimals", "scope-1"),
        ("entity.xbri", "lxml.schemaError", ""),
        ("far.xbri", "IOerror", ""),
    ],
)
def test_each_fault_is_found_with_its_place(examined: Examination, document: str, code: str, where: str) -> None:
    found = [each for each in examined.findings if each.document == document and each.is_wrong]
    assert any(each.code == code and (not where or each.where == where) for each in found), found


def test_nothing_was_reached_for_whatever_a_document_names(examined: Examination) -> None:
    assert examined.network == ()


def test_findings_are_kept_and_shown_the_wrong_ones_first(examined: Examination) -> None:
    kept = examined.as_document()
    assert kept["conformant"] is False
    assert kept["findings_count"] == len(examined.findings)
    assert kept["findings"][0]["severity"] in {"error", "inconsistency"}
    assert json.loads(json.dumps(kept)) == kept


@pytest.fixture
def afresh() -> Iterator[None]:
    writing._recent.clear()
    yield
    writing._recent.clear()


@pytest.mark.usefixtures("afresh")
def test_a_supplied_taxonomy_is_what_it_is_held_against(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vsme.zip").write_bytes(own_taxonomy(full_report("vsme").mapping))
    monkeypatch.setenv(SETTING, str(tmp_path))
    written = format_of("vsme.xbri").write(full_snapshot())
    assert written.checks is not None
    assert (written.checks["official"], written.checks["conformant"]) == (True, True)
    assert written.checks["held_against"] == "VSME, taxonomy of 2025-07-30, as supplied"
    assert written.checks["facts"] == {"report.xbri": FACTS["vsme"], "report.json": FACTS["vsme"]}
    machine = format_of("vsme.xbrl.json").write(full_snapshot())
    assert machine.checks == written.checks
    assert len(json.loads(machine.content)["facts"]) == FACTS["vsme"]


def test_what_does_not_conform_is_not_given_out(monkeypatch: pytest.MonkeyPatch, examined: Examination) -> None:
    monkeypatch.setattr(writing, "_recent", type(writing._recent)())
    monkeypatch.setattr(writing, "examine", lambda report, documents: examined)
    with pytest.raises(XbrlUnavailable, match="does not conform") as caught:
        write_xbrl(full_snapshot(), standard="esrs", kind=PACKAGE)
    assert {"pointer", "detail", "code"} == set(caught.value.errors[0])


def test_a_taxonomy_that_may_not_be_bundled_must_be_supplied() -> None:
    with pytest.raises(XbrlUnavailable, match="forbids bundling") as caught:
        write_xbrl(full_snapshot(), standard="ifrs-s2", kind=OIM)
    assert SETTING in caught.value.mend


def test_a_period_of_a_later_standard_is_refused() -> None:
    later = full_snapshot(period={"name": "2027", "start": "2027-01-01", "end": "2027-12-31"})
    with pytest.raises(XbrlUnavailable, match="ends on 2027-12-31"):
        write_xbrl(later, standard="esrs", kind=PACKAGE)


def test_a_snapshot_that_was_changed_is_refused() -> None:
    changed = full_snapshot()
    changed["totals"]["by_scope"]["1"]["co2e_kg"] = changed["totals"]["co2e_kg"]
    with pytest.raises(SnapshotInvalid):
        write_xbrl(changed, standard="esrs", kind=PACKAGE)
