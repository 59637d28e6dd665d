"""Invitations: a link that works once, for the one who was invited, as long as it is neither old nor withdrawn."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from apps.events.models import AuditEntry
from apps.tenants import invitations, tasks
from apps.tenants.letters import invitation_deliver
from apps.tenants.models import Invitation, Membership, Role, Tenant, User
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.portal.people import PASSWORD, member_make, signed_in, user_make
from tests.tenants.letters import link_of_last

pytestmark = pytest.mark.django_db
EVE = "eve@beta.example"
JOINING = {"name": "Eve", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def worker() -> Iterator[None]:
    """E-mails leave when asked for."""
    with patch.object(tasks.invitation_mail, "delay"):
        yield


def invited(tenant: Tenant, email: str = EVE, role: Role = Role.ANALYST) -> str:
    """The path of a link."""
    with tenant_scope(tenant.id):
        made = invitations.invitation_make(email=email, role=role, invited_by="Ada")
    return sent(tenant, made)


def sent(tenant: Tenant, invitation: Invitation) -> str:
    invitation_deliver(tenant_id=tenant.id, invitation_id=invitation.id)
    return link_of_last(invitation.email)


def test_somebody_new_makes_an_account_and_is_a_member_at_once(tenant_a: Tenant) -> None:
    link, browser = invited(tenant_a), Client()
    page = browser.get(link).content.decode()
    assert "Ada invites eve@beta.example as analyst" in page
    member_make(tenant_a, "operator")
    taken = browser.post(link, {**JOINING, "name": "operator"})
    assert taken.status_code == 422
    assert "A member is called “operator” already." in taken.context["form"].errors["name"][0]
    assert 'value="operator"' in taken.content.decode()
    assert browser.post(link, JOINING)["Location"] == "/"
    assert "Alpha" in browser.get("/").content.decode()
    eve = User.objects.get(email=EVE)
    assert eve.check_password(PASSWORD)
    with tenant_scope(tenant_a.id):
        assert Membership.objects.get(user=eve).role == "analyst"
        acts = list(AuditEntry.objects.values_list("actor", "act", "subject", "detail"))
    assert acts == [("Eve", "joined as invited", EVE, "as Analyst"), ("Ada", "invited", EVE, "as Analyst")]


def test_a_link_works_once(tenant_a: Tenant) -> None:
    link = invited(tenant_a)
    Client().post(link, JOINING)
    for answer in (Client().get(link), Client().post(link, {**JOINING, "name": "Mallory"})):
        assert answer.status_code == 410
        assert EVE not in answer.content.decode()
    assert User.objects.filter(email=EVE).count() == 1


def test_somebody_with_an_account_signs_in_and_joins(tenant_a: Tenant, tenant_b: Tenant) -> None:
    browser = signed_in(tenant_b, "auditor")
    link = invited(tenant_a, "auditor@beta.example")
    assert "Sign in" in Client().get(link).content.decode()
    # Whoever only holds the link takes nobody's account over.
    Client().post(link, {**JOINING, "password1": "another long phrase", "password2": "another long phrase"})
    assert User.objects.get(email="auditor@beta.example").check_password(PASSWORD)
    assert browser.post(link)["Location"] == "/"
    assert "Analyst, Alpha" in browser.get("/data").content.decode()


def test_an_invitation_is_for_the_one_it_was_sent_to(tenant_a: Tenant, tenant_b: Tenant) -> None:
    link = invited(tenant_a)
    mallory = signed_in(tenant_b, "admin")
    assert "You are signed in as admin@beta.example" in mallory.get(link).content.decode()
    mallory.post(link, JOINING)
    assert not User.objects.filter(email=EVE).exists()
    with tenant_scope(tenant_a.id):
        assert not Membership.objects.exists()


@pytest.mark.parametrize("change", [{"revoked_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_one_that_was_withdrawn_or_is_too_old_opens_nothing(tenant_a: Tenant, change: dict[str, Any]) -> None:
    link = invited(tenant_a)
    with tenant_scope(tenant_a.id):
        Invitation.objects.update(**change)
    assert Client().get(link).status_code == 410
    assert Client().post(link, JOINING).status_code == 410


def test_each_e_mail_has_a_link_of_its_own(tenant_a: Tenant) -> None:
    first = invited(tenant_a)
    with tenant_scope(tenant_a.id):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
        made = invitations.invitation_resend(invitation_id=Invitation.objects.get().id, actor="Ada")
    second = sent(tenant_a, made)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_links_are_kept_as_hashes(tenant_a: Tenant) -> None:
    link = invited(tenant_a)
    with tenant_scope(tenant_a.id):
        row = Invitation.objects.values().get()
    assert not any(link[-20:] in str(value) for value in row.values())


@pytest.mark.parametrize("text", ["x", "0" * 64, "0" * 64 + "guess", "é" * 70, "0" * 64 + "%00"])
def test_what_is_no_link_answers_as_one_that_is_over(tenant_a: Tenant, text: str) -> None:
    over = Client().get(invited(tenant_a)[:-1])
    guessed = Client().get(f"/invitations/{text}")
    assert guessed.status_code == over.status_code == 410
    assert guessed.content == over.content


def test_nobody_is_invited_twice_nor_a_member(tenant_a: Tenant, tenant_b: Tenant) -> None:
    member_make(tenant_a, "analyst")
    invited(tenant_a)
    invited(tenant_b)
    with tenant_scope(tenant_a.id):
        for email, said in (("Eve@Beta.example", "invited already"), ("analyst@alpha.example", "a member already")):
            with pytest.raises(InvalidInput, match=said):
                invitations.invitation_make(email=email, role=Role.ANALYST, invited_by="Ada")


@pytest.mark.parametrize("name", ["ada", "key robot", "Operator Ada"])
def test_nobody_takes_a_name_that_stands_for_somebody_else_in_histories(tenant_a: Tenant, name: str) -> None:
    link = invited(tenant_a)
    with tenant_scope(tenant_a.id):
        Membership.objects.create(user=User.objects.create(email="ada@alpha.example", name="Ada"), role="admin")
    browser = Client()
    browser.post(link, {**JOINING, "name": name})
    assert not User.objects.filter(email=EVE).exists()


def test_a_mail_server_that_refuses_is_told_and_the_next_e_mail_mends_it(tenant_a: Tenant) -> None:
    with patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError):
        with tenant_scope(tenant_a.id):
            made = invitations.invitation_make(email=EVE, role=Role.ANALYST, invited_by="Ada")
        invitation_deliver(tenant_id=tenant_a.id, invitation_id=made.id)
    assert "could not" in told(tenant_a) or "did not take it" in told(tenant_a)
    sent(tenant_a, made)
    assert told(tenant_a) == ""
    assert len(mail.outbox) == 1


def told(tenant: Tenant) -> str:
    with tenant_scope(tenant.id):
        return Invitation.objects.get().problem


def test_an_account_that_is_off_joins_nothing(tenant_a: Tenant) -> None:
    user = user_make(EVE)
    link, browser = invited(tenant_a), Client()
    browser.force_login(user)
    User.objects.update(is_active=False)
    browser.post(link)
    with tenant_scope(tenant_a.id):
        assert not Membership.objects.exists()
