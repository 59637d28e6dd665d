"""The mapping queue: from words to a factor, by a person, with a record; and what was learnt is used again."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.agents.selectors import version_get
from apps.calculations.models import Calculation
from apps.inventory.models import (
    ActivityData,
    FactorMapping,
    InventoryIssue,
    MappingGroup,
    MappingRule,
    ReportingPeriod,
)
from apps.inventory.models.mapping import LEFT_OUT
from apps.runtime.models import Execution
from apps.runtime.services.runs import run_create
from apps.tenants.models import Tenant
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.reviewing import review
from tests.portal.rows import AGENT, UNKNOWN, agent_make, period_make, report_make, run_make, upload_make

pytestmark = pytest.mark.django_db

HEADER = "site,start,end,description,quantity,unit,basis,material,region\n"
FILE = (
    HEADER
    + "North,2025-01-01,2025-01-31,Erdgas Heizung,1000,kWh,gross,,US\n"
    + "North,2025-02-01,2025-02-28,erdgas heizung,2000,kWh,gross,,US\n"
    + "North,2025-03-01,2025-03-31,Mystery,5,km,,,\n"
    + "South,2025-01-01,2025-12-31,,10,t,,Coal,DE\n"
)


@pytest.fixture
def queue(tenant_a: Tenant) -> tuple[Tenant, ReportingPeriod]:
    """Four rows in three groups, and an agent that runs."""
    agent_make(tenant_a)
    upload_make(tenant_a, FILE.encode(), "bills.csv")
    period = period_make(tenant_a)
    review(tenant_a, period)
    return tenant_a, period


def group_of(tenant: Tenant, text: str) -> MappingGroup:
    with tenant_scope(tenant.id):
        return MappingGroup.objects.filter(text__icontains=text).latest("part")


def accept(client: Client, group: MappingGroup, place: int = 0) -> int:
    key = group.candidates[place]["key"]
    return client.post(f"/data/mapping/{group.id}/accept", {"key": key}).status_code


def test_from_words_to_the_ledger(queue: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, _ = queue
    client = signed_in(tenant, "analyst")
    page = client.get("/data/mapping").content.decode()
    assert page.index("Coal</a>") < page.index("rdgas heizung</a>") < page.index("Mystery</a>")
    with tenant_scope(tenant.id), pytest.raises(InvalidInput, match="4 rows wait"):
        run_create(version=version_get(AGENT), period=period_make(tenant))
    group = group_of(tenant, "Erdgas")
    best = group.candidates[0]
    assert (group.rows, best["mapped"]) == (2, {"fuel": "natural-gas", "region": "US"})
    # 3,000 kWh gross: 3 x 3.6 / 1.05505585262 mmBtu, times 53.06 + 0.001 x 28 + 0.0001 x 265 kg.
    assert f"{group.kilograms:.15f}" == "543.702590318322213"
    assert group.kilograms == Decimal(best["kilograms"])
    with tenant_scope(tenant.id):
        assert not Calculation.objects.exists()
    with tenant_scope(tenant.id):
        issue = InventoryIssue.objects.get(kind="no-factor", title__contains="rdgas")
    assert f'href="/data/mapping/{group.id}"' in client.get(f"/data/issues/{issue.id}").content.decode()
    assert accept(client, group) == 302
    with tenant_scope(tenant.id):
        issue.refresh_from_db()
        assert (issue.state, issue.reason) == ("resolved", f"one of the candidates: {best['title']}")
        rows = ActivityData.objects.filter(mapping_group=group.id)
        assert {(row.agent, row.mapped["fuel"]) for row in rows} == {(AGENT, "natural-gas")}
        decision = FactorMapping.objects.get()
        assert (decision.how, decision.rows, decision.decided_by) == ("chosen", 2, "analyst")
        version = version_get(AGENT)
    run_make(tenant, version)
    with tenant_scope(tenant.id):
        assert Execution.objects.count() == 2, "rows that wait are in no run"
        made = Calculation.objects.filter(activity_id__in=rows.values("id"))
        assert f"{sum(row.co2e for row in made):.15f}" == "543.702590318322213"
    undo = client.post(f"/data/mapping/{group.id}/undo", {"back": "group"})
    assert undo.status_code == 409
    assert "stand in the ledger" in undo.content.decode()


def test_what_was_learnt_is_used_for_the_next_file_and_taken_back_with_the_choice(
    queue: tuple[Tenant, ReportingPeriod],
) -> None:
    tenant, period = queue
    client = signed_in(tenant, "analyst")
    group = group_of(tenant, "Erdgas")
    accept(client, group)
    more = HEADER + "North,2025-04-01,2025-04-30,ERDGAS-Heizung,3000,kWh,gross,,US\n"
    upload_make(tenant, more.encode(), "april.csv")
    review(tenant, period)
    later = group_of(tenant, "erdgas")
    assert (later.part, later.state, later.rows) == (2, "mapped", 1)
    assert "Mapped from earlier choice" in client.get("/data/mapping?state=mapped").content.decode()
    assert client.post(f"/data/mapping/{later.id}/undo").status_code == 302
    with tenant_scope(tenant.id):
        assert MappingRule.objects.get().retired_at is not None
        assert ActivityData.objects.get(upload__filename="april.csv").agent == ""
    review(tenant, period)
    assert group_of(tenant, "erdgas").state == "open"


def test_a_group_is_left_out_with_a_reason_and_stays_listed(queue: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, _ = queue
    client = signed_in(tenant, "analyst")
    group = group_of(tenant, "Mystery")
    address = f"/data/mapping/{group.id}/leave-out"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "Counted by the landlord"}).status_code == 302
    listed = client.get("/data/mapping?state=left-out").content.decode()
    assert "Mystery" in listed
    assert "Counted by the landlord" in listed
    with tenant_scope(tenant.id):
        assert ActivityData.objects.get(mapping_group=group.id).agent == LEFT_OUT
    assert client.post(address, {"reason": "twice"}).status_code == 409
    assert client.post(f"/data/mapping/{group.id}/undo").status_code == 302
    assert group_of(tenant, "Mystery").state == "open"
    with tenant_scope(tenant.id):
        issue = InventoryIssue.objects.get(kind="no-factor", title__contains="Mystery")
        assert (issue.state, [event.what for event in issue.events.all()][:2]) == ("open", ["found again", "resolved"])


def test_all_that_are_sure_enough_are_accepted_together_and_no_others(queue: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, period = queue
    more = HEADER + "North,2025-04-01,2025-04-30,Gas naturale,3000,kWh,,,US\n"
    upload_make(tenant, more.encode(), "april.csv")
    review(tenant, period)
    client = signed_in(tenant, "analyst")
    page = client.get("/data/mapping").content.decode()
    assert re.search(r'<option value="0.80">80 % and more: 2 groups, 3 rows</option>', page)
    assert "Up to 1 of the groups take" in page
    told = client.post("/data/mapping/accept", {"confidence": "0.80"}, follow=True).content.decode()
    assert "1 group waits for a reason" in told
    assert group_of(tenant, "Erdgas").state == "mapped"
    assert (group_of(tenant, "naturale").state, group_of(tenant, "Coal").state) == ("open", "open")
    client.post("/data/mapping/accept", {"confidence": "0.80", "reason": "The supplier bills gross"})
    with tenant_scope(tenant.id):
        reasons = dict(FactorMapping.objects.values_list("group__text", "reason"))
    assert (reasons["Gas naturale"], reasons["erdgas heizung"]) == ("The supplier bills gross", "")
    with tenant_scope(tenant.id):
        MappingGroup.objects.filter(state="open", confidence__gt=0).update(confidence="0.9")
    page = client.get("/data/mapping").content.decode()
    assert "90 % and more: 1 group, 1 row" in page, "coal of another region, with a reason"
    doubted = group_of(tenant, "Coal")
    with tenant_scope(tenant.id):
        candidates = [
            each | {"flags": ["gives 12 times less than the other candidates"]} for each in doubted.candidates
        ]
        MappingGroup.objects.filter(id=doubted.id).update(candidates=candidates)
    page = client.get("/data/mapping").content.decode()
    assert "1 more is as sure, but something speaks against" in page
    assert "Gives 12 times less than the other candidates." in page
    client.post("/data/mapping/accept", {"confidence": "0.80", "reason": "All is well"})
    assert group_of(tenant, "Coal").state == "open", "never together with others"
    assert (
        client.post("/data/mapping/accept", {"confidence": "0.01"}, follow=True).content.decode().count("No confidence")
    )


def test_another_factor_is_found_by_other_words_and_a_column_is_taken_as_read(
    queue: tuple[Tenant, ReportingPeriod],
) -> None:
    tenant, _ = queue
    client = signed_in(tenant, "analyst")
    group = group_of(tenant, "Coal")
    page = client.get(f"/data/mapping/{group.id}?q=lignite").content.decode()
    assert "Lignite" in page
    key = f"{AGENT}|stationary-combustion|epa-hub-2025|lignite|lignite|US|"
    sent = {"key": key, "q": "lignite"}
    refused = client.post(f"/data/mapping/{group.id}/accept", sent)
    assert refused.status_code == 422
    assert "Another region: for United States (US), and the rows are in DE" in refused.content.decode()
    sent["reason"] = "No German figure is published"
    assert client.post(f"/data/mapping/{group.id}/accept", sent).status_code == 302
    with tenant_scope(tenant.id):
        row = ActivityData.objects.get(mapping_group=group.id)
        assert row.mapped == {"fuel": "lignite", "region": "US", "material": None}
        decision = FactorMapping.objects.get()
        assert (decision.how, decision.reason) == ("searched", "No German figure is published")
        version = version_get(AGENT)
    run_make(tenant, version)
    with tenant_scope(tenant.id):
        line = Calculation.objects.get(activity_id=row.id)
    told = client.get(f"/calculations/{line}").content.decode()
    for said in ("No German figure is published", "Another region: for United States (US)", "analyst", "Searched for:"):
        assert said in told
    assert "<dd>None</dd>" not in told, "a column that the choice takes into account has no value"
    assert "taken into account by the mapping" in told
    report = report_make(tenant)
    (assumed,) = report.snapshot["assumptions"]
    assert (assumed["text"], assumed["rows"], assumed["decided_by"]) == ("Coal", "1", "analyst")
    assert Decimal(assumed["co2e_kg"]) == line.co2e
    assert "No German figure is published" in client.get(f"/reports/{report.id}").content.decode()


def test_within_the_queue_a_decision_answers_with_its_card(queue: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, _ = queue
    client = signed_in(tenant, "analyst")
    group = group_of(tenant, "Erdgas")
    sent = {"key": group.candidates[0]["key"]}
    answer = client.post(f"/data/mapping/{group.id}/accept", sent, headers={"HX-Request": "true"})
    card = answer.content.decode()
    assert card.lstrip().startswith("<article")
    assert "Take back" in card
    assert 'id="mapping-states" aria-label="Groups by state" hx-swap-oob="true"' in card, "the counts come with it"
    assert "1 group, 2 rows" in card.partition(">Mapped <")[2]
    again = client.post(f"/data/mapping/{group.id}/accept", sent, headers={"HX-Request": "true"})
    assert (again.status_code, "is mapped already" in again.content.decode()) == (200, True)


def test_rows_an_agent_takes_as_they_are_do_not_wait(tenant_a: Tenant) -> None:
    agent_make(tenant_a)
    upload_make(tenant_a)
    review(tenant_a, period_make(tenant_a))
    page = signed_in(tenant_a, "auditor").get("/data/mapping").content.decode()
    assert "Nothing waits" in page


def test_without_an_agent_the_page_says_what_to_do(tenant_a: Tenant) -> None:
    upload_make(tenant_a, FILE.encode())
    review(tenant_a, period_make(tenant_a))
    client = signed_in(tenant_a, "analyst")
    page = client.get("/data/mapping").content.decode()
    assert "Nothing that a running agent knows" in page


def test_the_queue_asks_the_database_as_often_however_many_groups_there_are(
    queue: tuple[Tenant, ReportingPeriod],
) -> None:
    tenant, period = queue
    client = signed_in(tenant, "analyst")
    client.get("/data/mapping")
    with CaptureQueriesContext(connection) as few:
        client.get("/data/mapping")
    words = ["amber", "birch", "cedar", "dune", "elm", "fern", "grass", "hazel"]
    lines = [f"North,2025-05-01,2025-05-31,{word} gas,{place},kWh,gross,,\n" for place, word in enumerate(words, 1)]
    upload_make(tenant, (HEADER + "".join(lines)).encode(), "more.csv")
    review(tenant, period)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/data/mapping").content.decode()
    assert "amber gas" in page
    assert len(many) == len(few) <= 28


def test_another_tenants_group_is_exactly_like_an_unknown_one(
    queue: tuple[Tenant, ReportingPeriod], tenant_b: Tenant
) -> None:
    tenant, _ = queue
    client = signed_in(tenant_b, "admin")
    group = group_of(tenant, "Erdgas")
    for verb in ("", "/accept", "/leave-out", "/undo"):
        ask = client.post if verb else client.get
        theirs, nothing = (ask(f"/data/mapping/{one}{verb}", {"reason": "x"}) for one in (group.id, UNKNOWN))
        assert (theirs.status_code, theirs.content) == (404, nothing.content)


def test_a_locked_period_is_mapped_no_more(queue: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, period = queue
    with tenant_scope(tenant.id):
        ReportingPeriod.objects.filter(id=period.id).update(locked_at=timezone.now())
    client = signed_in(tenant, "analyst")
    group = group_of(tenant, "Erdgas")
    assert accept(client, group) == 409
    page = client.get("/data/mapping").content.decode()
    assert "was signed off and is locked" in page
    assert "/accept" not in page
