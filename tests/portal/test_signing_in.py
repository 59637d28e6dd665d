"""Signing in, choosing an organisation, signing out."""

import pytest
from django.test import Client

from apps.tenants.models import Role, Tenant
from apps.tenants.services import member_add
from tests.portal.people import PASSWORD, member_make, signed_in, user_make

pytestmark = pytest.mark.django_db


def test_a_stranger_is_led_to_the_sign_in_and_back(tenant_a: Tenant) -> None:
    member_make(tenant_a, "analyst")
    client = Client()
    answer = client.get("/factors?q=gas")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in?next=/factors%3Fq%3Dgas"
    sent = {"username": "Analyst@Alpha.example", "password": PASSWORD, "next": "/factors?q=gas"}
    assert client.post("/sign-in", sent)["Location"] == "/factors?q=gas"
    assert client.get("/factors").status_code == 200


def test_a_wrong_password_is_told_beside_the_field_and_the_address_is_kept(tenant_a: Tenant) -> None:
    member_make(tenant_a, "analyst")
    answer = Client().post("/sign-in", {"username": "analyst@alpha.example", "password": "guess"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "This e-mail and password do not belong together." in page
    assert 'value="analyst@alpha.example"' in page
    assert "guess" not in page


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"])
def test_next_never_leads_out_of_the_product(tenant_a: Tenant, elsewhere: str) -> None:
    member_make(tenant_a, "analyst")
    client = Client()
    sent = {"username": "analyst@alpha.example", "password": PASSWORD, "next": elsewhere}
    assert client.post("/sign-in", sent)["Location"] == "/"
    assert client.post("/organisation", {"tenant": "alpha", "next": elsewhere})["Location"] == "/"


def test_the_session_key_changes_when_somebody_signs_in(tenant_a: Tenant) -> None:
    member_make(tenant_a, "analyst")
    client = Client()
    before = client.session
    before["planted"] = True
    before.save()
    client.cookies["sessionid"] = before.session_key or ""
    client.post("/sign-in", {"username": "analyst@alpha.example", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before.session_key


def test_a_member_of_two_organisations_chooses_one(tenant_a: Tenant, tenant_b: Tenant) -> None:
    user = member_make(tenant_a, "analyst")
    member_add(tenant=tenant_b, user=user, role=Role.AUDITOR)
    client = Client()
    client.force_login(user)
    assert client.get("/data")["Location"] == "/organisation?next=%2Fdata"
    page = client.get("/organisation?next=/data").content.decode()
    assert "Alpha" in page
    assert "Beta" in page
    assert client.post("/organisation", {"tenant": "beta", "next": "/data"})["Location"] == "/data"
    assert client.post("/organisation", {"tenant": "beta", "next": "no-page"})["Location"] == "no-page"
    page = client.get("/data").content.decode()
    assert "Beta" in page
    assert "Auditor, Beta" in page


def test_an_organisation_somebody_does_not_belong_to_is_like_one_that_does_not_exist(
    tenant_a: Tenant, tenant_b: Tenant
) -> None:
    client = signed_in(tenant_a, "admin")
    foreign, unknown = (client.post("/organisation", {"tenant": slug}) for slug in ("beta", "nothing"))
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.content == unknown.content
    assert "Alpha" in client.get("/").content.decode()


def test_a_platform_operator_is_shown_the_way_to_the_admin(db: None) -> None:
    client = Client()
    client.force_login(user_make("platform@example.org", is_staff=True))
    answer = client.get("/", follow=True)
    assert answer.status_code == 200
    assert 'href="/admin/"' in answer.content.decode()


def test_signing_out_takes_a_post(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert client.get("/").status_code == 302


def test_a_fragment_asked_for_after_the_session_ended_moves_the_whole_page(tenant_a: Tenant) -> None:
    answer = Client().get("/data", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/sign-in?next=/"


def test_forms_of_other_sites_are_refused(tenant_a: Tenant) -> None:
    member_make(tenant_a, "analyst")
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in", {"username": "analyst@alpha.example", "password": PASSWORD})
    assert answer.status_code == 403
