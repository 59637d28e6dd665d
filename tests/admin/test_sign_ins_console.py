"""Operators release who is locked out, and help people who lost their device."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import reverse

from apps.events.models import AuditEntry
from apps.tenants.models import Tenant, User
from apps.tenants.second_factor import second_factor_is_on
from apps.tenants.tokens import TokenRefused, tokens_issue, tokens_refresh
from greenlang.caching.invalidation import NIL_TENANT
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
    assert "Say why" in operator.post(people, {**chosen, "said": "yes", "reason": " "}).content.decode()
    assert second_factor_is_on(user)
    operator.post(people, {**chosen, "said": "yes", "reason": "The phone is lost"})
    assert not second_factor_is_on(user)
    with tenant_scope(tenant_a.id):
        entry = AuditEntry.objects.get()
    assert (entry.actor, entry.act) == ("operator operator@platform.example", "turned two-step sign-in off for")
    assert entry.detail == "The phone is lost"


def test_what_operators_make_of_accounts_is_told_even_of_people_who_are_in_no_tenant(operator: Client) -> None:
    made = reverse("admin:tenants_user_add")
    shown = operator.get(made).content.decode()
    assert 'name="password1"' in shown
    given = {"email": "second@platform.example", "name": "Second", "password1": PASSWORD, "password2": PASSWORD}
    operator.post(made, given)
    user = User.objects.get(email="second@platform.example")
    page = reverse("admin:tenants_user_change", args=[user.pk])
    operator.post(page, {"email": user.email, "name": user.name, "is_active": "on", "is_staff": "on"})
    operator.post(
        reverse("admin:auth_user_password_change", args=[user.pk]),
        {"password1": PASSWORD + "!", "password2": PASSWORD + "!", "set-password": "1", "usable_password": "true"},
    )
    user.refresh_from_db()
    assert (user.is_staff, user.check_password(PASSWORD + "!")) == (True, True)
    with tenant_scope(NIL_TENANT):
        told = [(entry.act, entry.subject, entry.detail) for entry in AuditEntry.objects.order_by("at")]
    assert told == [
        ("made the account of", user.email, ""),
        ("changed the account of", user.email, "is staff: yes"),
        ("set a new password for", user.email, ""),
    ]


def test_a_password_that_an_operator_sets_ends_what_was_open(tenant_a: Tenant, operator: Client) -> None:
    user = member_make(tenant_a, "analyst")
    pair = tokens_issue(user=user, tenant_id=tenant_a.id)
    sent = {"password1": "another long phrase", "password2": "another long phrase", "usable_password": "true"}
    assert operator.post(reverse("admin:auth_user_password_change", args=[user.pk]), sent).status_code == 302
    with pytest.raises(TokenRefused):
        tokens_refresh(pair.refresh)
