"""The console's first page: which tenant one works in, what waits there, and how the installation does."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from apps.events.dead_letters import dead_letter_record
from apps.factory.console.health import WRONG, Sign, health, size_told
from apps.factory.console.waiting import waiting
from apps.tenants.models import OperatorVisit
from greenlang.isolation import tenant_scope
from tests.admin.test_operators_scope import entered
from tests.house import House


def page(client: Client, name: str = "admin:index") -> str:
    answer = client.get(reverse(name))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_a_tenant_is_entered_the_first_page_offers_them_and_shows_no_rows(house: House) -> None:
    shown = page(house.browser("operator"))
    assert reverse("admin:tenants_tenant_enter", args=[house.alpha.id]) in shown
    assert "What waits" not in shown
    assert "You work in no tenant" in shown


def test_the_console_runs_and_loads_only_what_is_its_own(house: House) -> None:
    policy = house.browser("operator").get(reverse("admin:index")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self' 'unsafe-eval';" in policy


def test_one_click_enters_a_tenant_and_another_leaves_it(house: House) -> None:
    client = house.browser("operator")
    enter = reverse("admin:tenants_tenant_enter", args=[house.beta.id])
    client.get(enter)
    assert "You work in no tenant" in page(client)
    client.post(enter)
    assert "You work in <strong>Beta</strong>" in page(client, "admin:jobs_job_changelist")
    assert "You work here" in page(client, "admin:tenants_tenant_changelist")
    with tenant_scope(house.beta.id):
        assert OperatorVisit.objects.filter(user=house.people["operator"]).count() == 1
    client.post(reverse("admin:tenants_tenant_leave"))
    assert "You work in no tenant" in page(client)
    assert "Choose a tenant first" in page(client, "admin:jobs_job_changelist")


def test_an_unknown_tenant_cannot_be_entered(house: House) -> None:
    client = house.browser("operator")
    assert client.post(reverse("admin:tenants_tenant_enter", args=[uuid.uuid4()])).status_code == 404
    assert "You work in no tenant" in page(client)


def test_members_of_a_tenant_enter_none(house: House) -> None:
    client = house.browser("admin@alpha")
    answer = client.post(reverse("admin:tenants_tenant_enter", args=[house.beta.id]))
    assert "/admin/login/" in answer["Location"]


def test_what_waits_is_counted_in_the_entered_tenant_and_links_to_its_list(house: House) -> None:
    with tenant_scope(house.alpha.id):
        dead_letter_record(kind="unheard-of", source="s", subject="1", payload={}, reason="why", attempts=3)
        found = {each.kind.what: each for each in waiting()}
    assert found["Dead letters"].count.number == 1
    client = entered(house, house.alpha)
    assert "What waits" in page(client)
    for each in found.values():
        assert client.get(each.link).status_code == 200, each.kind.what
    assert "unheard-of" in client.get(found["Dead letters"].link).content.decode()
    with tenant_scope(house.beta.id):
        assert not any(each.count for each in waiting())


def test_the_signs_of_health_name_what_does_not_answer(house: House) -> None:
    signs = {sign.name: sign for sign in health()}
    assert signs["PostgreSQL"].state == signs["Redis"].state == "ok"
    # No worker and no relay run beside the tests.
    assert signs["Workers"].state == signs["Relay"].state == WRONG
    assert "Ledger" not in signs
    with tenant_scope(house.alpha.id):
        ledger = next(sign for sign in health() if sign.name == "Ledger")
    assert int(dict(ledger.facts)["Records"]) > 0


def test_a_sign_is_shown_with_its_figures(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sign = Sign("Relay", WRONG, "is not there", (("Sessions", "0"),))
    monkeypatch.setattr("apps.factory.console.index.health", lambda: [sign])
    shown = page(house.browser("operator"), "console-health")
    assert "Is not there." in shown
    assert "Sessions" in shown


@pytest.mark.parametrize(("size", "told"), [(12, "12 bytes"), (2048, "2.0 kB"), (5 << 30, "5.0 GB")])
def test_sizes_are_told_as_people_read_them(size: int, told: str) -> None:
    assert size_told(size) == told
