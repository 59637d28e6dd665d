"""Issues: found in the data by the database, ranked by what is at stake, and what people make of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.agents.selectors import version_get
from apps.inventory.models import InventoryIssue, ReportingPeriod, Site
from apps.inventory.selectors import open_issues, rejected_waiting
from apps.inventory.services import activity_upload
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.reviewing import review
from tests.portal.rows import AGENT, UNKNOWN, agent_make, period_make, run_make, upload_make

pytestmark = pytest.mark.django_db

HEADER = "site,start,end,fuel,quantity,unit,basis,note cost,estimated,description\n"
MONTHS = [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31)]


def line(month: int, quantity: str = "31", more: str = "", site: str = "North", fuel: str = "natural-gas") -> str:
    days = dict(MONTHS)[month]
    return f"{site},2025-{month:02}-01,2025-{month:02}-{days},{fuel},{quantity},mmBtu,gross,{more or ',,'}\n"


def upload(tenant: Tenant, lines: list[str], name: str, year: str = "2025") -> None:
    period = period_make(tenant, year)
    text = (HEADER + "".join(lines)).replace("2025", year)
    with tenant_scope(tenant.id):
        activity_upload(period=period, filename=name, data=text.encode(), uploaded_by="test")


def issues(tenant: Tenant, **more: object) -> dict[str, InventoryIssue]:
    with tenant_scope(tenant.id):
        return {issue.kind: issue for issue in InventoryIssue.objects.filter(**more)}


@pytest.fixture
def looked(tenant_a: Tenant) -> tuple[Tenant, ReportingPeriod]:
    """A year with something of everything wrong, calculated and looked through; dated in the past."""
    agent_make(tenant_a)
    rows = [line(month, more="100,,") for month, _ in MONTHS if month not in {4, 5}]
    rows += [line(5, "31000", "100,yes,"), line(6, more="100,,"), line(3, "62", '"900,00 €",,')]
    rows += [line(1, site="South"), line(2, site="South", fuel="unobtainium"), line(3, "ten", site="South")]
    upload(tenant_a, rows, "bills.csv")
    with tenant_scope(tenant_a.id):
        period = period_make(tenant_a)
        Site.objects.create(entity_id=period.entity_id, name="East", opened_on=date(2025, 7, 1))
        version = version_get(AGENT)
    run_make(tenant_a, version)
    review(tenant_a, period)
    return tenant_a, period


def test_everything_that_is_wrong_is_found_with_what_is_at_stake(looked: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, period = looked
    found = issues(tenant)
    assert {"gap", "overlap", "no-data", "jump", "cost", "no-factor", "rejected", "estimated"} <= found.keys()
    gap = found["gap"]
    assert gap.evidence[0]["text"] == "1 Apr 2025 to 30 Apr 2025, 30 days"
    assert found["no-data"].title == "East has no data"
    assert found["no-data"].kilograms is None
    # 31,000 instead of 31 mmBtu: all but a thousandth of the line is at stake. 53.1145 kg of CO2e for 1 mmBtu.
    jump = found["jump"]
    assert jump.kilograms == Decimal("53.1145") * (31000 - 31)
    assert (jump.evidence[0]["file"], jump.evidence[0]["row"]) == ("bills.csv", 12)
    assert found["no-factor"].title == "“unobtainium”: no factor chosen for 1 row"
    assert found["rejected"].evidence[0]["text"].startswith("quantity:")
    assert found["estimated"].kilograms == Decimal("53.1145") * 31000
    with tenant_scope(tenant.id):
        told = open_issues(period)
    assert (told.count, told.blocking) == (len(found), 2)
    assert told.kilograms > jump.kilograms


def test_they_are_ranked_by_what_is_at_stake_and_narrowed_in_the_url(looked: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, _ = looked
    client = signed_in(tenant, "analyst")
    page = client.get("/data/issues").content.decode()
    with tenant_scope(tenant.id):
        titles = list(InventoryIssue.objects.values_list("title", flat=True))
    places = [page.index(f">{title}</a>") for title in titles]
    assert places == sorted(places)
    narrowed = client.get("/data/issues?kind=rejected&assignee=nobody&q=bills").content.decode()
    assert "1 row rejected" in narrowed
    assert "East has no data" not in narrowed
    assert "No issue has all of these" in client.get("/data/issues?kind=gap&q=nowhere").content.decode()


def test_a_mended_issue_closes_itself_and_opens_again_when_it_comes_back(
    looked: tuple[Tenant, ReportingPeriod],
) -> None:
    tenant, period = looked
    upload(tenant, [line(4, more="100,,")], "april.csv")
    review(tenant, period)
    gap = issues(tenant, site="North")["gap"]
    assert (gap.state, gap.reason) == ("resolved", "no longer found")
    client = signed_in(tenant, "admin")
    east = issues(tenant)["no-data"]
    client.post(f"/data/issues/{east.id}/change", {"what": "resolve", "reason": "It was never opened"})
    assert issues(tenant)["no-data"].state == "resolved"
    review(tenant, period)
    page = client.get(f"/data/issues/{east.id}").content.decode()
    assert issues(tenant)["no-data"].state == "open"
    assert page.index("Found again") < page.index("It was never opened")


def test_one_that_is_right_as_it_is_stays_closed_with_its_reason(looked: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, period = looked
    client = signed_in(tenant, "analyst")
    jump = issues(tenant)["jump"]
    refused = client.post(f"/data/issues/{jump.id}/change", {"what": "accept", "reason": " "})
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    assert client.post(f"/data/issues/{jump.id}/change", {"what": "accept", "reason": "A test run"}).status_code == 302
    review(tenant, period)
    assert issues(tenant)["jump"].state == "accepted"
    assert "A test run" in client.get("/data/issues?state=accepted").content.decode()
    client.post(f"/data/issues/{jump.id}/change", {"what": "reopen"})
    assert issues(tenant)["jump"].state == "open"


def test_several_are_assigned_and_resolved_at_once(looked: tuple[Tenant, ReportingPeriod]) -> None:
    tenant, period = looked
    client = signed_in(tenant, "analyst")
    chosen = [str(issue.id) for issue in issues(tenant).values()][:3]
    with tenant_scope(tenant.id):
        member = client.session["_auth_user_id"]
    sent = {"issue": chosen, "what": "assign", "assignee": member, "back": "/data/issues?kind=gap"}
    assert client.post("/data/issues/change", sent)["Location"] == "/data/issues?kind=gap"
    page = client.get(f"/data/issues?assignee={member}").content.decode()
    assert page.count("analyst</td>") == 3
    chosen = list({*chosen, str(issues(tenant)["rejected"].id)})
    with tenant_scope(tenant.id):
        assert rejected_waiting(period) == 1
    client.post("/data/issues/change", {"issue": chosen, "what": "resolve", "reason": "Seen to", "back": "//evil"})
    with tenant_scope(tenant.id):
        assert rejected_waiting(period) == 0, "what is seen to keeps nobody from signing off"
    client.post("/data/issues/change", {"issue": chosen, "what": "reopen"})
    with tenant_scope(tenant.id):
        assert rejected_waiting(period) == 1
    client.post("/data/issues/change", {"issue": chosen, "what": "resolve", "reason": "Seen to"})
    review(tenant, period)
    assert issues(tenant)["rejected"].state == "resolved"
    with tenant_scope(tenant.id):
        assert InventoryIssue.objects.get(kind="rejected").reason == "Seen to"
        ReportingPeriod.objects.filter(id=period.id).update(locked_at=timezone.now())
    answer = client.post("/data/issues/change", {"issue": chosen, "what": "reopen"}, follow=True)
    assert "locked" in answer.content.decode()


def test_last_year_is_compared_with_and_speaks_for_a_site_without_data(tenant_a: Tenant) -> None:
    version = agent_make(tenant_a)
    upload(tenant_a, [line(month, "10") for month, _ in MONTHS], "old.csv", "2023")
    upload(tenant_a, [line(month, "10", site="West") for month, _ in MONTHS], "west.csv", "2023")
    upload(tenant_a, [line(month, "20") for month, _ in MONTHS], "new.csv")
    with tenant_scope(tenant_a.id):
        before = ReportingPeriod.objects.get(name="2023")
    run_make(tenant_a, version)
    review(tenant_a, before)
    review(tenant_a, period_make(tenant_a))
    found = issues(tenant_a, period__name="2025")
    assert found["year"].title == "natural-gas, North: +100 % against 2023"
    assert found["year"].kilograms is None, "2023 is not calculated"
    assert found["no-data"].title == "West has no data"


def test_another_tenants_issue_is_exactly_like_an_unknown_one(
    looked: tuple[Tenant, ReportingPeriod], tenant_b: Tenant
) -> None:
    tenant, _ = looked
    client = signed_in(tenant_b, "admin")
    theirs = issues(tenant)["gap"].id
    sent = {"what": "resolve", "reason": "x"}
    found, nothing = (
        [
            client.get(f"/data/issues/{one}"),
            client.post(f"/data/issues/{one}/change", sent),
            client.post("/data/issues/change", {**sent, "issue": [str(one)]}),
        ]
        for one in (theirs, UNKNOWN)
    )
    assert [answer.status_code for answer in found] == [404, 404, 404]
    assert [answer.content for answer in found] == [answer.content for answer in nothing]
    assert "North" not in client.get("/data/issues").content.decode()


def test_the_list_asks_the_database_as_often_however_many_issues_there_are(
    looked: tuple[Tenant, ReportingPeriod],
) -> None:
    tenant, period = looked
    client = signed_in(tenant, "analyst")
    client.get("/data/issues")
    with CaptureQueriesContext(connection) as few:
        client.get("/data/issues")
    with tenant_scope(tenant.id):
        Site.objects.bulk_create(Site(entity_id=period.entity_id, name=f"Site {n}") for n in range(30))
    review(tenant, period)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/data/issues").content.decode()
    assert "Site 29 has no data" in page
    assert len(many) == len(few) <= 32


def test_without_data_the_page_says_what_to_do(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "auditor")
    assert "No reporting period yet" in client.get("/data/issues").content.decode()
    upload_make(tenant_a, (HEADER + line(1)).encode())
    assert "Being looked through" in client.get("/data/issues").content.decode()
