"""Tokens of people: issued, refreshed by rotation, and worth nothing from the moment they are revoked."""

from typing import Any

import pytest
from django.test import Client

from apps.tenants.models import Membership, TokenFamily
from greenlang.isolation import tenant_scope
from tests.house import PASSWORD, House

AUTH = "/api/v1/auth"


def sign_in(who: str = "analyst") -> dict[str, str]:
    body = {"email": f"{who}@alpha.example", "password": PASSWORD}
    answer: dict[str, str] = Client().post(f"{AUTH}/token", body, content_type="application/json").json()
    return answer


def ask(path: str, access: str, method: str = "get") -> Any:
    return getattr(Client(), method)(f"/api/v1{path}", headers={"authorization": f"Bearer {access}"})


def post(path: str, body: dict[str, str]) -> Any:
    return Client().post(f"{AUTH}{path}", body, content_type="application/json")


def test_a_refreshed_pair_opens_and_the_spent_refresh_token_ends_the_sign_in(house: House) -> None:
    first = sign_in()
    second = post("/token/refresh", {"refresh": first["refresh"]}).json()
    third = post("/token/refresh", {"refresh": second["refresh"]}).json()
    assert ask("/agents", first["access"]).status_code == ask("/agents", third["access"]).status_code == 200
    copied = post("/token/refresh", {"refresh": first["refresh"]})
    assert (copied.status_code, copied["Content-Type"]) == (401, "application/problem+json")
    assert "Bearer" in copied["WWW-Authenticate"]
    for token in (first, second, third):
        assert ask("/agents", token["access"]).status_code == 401
    assert post("/token/refresh", {"refresh": third["refresh"]}).status_code == 401


@pytest.mark.parametrize("password", [" it begins with a blank", "it ends in a blank "])
def test_a_password_is_taken_with_its_blanks(house: House, password: str) -> None:
    user = house.people["auditor@alpha"]
    user.set_password(password)
    user.save()
    try:
        body = {"email": "auditor@alpha.example"}
        assert post("/token", body | {"password": password}).status_code == 200
        assert post("/token", body | {"password": password.strip()}).status_code == 401
        assert post("/token", body | {"password": f"{password} "}).status_code == 401
    finally:
        user.set_password(PASSWORD)
        user.save()


@pytest.mark.parametrize("kind", ["access", "refresh"])
def test_a_revoked_token_opens_nothing_from_then_on(house: House, kind: str) -> None:
    pair, other = sign_in(), sign_in()
    assert ask("/agents", pair["access"]).status_code == 200
    assert post("/token/revoke", {"token": pair[kind]}).status_code == 204
    assert ask("/agents", pair["access"]).status_code == 401
    assert post("/token/refresh", {"refresh": pair["refresh"]}).status_code == 401
    assert ask("/agents", other["access"]).status_code == 200


def test_revoking_what_opens_nothing_says_nothing(house: House) -> None:
    assert post("/token/revoke", {"token": "nonsense"}).status_code == 204
    assert post("/token/revoke", {"token": house.keys["admin@alpha"]}).status_code == 204
    assert house.api("admin@alpha").get("/agents").status_code == 200


def test_an_admin_ends_a_members_sign_in_and_a_member_only_their_own(house: House) -> None:
    analyst, admin, auditor = sign_in(), sign_in("admin"), sign_in("auditor")
    own = ask("/auth/sessions", auditor["access"]).json()["results"]
    assert {row["user"] for row in own} == {"auditor@alpha.example"}
    rows = ask("/auth/sessions", admin["access"]).json()["results"]
    session = next(row["id"] for row in rows if row["user"] == "analyst@alpha.example" and not row["revoked_at"])
    assert ask(f"/auth/sessions/{session}", auditor["access"], "delete").status_code == 404
    assert house.api("admin@beta").delete(f"/auth/sessions/{session}").status_code == 404
    assert ask("/agents", analyst["access"]).status_code == 200
    assert ask(f"/auth/sessions/{session}", admin["access"], "delete").status_code == 204
    assert ask("/agents", analyst["access"]).status_code == 401


def test_a_changed_password_and_a_lost_membership_end_every_sign_in(house: House) -> None:
    pair = sign_in("operator")
    person = house.people["operator@alpha"]
    with tenant_scope(house.alpha.id):
        kept = TokenFamily.objects.filter(user=person).values_list("auth_hash", flat=True)[0]
    assert kept == person.get_session_auth_hash()
    person.set_password("another phrase that is long enough")
    person.save()
    assert ask("/agents", pair["access"]).status_code == 401
    person.set_password(PASSWORD)
    person.save()
    pair = sign_in("operator")
    with tenant_scope(house.alpha.id):
        Membership.objects.filter(user=person).delete()
    assert ask("/agents", pair["access"]).status_code == 401
    assert post("/token/refresh", {"refresh": pair["refresh"]}).status_code == 401


def test_a_token_names_its_tenant_and_a_family_of_another_is_none(house: House) -> None:
    pair = sign_in()
    with tenant_scope(house.beta.id):
        assert not TokenFamily.objects.exists()
    with tenant_scope(house.alpha.id):
        assert TokenFamily.objects.exists()
    assert ask("/agents", pair["refresh"]).status_code == 401


def test_whoever_tries_passwords_is_slowed_down_and_others_are_not(house: House, settings: Any) -> None:
    settings.SIGN_INS_A_MINUTE = 2
    body = {"email": "guessed@alpha.example", "password": "wrong"}
    answers = [post("/token", body) for _ in range(5)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert answers[0].status_code == 401
    assert refused
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert post("/token", {"email": "auditor@alpha.example", "password": PASSWORD}).status_code == 200
