"""Operators release who is locked out, and help people who lost their device."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from apps.events.models import AuditEntry
from apps.tenants.models import Tenant, User
from apps.tenants.second_factor import second_factor_is_on
from greenlang.isolation import tenant_scope
from tests.portal.people import PASSWORD, member_make
from tests.tenants.test_second_factor import clock, turned_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
__all__ = ["clock"]


@pytest.fixture
def operator(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("operator@platform.example", PASSWORD))
    return client


def tried(user: User, password: str) -> int:
    return Client().post("/sign-in", {"username": user.email, "password": password}).status_code


def test_whoever_is_locked_out_is_released(tenant_a: Tenant, operator: Client) -> None:
    user = member_make(tenant_a, "analyst")
    assert [tried(user, "guess") for _ in range(10)][-1] == 429
    assert tried(user, PASSWORD) == 429
    answer = Client().post("/sign-in", {"username": user.email, "password": PASSWORD})
    assert "Too many failures" in answer.content.decode()
    assert int(answer["Retry-After"]) == 15 * 60
    api = Client().post(
        "/api/v1/auth/token", {"email": user.email, "password": PASSWORD}, content_type="application/json"
    )
    assert (api.status_code, api["Content-Type"]) == (429, "application/problem+json")
    rows = reverse("admin:axes_accessattempt_changelist")
    assert user.email in operator.get(rows).content.decode()
    chosen = [str(row.pk) for row in AccessAttempt.objects.all()]
    operator.post(rows, {"action": "release_many", "_selected_action": chosen, "said": "yes"})
    assert tried(user, PASSWORD) == 302


def test_two_step_sign_in_is_turned_off_for_somebody_and_noted_where_they_work(
    tenant_a: Tenant, operator: Client
) -> None:
    user = member_make(tenant_a, "analyst")
    turned_on(user)
    people = reverse("admin:tenants_user_changelist")
    chosen = {"action": "second_step_off", "_selected_action": [str(user.pk)]}
    assert "Make sure first" in operator.post(people, chosen).content.decode()
    assert second_factor_is_on(user)
    operator.post(people, {**chosen, "said": "yes"})
    assert not second_factor_is_on(user)
    with tenant_scope(tenant_a.id):
        entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act) == ("operator operator@platform.example", "turned two-step sign-in off for")
