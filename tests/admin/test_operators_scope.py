"""An operator works in one chosen tenant: nothing before, nothing of another, and each visit is recorded."""

import uuid

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from apps.factory.services import version_command
from apps.reports.formats.registry import FORMATS
from apps.runtime.services.operations import operation_prepare
from apps.tenants.models import OperatorVisit, Tenant
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope
from tests.house import House


def entered(house: House, tenant: Tenant) -> Client:
    """An operator's browser, working in a tenant."""
    client = house.browser("operator")
    answer = client.post(
        reverse("admin:tenants_tenant_changelist"), {"action": "enter", "_selected_action": [str(tenant.id)]}
    )
    assert answer.status_code == 302
    return client


def lists() -> list[str]:
    """Every list of tenant rows."""
    from django.apps import apps
    from django.contrib import admin

    from greenlang.edges.admin_rows import TenantRowsAdmin

    names = [
        f"admin:{m._meta.app_label}_{m._meta.model_name}_changelist"
        for m in apps.get_models()
        if m in admin.site._registry and isinstance(admin.site._registry[m], TenantRowsAdmin)
    ]
    assert len(names) > 12
    return names


def test_before_a_tenant_is_chosen_every_list_is_empty_and_says_why(house: House) -> None:
    client = house.browser("operator")
    for name in lists():
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert "Choose a tenant first" in page.content.decode()
        assert "stationary-combustion" not in page.content.decode()


def test_in_a_tenant_the_lists_show_its_rows_and_the_visit_is_recorded(house: House) -> None:
    client = entered(house, house.alpha)
    for name in lists():
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert "Choose a tenant first" not in page.content.decode(), name
        assert client.get(reverse(name), {"id__regex": "["}).status_code in {302, 400}, name
        chosen = {"action": "delete_selected", "_selected_action": ["no id"]}
        assert client.post(reverse(name), chosen).status_code in {400, 403}, name
    assert client.get(reverse("admin:calculations_calculation_changelist"), {"q": "-" * 32}).status_code == 200
    assert "stationary-combustion" in client.get(reverse("admin:agents_agentversion_changelist")).content.decode()
    with tenant_scope(house.alpha.id):
        assert OperatorVisit.objects.filter(user=house.people["operator"]).exists()


def test_in_another_tenant_its_objects_answer_like_unknown_ids(house: House) -> None:
    client = entered(house, house.beta)
    rows = {
        "agents_agentversion": house.version.id,
        "calculations_calculation": house.calculation.id,
        "reports_inventoryreport": house.report.id,
        "jobs_job": house.job.id,
    }
    for name, row_id in rows.items():
        assert str(row_id) not in client.get(reverse(f"admin:{name}_changelist")).content.decode()
        answers = []
        for wanted in (row_id, uuid.uuid4()):
            answer = client.get(reverse(f"admin:{name}_change", args=[wanted]), follow=True)
            answers.append((answer.redirect_chain, answer.content.decode().count(str(wanted))))
        assert answers[0] == answers[1], name
    files = [("admin:reports_inventoryreport_file", house.report.id, each.extension) for each in FORMATS]
    for address, own, *more in [("admin:agents_agentversion_verb", house.version.id, "pause"), *files]:
        statuses = {client.get(reverse(address, args=[i, *more])).status_code for i in (own, uuid.uuid4())}
        assert statuses == {404}


@pytest.mark.parametrize("who", ["admin@alpha", "operator@alpha", "auditor@beta"])
def test_members_of_tenants_are_no_platform_operators(house: House, who: str) -> None:
    answer = house.browser(who).get("/admin/agents/agentversion/")
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_reports_are_downloaded_from_the_admin(house: House) -> None:
    house.write_report()
    client = entered(house, house.alpha)
    answer = client.get(reverse("admin:reports_inventoryreport_file", args=[house.report.id, "xlsx"]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_a_verb_asks_for_its_reason_and_is_recorded_with_the_operators_name(house: House) -> None:
    client = entered(house, house.alpha)
    pause = reverse("admin:agents_agentversion_verb", args=[house.version.id, "pause"])
    assert "Reason" in client.get(pause).content.decode()
    refused = client.post(pause, {"reason": ""}, follow=True).content.decode()
    assert "Say why" in refused
    assert "is paused now" in client.post(pause, {"reason": "meter"}, follow=True).content.decode()
    assert "not possible" in client.get(pause).content.decode()
    resume = reverse("admin:agents_agentversion_verb", args=[house.version.id, "resume"])
    assert "is running now" in client.post(resume, {}, follow=True).content.decode()
    with tenant_scope(house.alpha.id):
        last = house.version.events.order_by("-position")[0]
    assert (last.event, last.actor) == ("agent.resumed", "operator operator@platform.example")


def test_broker_rows_that_span_tenants_are_not_shown() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:django_celery_results_taskresult_changelist")


@pytest.mark.parametrize(
    ("verb", "says"),
    [("retire", "This cannot be undone"), ("pause", "held, not lost"), ("stop", "executions are refused")],
)
def test_before_a_verb_is_said_its_page_says_what_it_does(house: House, verb: str, says: str) -> None:
    client = entered(house, house.alpha)
    with tenant_scope(house.alpha.id):
        if verb == "retire":
            version_command(version=house.version, verb="pause", actor="test", reason="meter")
    page = client.get(reverse("admin:agents_agentversion_verb", args=[house.version.id, verb])).content.decode()
    with tenant_scope(house.alpha.id):
        if verb == "retire":
            version_command(version=house.version, verb="resume", actor="test")
    assert says in page


def test_the_list_of_jobs_names_verb_and_version_and_why_one_failed(house: House) -> None:
    with tenant_scope(house.alpha.id):
        job = operation_prepare(version=house.version, verb="pause", actor="test", reason="meter")
        job.fail(Conflict("The cluster does not answer."))
    page = entered(house, house.alpha).get(reverse("admin:jobs_job_changelist")).content.decode()
    assert f"Pause {house.version}" in page
    assert "The cluster does not answer." in page
