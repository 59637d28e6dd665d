"""Disclosures and checklists in the portal: saved by topic, kept as typed, carried over, locked, linked."""

import re
from typing import Any

import pytest
from django.test import Client

from apps.inventory.services import period_open
from apps.portal.disclosure_fields import PARTS
from apps.portal.disclosure_forms import TopicForm
from apps.portal.places import place_url
from apps.reports.disclosing.rules import checked_disclosures
from apps.reports.disclosing.selectors import disclosures_of
from apps.reports.disclosing.topics import TOPICS, of_topic
from apps.reports.evidence import Place
from apps.reports.standards import standards
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import Inventory, inventory_make, submitted
from tests.portal.people import signed_in
from tests.reports.test_checklists import EVERYTHING

WHOLE: dict[str, Any] = EVERYTHING | {
    "removals_kg": "1234.5",
    "removals_text": "Woodland",
    "credits_text": "A registry",
    "ets_percent": "12.5",
    "revenue": {"amount": "12500000.01", "currency": "EUR", "reconciliation": "Note 5"},
    "purchased_energy": {
        "fossil_percent": "50",
        "nuclear_percent": "20",
        "renewable_percent": "30",
        "basis": "Supplier",
    },
    "energy_production": {"renewable_mwh": "10", "other_mwh": "0"},
    "high_impact": {"sectors": "C25", "energy_mwh": "900", "revenue": "1000", "currency": "EUR"},
    "limits_text": "None known",
    "no_instruments": True,
    "instruments_text": "None to judge",
    "market_method_text": "No market",
    "scope2_goal_method": "market",
    "actions": [{"what": "Heat pumps", "effect": "Less gas"}],
    "targets": [
        {
            "name": "Near term",
            "scopes": "1 and 2",
            "base_year": "2024",
            "target_year": "2030",
            "reduction_percent": "42",
            "text": "",
        }
    ],
    "exclusions": [{"what": "A canteen", "reason": "Small"}],
    "assurance": {
        "provider": "An auditor",
        "level": "limited",
        "standard": "ISO 14064-3",
        "statement": "Nothing came to our attention",
        "on": "2026-03-01",
    },
}


def whole() -> dict[str, Any]:
    """Something about every member that can stand beside the others."""
    return {name: value for name, value in WHOLE.items() if name not in {"no_exclusions", "no_targets", "no_assurance"}}


def sent(form: TopicForm) -> dict[str, str]:
    """What a browser sends of a form as it is opened."""
    values = {name: form[name].value() for name in form.fields}
    return {name: "on" if value is True else str(value) for name, value in values.items() if value}


def test_every_member_is_asked_once_and_what_is_shown_is_what_is_said() -> None:
    said = dict(checked_disclosures(whole()))
    asked = [part.member for topic in TOPICS for part in PARTS[topic.id]]
    assert sorted(asked) == sorted(member for topic in TOPICS for member in topic.members)
    for topic in TOPICS:
        again = TopicForm(topic, {}, sent(TopicForm(topic, of_topic(topic, said))))
        assert again.is_valid(), again.errors
        assert dict(checked_disclosures(again.texts())) == of_topic(topic, said)


pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tenant_a: Tenant) -> Inventory:
    with tenant_scope(tenant_a.id):
        return inventory_make(tenant_a)


@pytest.fixture
def analyst(tenant_a: Tenant) -> Client:
    return signed_in(tenant_a, "analyst")


def said_of(made: Inventory) -> dict[str, Any]:
    with tenant_scope(made.tenant.id):
        return dict(disclosures_of(made.period))


def test_a_topic_is_saved_and_reports_of_before_are_stale(made: Inventory, analyst: Client) -> None:
    saved = analyst.post("/disclosures/ets", {"ets_percent": " 12.50 ", "next": "1"})
    assert saved.headers["Location"] == "/disclosures/energy"
    assert said_of(made) == {"ets_percent": "12.5"}
    assert "the disclosures changed" in analyst.get(f"/reports/{made.report.id}").content.decode()
    assert 'value="12.5"' in analyst.get("/disclosures/ets").content.decode()
    analyst.post("/disclosures/biogenic", {"removals_kg": "1.2345"})
    assert said_of(made)["removals_kg"] == "1234.5"


def test_what_was_typed_stays_beside_what_is_wrong_with_it(made: Inventory, analyst: Client) -> None:
    rows = {"exclusions-0-what": "Canteen", "exclusions-0-reason": "", "exclusions-3-what": "Depot"}
    answer = analyst.post("/disclosures/exclusions", rows | {"exclusions-3-reason": "Sold"})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"exclusions-0-reason": ["Must not be empty."]}
    assert {'value="Canteen"', 'value="Depot"'} <= set(re.findall(r'value="\w+"', answer.content.decode()))
    comma = analyst.post("/disclosures/revenue", {"revenue-amount": "1.250,5", "revenue-currency": "EUR"})
    assert comma.status_code == 422
    assert list(comma.context["form"].errors) == ["revenue-amount"]
    assert said_of(made) == {}
    mended = analyst.post(
        "/disclosures/exclusions", rows | {"exclusions-0-reason": "Small", "exclusions-3-reason": "Sold"}
    )
    assert mended.status_code == 302
    assert [row["what"] for row in said_of(made)["exclusions"]] == ["Canteen", "Depot"]


def test_who_saves_over_somebody_else_is_told_first(made: Inventory, analyst: Client) -> None:
    seen = analyst.get("/disclosures/organisation").context["seen"]
    analyst.post("/disclosures/organisation", {"contact": "Ana", "seen": seen})
    late = analyst.post("/disclosures/organisation", {"contact": "Ben", "seen": seen})
    assert late.status_code == 409
    assert 'value="Ben"' in late.content.decode()
    again = analyst.post("/disclosures/organisation", {"contact": "Ben", "seen": late.context["seen"]})
    assert (again.status_code, said_of(made)["contact"]) == (302, "Ben")


def test_the_period_before_is_carried_over_with_one_click(made: Inventory, analyst: Client) -> None:
    analyst.post("/disclosures/organisation", {"contact": "Ana"})
    with tenant_scope(made.tenant.id):
        end = made.period.end
        later = period_open(
            entity_name=made.period.entity.name,
            name="2026",
            start=end.replace(year=end.year + 1, month=1, day=1),
            end=end.replace(year=end.year + 1),
        )
    assert "Carry over from 2025" in analyst.get(f"/disclosures?period={later.id}").content.decode()
    analyst.post("/disclosures/carry-over", {"period": str(later.id)})
    page = analyst.get("/disclosures/organisation").content.decode()
    assert "Carried over from 2025." in page
    assert 'value="Ana"' in page


def test_a_submitted_period_is_read_only(made: Inventory, analyst: Client) -> None:
    with tenant_scope(made.tenant.id):
        submitted(made)
    page = analyst.get("/disclosures/ets").content.decode()
    assert "waits for an approver" in page
    assert "<fieldset" in page and " disabled" in page
    refused = analyst.post("/disclosures/ets", {"ets_percent": "12.5"})
    assert (refused.status_code, said_of(made)) == (409, {})


def test_a_reader_changes_nothing(made: Inventory, tenant_a: Tenant, tenant_b: Tenant) -> None:
    auditor = signed_in(tenant_a, "auditor")
    assert auditor.post("/disclosures/ets", {"ets_percent": "12.5"}).status_code == 403
    assert auditor.post("/disclosures/carry-over").status_code == 403
    outsider = signed_in(tenant_b, "admin")
    unknown = outsider.post("/disclosures/ets", {"ets_percent": "12.5", "period": str(made.period.id)})
    assert (unknown.status_code, said_of(made)) == (404, {})
    assert outsider.get(f"/reports/{made.report.id}/checklist").status_code == 404


def test_the_checklist_follows_what_is_said_and_every_open_row_links_to_its_page(
    made: Inventory, analyst: Client
) -> None:
    def open_rows(address: str) -> dict[str, list[str]]:
        rows = analyst.get(address).context["checklist"]["rows"]
        return {row["id"]: [lack["url"] for lack in row["lacks"]] for row in rows if row["standing"] == "not met"}

    now, frozen = "/checklist?standard=iso-14064-1", f"/reports/{made.report.id}/checklist?standard=iso-14064-1"
    before = open_rows(now)
    assert before == open_rows(frozen)
    assert before["b"] == [f"/disclosures/organisation?period={made.period.id}"]
    for urls in before.values():
        assert urls
        assert all(analyst.get(url).status_code == 200 for url in urls)
    analyst.post("/disclosures/organisation", {"responsible": "Head of finance"})
    assert set(before) - set(open_rows(now)) == {"b"}
    assert open_rows(frozen) == before
    assert analyst.get("/checklist?standard=colour").status_code == 404


def test_every_place_has_a_page(made: Inventory, analyst: Client) -> None:
    for place in Place:
        assert analyst.get(place_url(place, made.period)).status_code == 200, place


def test_a_report_shows_its_sections_and_what_is_missing(made: Inventory, analyst: Client) -> None:
    context = analyst.get(f"/reports/{made.report.id}").context
    assert [section["number"] for section in context["sections"]][-4:] == ["21", "A", "B", "C"]
    exclusions = next(section for section in context["sections"] if section["number"] == "2")
    assert exclusions["missing"][0]["url"] == f"/disclosures/exclusions?period={made.period.id}"
    assert len(context["checklists"]) == len(standards())
