"""The restatement preview: what a change would do, split exactly, by scope and factor; the ledger stays as it is."""

import uuid
from decimal import Decimal

import pytest
from django.test import Client

from apps.calculations.models import Calculation
from apps.inventory.models import ReportingPeriod
from apps.inventory.services.previews import KIND
from apps.inventory.tasks import preview_restatement
from apps.jobs.models import Job, JobState
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.calculations.records import append, electricity_append
from tests.portal.people import signed_in
from tests.portal.rows import period_make

pytestmark = pytest.mark.django_db
ASK = "/factors/restatement"


@pytest.fixture
def period(tenant_a: Tenant) -> ReportingPeriod:
    """Natural gas and electricity, in the ledger."""
    made = period_make(tenant_a)
    with tenant_scope(tenant_a.id):
        append("50", period_id=made.id)
        electricity_append("1000", edition="egrid2023-rev2", period_id=made.id)
    return made


@pytest.fixture
def analyst(tenant_a: Tenant) -> Client:
    return signed_in(tenant_a, "analyst")


def previewed(tenant: Tenant, client: Client, **asked: str) -> Job:
    """Ask for a preview, and do what the worker does."""
    answer = client.post(ASK, asked)
    assert answer.status_code == 302
    with tenant_scope(tenant.id):
        job = Job.objects.filter(kind=KIND).latest("created_at")
        assert answer["Location"] == f"{ASK}/{job.id}"
    assert "of 0 lines" in client.get(f"{ASK}/{job.id}").content.decode()
    preview_restatement(str(tenant.id), str(job.id))
    with tenant_scope(tenant.id):
        job.refresh_from_db()
    return job


def test_another_gwp_set_is_split_exactly_and_nothing_is_written(
    tenant_a: Tenant, analyst: Client, period: ReportingPeriod
) -> None:
    with tenant_scope(tenant_a.id):
        before = Calculation.objects.count()
    job = previewed(tenant_a, analyst, of_period=str(period.id), gwp_set="AR6")
    context = analyst.get(f"{ASK}/{job.id}").context["result"]
    total = job.result["total"]
    effects = [Decimal(total["effects"][name]) for name in ("activity", "factor", "gwp", "method", "structure")]
    assert sum(effects) == Decimal(total["after"]) - Decimal(total["before"]) != 0
    assert effects[2] == Decimal(total["effects"]["difference"])
    assert {row["scope"] for row in context["scopes"]} == {"1", "2-location"}
    assert len(context["factors"]) == len(context["lines"]) == 2
    assert all(row["is_published"] for row in context["factors"])
    assert {line["name"] for line in context["lines"]} == {"No. 1, Natural gas", "No. 2, Electricity"}
    with tenant_scope(tenant_a.id):
        assert Calculation.objects.count() == before


def test_the_total_counts_scope_2_by_the_method_that_is_chosen(
    tenant_a: Tenant, analyst: Client, period: ReportingPeriod
) -> None:
    job = previewed(tenant_a, analyst, gwp_set="AR6")
    by_location = analyst.get(f"{ASK}/{job.id}?basis=location").context["result"]["total"]
    by_market = analyst.get(f"{ASK}/{job.id}?basis=market").context["result"]["total"]
    assert (by_location["lines"], by_market["lines"]) == ("2", "1")


def test_lines_that_cannot_be_made_anew_are_told_with_their_reason(
    tenant_a: Tenant, analyst: Client, period: ReportingPeriod
) -> None:
    job = previewed(tenant_a, analyst, before="epa-hub-2025", after="desnz-2026")
    context = analyst.get(f"{ASK}/{job.id}").context["result"]
    assert context["total"]["refused_lines"] == 1
    assert [each["lines"] for each in context["refused"]] == [1]
    assert job.result["total"]["effects"]["difference"] == "0"


def test_what_cannot_be_previewed_says_why(analyst: Client, period: ReportingPeriod) -> None:
    for asked in ({}, {"before": "epa-hub-2025"}, {"before": "epa-hub-2025", "after": "no-such"}, {"gwp_set": "AR9"}):
        answer = analyst.post(ASK, asked)
        assert 400 <= answer.status_code < 500
    page = analyst.get(ASK)
    assert {each["value"] for each in page.context["before"]} == {"egrid2023-rev2", "epa-hub-2025"}


def test_a_preview_is_cancelled_before_it_begins(tenant_a: Tenant, analyst: Client, period: ReportingPeriod) -> None:
    analyst.post(ASK, {"gwp_set": "AR6"})
    with tenant_scope(tenant_a.id):
        job = Job.objects.get(kind=KIND)
    analyst.post(f"{ASK}/{job.id}", {"cancel": "1"})
    preview_restatement(str(tenant_a.id), str(job.id))
    with tenant_scope(tenant_a.id):
        job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "The preview was cancelled" in analyst.get(f"{ASK}/{job.id}").content.decode()


def test_another_tenants_preview_is_exactly_like_an_unknown_one(
    tenant_a: Tenant, tenant_b: Tenant, analyst: Client, period: ReportingPeriod
) -> None:
    analyst.post(ASK, {"gwp_set": "AR6"})
    with tenant_scope(tenant_a.id):
        theirs = Job.objects.get(kind=KIND).id
    outsider = signed_in(tenant_b, "admin")
    answers = [outsider.get(f"{ASK}/{key}") for key in (theirs, uuid.uuid4())]
    assert answers[0].status_code == answers[1].status_code == 404
    assert answers[0].content == answers[1].content
    unknown = [outsider.post(ASK, {"of_period": str(key), "gwp_set": "AR6"}) for key in (period.id, uuid.uuid4())]
    assert unknown[0].status_code == unknown[1].status_code == 404
