"""What the preparer says is held to its shape, kept once a period, noted, locked with the period, and in the report."""

from typing import Any

import pytest
from django.test import Client

from apps.events.models import AuditEntry
from apps.inventory.services import period_open
from apps.inventory.signing_off.errors import OutOfTurn
from apps.reports.disclosing.errors import DisclosuresInvalid, DisclosuresMoved
from apps.reports.disclosing.rules import checked_disclosures
from apps.reports.disclosing.selectors import disclosures_kept, disclosures_of, tag_of
from apps.reports.disclosing.services import disclosures_carry_over, disclosures_put, topic_put
from apps.reports.disclosing.topics import OF_ITS_YEAR, TOPICS, of_topic
from apps.reports.services import report_freeze
from apps.reports.shapes import Disclosures
from apps.reports.staleness import report_is_stale
from apps.tenants.models import ApiKey, Role, Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import inventory_make, submitted

TOPIC = {topic.id: topic for topic in TOPICS}
MIX = {"fossil_percent": "55.25", "nuclear_percent": "20", "renewable_percent": "24.75", "basis": "Supplier"}
SAID: dict[str, Any] = {
    "description": "Makes gears.",
    "revenue": {"amount": "1250000.50", "currency": "EUR", "reconciliation": "Note 5 of the accounts"},
    "scope3": [{"category": "6", "standing": "included", "reason": "", "method": "Distance", "primary_percent": "10"}],
    "purchased_energy": MIX,
}


def pointers(said: object) -> dict[str, str]:
    with pytest.raises(DisclosuresInvalid) as refused:
        checked_disclosures(said)
    return {finding["pointer"]: finding["detail"] for finding in refused.value.errors}


def test_the_topics_have_every_member_of_the_shape_once() -> None:
    members = [member for topic in TOPICS for member in topic.members]
    assert sorted(members) == sorted(Disclosures.__annotations__)
    assert set(members) >= OF_ITS_YEAR


def test_numbers_stay_as_exact_as_they_were_typed_and_what_is_empty_was_not_said() -> None:
    read = checked_disclosures(SAID | {"contact": "", "actions": [], "no_targets": False, "ets_percent": "012.50"})
    assert read["revenue"]["amount"] == "1250000.5"
    assert read["ets_percent"] == "12.5"
    assert not {"contact", "actions", "no_targets"} & set(read)


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"colour": "green"}, "/colour"),
        ({"ets_percent": 12.5}, "/ets_percent"),
        ({"ets_percent": "12,5"}, "/ets_percent"),
        ({"ets_percent": "100.01"}, "/ets_percent"),
        ({"purchased_energy": MIX | {"fossil_percent": "55"}}, "/purchased_energy"),
        ({"revenue": SAID["revenue"] | {"currency": "euro"}}, "/revenue/currency"),
        ({"scope3": [{"category": "16", "standing": "included", "reason": ""}]}, "/scope3/0/category"),
        ({"scope3": [SAID["scope3"][0], SAID["scope3"][0]]}, "/scope3/1/category"),
        ({"scope3": [{"category": "1", "standing": "excluded", "reason": " "}]}, "/scope3/0/reason"),
        ({"exclusions": [{"what": "A canteen", "reason": ""}]}, "/exclusions/0/reason"),
        ({"no_exclusions": True, "exclusions": [{"what": "A canteen", "reason": "Small"}]}, "/no_exclusions"),
        ({"removals_kg": "-1"}, "/removals_kg"),
        ({"description": "x" * 5001}, "/description"),
        ({"description": "a\x00b"}, "/description"),
        ([], "/"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(said: object, pointer: str) -> None:
    assert pointer in pointers(said)


@pytest.mark.django_db
def test_who_changed_what_is_noted_and_reports_of_before_are_stale(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        assert not report_is_stale(made.report)
        disclosures_put(period=made.period, said=SAID, actor="ana")
        noted = AuditEntry.objects.latest("at")
        assert (noted.actor, noted.act) == ("ana", "changed the disclosures of")
        assert noted.detail == "description, purchased_energy, revenue, scope3"
        assert report_is_stale(made.report)
        fresh = report_freeze(period=made.period)
        assert fresh.snapshot["disclosures"] == checked_disclosures(SAID)
        disclosures_put(period=made.period, said=SAID, actor="ana")
        assert not report_is_stale(fresh)
        assert AuditEntry.objects.filter(act="changed the disclosures of").count() == 1


@pytest.mark.django_db
def test_a_topic_is_saved_by_itself_and_not_over_what_somebody_else_saved(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        period = inventory_make(tenant_a).period
        about, seen = TOPIC["organisation"], tag_of({})
        topic_put(period=period, topic=about, said={"contact": "Ana"}, actor="ana", seen=seen)
        topic_put(period=period, topic=TOPIC["ets"], said={"ets_percent": "5"}, actor="ben", seen=seen)
        assert disclosures_of(period) == {"contact": "Ana", "ets_percent": "5"}
        with pytest.raises(DisclosuresMoved, match="changed by ben"):
            topic_put(period=period, topic=about, said={"contact": "Ben"}, actor="cem", seen=seen)
        topic_put(period=period, topic=about, said={}, actor="cem")
        assert of_topic(about, disclosures_of(period)) == {}


@pytest.mark.django_db
def test_what_holds_for_years_is_carried_over_from_the_period_before_and_says_so(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        period = inventory_make(tenant_a).period
        disclosures_put(period=period, said=SAID | {"no_exclusions": True}, actor="ana")
        year = period.end.year + 1
        later = period_open(
            entity_name=period.entity.name,
            name=str(year),
            start=period.end.replace(year=year, month=1, day=1),
            end=period.end.replace(year=year),
        )
        disclosures_put(period=later, said={"exclusions": [{"what": "A", "reason": "B"}]}, actor="ana")
        kept = disclosures_carry_over(period=later, actor="ana")
        assert set(kept.said) == {"description", "scope3", "exclusions"}
        assert "primary_percent" not in kept.said["scope3"][0]
        assert kept.carried == {"organisation": period.name, "scope3": period.name}
        topic_put(period=later, topic=TOPIC["organisation"], said={"description": "Makes gears."}, actor="ana")
        assert disclosures_kept(later).carried == {"scope3": period.name}


@pytest.mark.django_db
def test_a_submitted_period_is_not_said_anything_else_of(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        submitted(made)
        with pytest.raises(OutOfTurn):
            disclosures_put(period=made.period, said=SAID, actor="ana")


@pytest.mark.django_db
def test_the_api_changes_only_what_its_caller_has_seen(tenant_a: Tenant, tenant_b: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        period = inventory_make(tenant_a).period
        _, key = ApiKey.issue(name="robot", role=Role.ANALYST, created_by="test")
    with tenant_scope(tenant_b.id):
        _, outsider = ApiKey.issue(name="robot", role=Role.ANALYST, created_by="test")
    address = f"/api/v1/periods/{period.id}/disclosures"

    def put(said: Any, **headers: str) -> Any:
        return Client().put(address, said, "application/json", headers={"authorization": f"Bearer {key}"} | headers)

    first = Client().get(address, headers={"authorization": f"Bearer {key}"})
    assert (first.status_code, first.json()) == (200, {})
    assert put(SAID).status_code == 428
    changed = put(SAID, **{"if-match": first["ETag"]})
    assert (changed.status_code, changed.json()["revenue"]["amount"]) == (200, "1250000.5")
    again = put({}, **{"if-match": first["ETag"]})
    assert (again.status_code, again["Content-Type"]) == (412, "application/problem+json")
    wrong = put({"ets_percent": "101"}, **{"if-match": changed["ETag"]})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/ets_percent"
    carried = Client().post(f"{address}/carry-over", headers={"authorization": f"Bearer {key}"})
    assert (carried.status_code, carried.json()["mend"]) == (404, "Fill the topics in.")
    assert put({}, **{"if-match": "*"}).json() == {}
    stranger = Client().get(address, headers={"authorization": f"Bearer {outsider}"})
    assert stranger.status_code == 404
