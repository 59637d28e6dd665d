"""Checklists of standards: each row met, not met or not applicable; a statement only where every one is filled."""

from copy import deepcopy
from datetime import date
from typing import Any, cast

import pytest
from django.test import Client

from apps.inventory.models import ReportingPeriod
from apps.reports.checklists import RowStanding, checklist_of, checklists_of
from apps.reports.disclosing.services import disclosures_put
from apps.reports.evidence import EVIDENCE
from apps.reports.sections import Standing, sections_of
from apps.reports.shapes import InventorySnapshot
from apps.reports.standards import CONFORMITY, Kind, standards
from apps.tenants.models import ApiKey, Role, Tenant
from greenlang.errors import NotFound
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import inventory_make
from tests.reports.samples import sample_snapshot

MET, NOT_MET, NOT_APPLICABLE = RowStanding.MET, RowStanding.NOT_MET, RowStanding.NOT_APPLICABLE
EVERYTHING: dict[str, Any] = {
    "description": "Makes gears.",
    "responsible": "Head of finance",
    "contact": "Reception",
    "purpose": "Annual report",
    "intended_users": "Lenders",
    "significance_criteria": "Above one percent",
    "no_exclusions": True,
    "scope3": [{"category": str(n), "standing": "not applicable", "reason": "None"} for n in range(1, 16)],
    "biogenic_text": "By mass of carbon",
    "removals_kg": "0",
    "credits_kg": "0",
    "base_year_rationale": "The first full year",
    "recalculation_policy": "Above five percent",
    "significant_changes": "None",
    "method_reasons": "Published factors",
    "method_changes": "None",
    "gwp_text": "As the base year was calculated",
    "uncertainty": {"activity_percent": "5", "factor_percent": "10", "basis": "Judged"},
    "quality_text": "Invoices",
    "energy_efficiency_text": "New boilers",
    "no_assurance": True,
    "no_targets": True,
}
BESIDE: dict[str, Any] = {
    "gwp": {"name": "AR5", "source": "IPCC AR5 WG I, Table 8.A.1"},
    "uncalculated": "0",
    "base_year": {"period": "Calendar year 2024", "threshold_percent": "5"},
    "uncertainty": {
        "method": "IPCC approach 1",
        "activity_percent": "5",
        "factor_percent": "10",
        "basis": "Judged",
        "rows": [{"of": "location", "total_kg": "1", "half_range_percent": "11.2", "unquantified_kg": "0"}],
        "notes": [],
    },
}


def filled(**without: Any) -> InventorySnapshot:
    said = {name: value for name, value in EVERYTHING.items() if name not in without.get("said", ())}
    return cast(InventorySnapshot, {**sample_snapshot(disclosures=said, **BESIDE), "status": "final"})


def standings(snapshot: InventorySnapshot, standard: str) -> dict[str, RowStanding]:
    return {row.requirement.id: row.standing for row in checklist_of(snapshot, standard).rows}


def test_every_row_needs_evidence_that_there_is_and_says_where_the_standard_asks() -> None:
    for standard in standards().values():
        assert len({row.id for row in standard.rows}) == len(standard.rows)
        assert any(row.kind is Kind.MANDATORY for row in standard.rows)
        for row in standard.rows:
            assert row.needs and set(row.needs) <= set(EVIDENCE)
            assert not row.applies_if or row.applies_if in EVIDENCE
            assert row.requirement.endswith(".") and row.reference


def test_a_bare_inventory_conforms_with_nothing_and_every_open_row_says_where_it_is_mended() -> None:
    for found in checklists_of(sample_snapshot()):
        assert not found.conforms and not found.statement and not found.would_conform
        assert bool(found.unmet) == found.in_force
        for row in found.rows:
            assert bool(row.lacks) == (row.standing is NOT_MET)
            assert all(lack.place and lack.mend for lack in row.lacks)


def test_a_statement_stands_where_every_row_is_filled_and_falls_with_any_of_them() -> None:
    whole = checklist_of(filled(), "iso-14064-1")
    assert [row.requirement.id for row in whole.unmet] == []
    assert whole.statement == standards()["iso-14064-1"].statement
    for name, row in (("responsible", "b"), ("no_exclusions", "i"), ("method_reasons", "m"), ("no_assurance", "s")):
        broken = checklist_of(filled(said=(name,)), "iso-14064-1")
        assert (name, broken.statement) == (name, "")
        assert {each.requirement.id for each in broken.unmet} == {row, "r"}


def test_what_a_report_has_no_need_of_is_not_applicable() -> None:
    found = standings(filled(), "iso-14064-1")
    assert (found["h"], found["n"], found["r"]) == (MET, NOT_APPLICABLE, MET)
    assert standings(sample_snapshot(), "ghg-protocol")["operational-boundary"] is NOT_APPLICABLE
    assert standings(sample_snapshot(), "ghg-protocol")["scope-2-both"] is NOT_MET


def test_a_checklist_is_about_the_periods_it_is_in_force_for() -> None:
    later = deepcopy(filled())
    later["period"] |= {"start": "2027-01-01", "end": "2027-12-31"}  # type: ignore[typeddict-item]
    found = checklist_of(later, "esrs-e1")
    assert not found.in_force and not found.conforms
    assert set(standings(later, "esrs-e1").values()) == {NOT_APPLICABLE}
    assert standards()["esrs-e1"].holds_for(date(2026, 12, 31))
    early = deepcopy(filled())
    early["period"] |= {"start": "2014-01-01"}  # type: ignore[typeddict-item]
    assert standings(early, "ghg-protocol")["scope-2-both"] is NOT_APPLICABLE


def test_section_twenty_one_says_what_the_checklists_say() -> None:
    state = next(each for each in sections_of(filled()) if each.section.parts == (CONFORMITY,))
    assert state.standing is Standing.IN_PART
    assert "ISO 14064-1" in state.present
    assert any(lack.what.startswith("Conformity with ESRS E1:") for lack in state.missing)
    bare = next(each for each in sections_of(sample_snapshot()) if each.section.parts == (CONFORMITY,))
    assert bare.standing is Standing.MISSING


def test_an_unknown_checklist_is_not_found() -> None:
    with pytest.raises(NotFound, match="no such checklist"):
        checklist_of(sample_snapshot(), "colour")


@pytest.mark.django_db
def test_the_api_gives_a_checklist_to_its_own_tenant_only(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        report = inventory_make(tenant_a).report
        _, key = ApiKey.issue(name="robot", role=Role.AUDITOR, created_by="test")
    with tenant_scope(tenant_b.id):
        _, outsider = ApiKey.issue(name="robot", role=Role.ADMIN, created_by="test")
    address = f"/api/v1/reports/{report.id}/checklists"
    headers = {"authorization": f"Bearer {key}"}
    listed = Client().get(address, headers=headers).json()["results"]
    assert [each["standard"] for each in listed] == list(standards())
    one = Client().get(f"{address}/secr", headers=headers).json()
    assert (one["conforms"], one["statement"]) == (False, "")
    row = next(each for each in one["rows"] if each["id"] == "energy-efficiency")
    assert (one["in_force"], row["standing"], row["sections"]) == (False, "not applicable", ["10"])
    esrs = Client().get(f"{address}/esrs-e1", headers=headers).json()
    row = next(each for each in esrs["rows"] if each["id"] == "energy-production")
    assert (row["standing"], row["sections"]) == ("not met", ["10"])
    assert row["lacks"][0]["place"] == "disclosures/energy"
    assert Client().get(f"{address}/colour", headers=headers).status_code == 404
    period = f"/api/v1/periods/{report.period_id}/checklists"
    with tenant_scope(tenant_a.id):
        said = {"no_energy_production": True}
        disclosures_put(period=ReportingPeriod.objects.get(id=report.period_id), said=said, actor="ana")
    assert [each["standard"] for each in Client().get(period, headers=headers).json()["results"]] == list(standards())
    now = {each["id"]: each["standing"] for each in Client().get(f"{period}/esrs-e1", headers=headers).json()["rows"]}
    assert now["energy-production"] == "met", "as it stands, not as it was frozen"
    for path in (address, f"{address}/secr", period, f"{period}/secr"):
        assert Client().get(path, headers={"authorization": f"Bearer {outsider}"}).status_code == 404
