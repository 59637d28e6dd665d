"""Two-step sign-in: a code is good once, for one person, and guessing ends."""

from typing import Any

import pyotp
import pytest
from django.test import Client

from apps.tenants.account_safety import second_factor_demand
from apps.tenants.models import RecoveryCode, Role, SecondFactor, Tenant, User
from apps.tenants.second_factor import (
    second_factor_begin,
    second_factor_check,
    second_factor_confirm,
    second_factor_is_on,
    second_factor_remove,
)
from apps.tenants.services import member_add
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import tenant_scope
from tests.portal.people import PASSWORD, member_make, user_make

pytestmark = pytest.mark.django_db
STEP = 60_000_000


@pytest.fixture
def ada(tenant_a: Tenant) -> User:
    return member_make(tenant_a, "admin")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The device's step stands still."""
    monkeypatch.setattr("apps.tenants.second_factor.time", lambda: STEP * 30 + 7)


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).generate_otp(STEP + steps)


def turned_on(user: User) -> tuple[str, list[str]]:
    """The device's secret, and the recovery codes. The step of now is used up."""
    secret = second_factor_begin(user).secret
    return secret, second_factor_confirm(user, code_of(secret))


def password_typed(user: User, client: Client) -> Any:
    return client.post("/sign-in", {"username": user.email, "password": PASSWORD, "next": "/data"})


def test_it_is_on_after_a_first_right_code_only(ada: User) -> None:
    enrolment = second_factor_begin(ada)
    assert enrolment.picture.startswith("<svg")
    assert "style=" not in enrolment.picture
    assert second_factor_begin(ada).secret == enrolment.secret
    with pytest.raises(InvalidInput):
        second_factor_confirm(ada, "000000" if code_of(enrolment.secret) != "000000" else "000001")
    assert not second_factor_is_on(ada)
    assert len(set(second_factor_confirm(ada, code_of(enrolment.secret)))) == 10
    assert second_factor_is_on(ada)
    with pytest.raises(Conflict):
        second_factor_begin(ada)


def test_a_code_is_good_once_and_clocks_may_differ_by_a_step(ada: User) -> None:
    secret, _ = turned_on(ada)
    assert not second_factor_check(ada, code_of(secret)), "turning it on has used this one"
    assert not second_factor_check(ada, code_of(secret, -1)), "the one before is older than what was used"
    assert second_factor_check(ada, code_of(secret, 1))
    assert not second_factor_check(ada, code_of(secret, 1))
    assert not second_factor_check(ada, code_of(secret, 5))


def test_a_recovery_code_is_good_once_however_it_is_written(ada: User) -> None:
    _, codes = turned_on(ada)
    assert second_factor_check(ada, f" {codes[0].lower().replace('-', ' ')} ")
    assert not second_factor_check(ada, codes[0])
    assert second_factor_check(ada, codes[1])


def test_codes_of_somebody_else_are_good_for_nothing(ada: User, tenant_a: Tenant) -> None:
    _, codes = turned_on(ada)
    eve = member_make(tenant_a, "analyst")
    turned_on(eve)
    assert not second_factor_check(eve, codes[0])


def test_nothing_readable_is_kept(ada: User) -> None:
    secret, codes = turned_on(ada)
    assert secret.encode() not in bytes(SecondFactor.objects.get().secret)
    digests = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not digests & set(codes)
    second_factor_remove(ada)
    assert not RecoveryCode.objects.exists()
    assert not second_factor_is_on(ada)


def test_the_password_alone_opens_nothing(ada: User) -> None:
    secret, _ = turned_on(ada)
    client = Client()
    assert password_typed(ada, client)["Location"] == "/sign-in/code"
    assert client.get("/data")["Location"].startswith("/sign-in?")
    assert client.post("/sign-in/code", {"code": "12"}).status_code == 422
    assert client.get("/data").status_code == 302
    assert client.post("/sign-in/code", {"code": code_of(secret, 1)})["Location"] == "/data"
    assert client.get("/data").status_code == 200


def test_without_the_password_there_is_no_second_step(ada: User) -> None:
    secret, _ = turned_on(ada)
    client = Client()
    assert client.get("/sign-in/code")["Location"] == "/sign-in"
    assert client.post("/sign-in/code", {"code": code_of(secret, 1)})["Location"] == "/sign-in"
    password_typed(ada, client)
    ada.set_password("another long phrase")
    ada.save()
    assert client.post("/sign-in/code", {"code": code_of(secret, 1)})["Location"] == "/sign-in"


def test_after_five_wrong_codes_the_password_is_asked_for_again_and_after_ten_the_door_is_shut(ada: User) -> None:
    secret, _ = turned_on(ada)
    client = Client()
    for attempt in range(10):
        if attempt % 5 == 0:
            assert password_typed(ada, client)["Location"] == "/sign-in/code"
        answer = client.post("/sign-in/code", {"code": "12"})
        assert answer.status_code == (429 if attempt == 9 else 302 if attempt == 4 else 422)
    assert password_typed(ada, client).status_code == 429
    assert client.post("/sign-in/code", {"code": code_of(secret, 1)}).status_code != 200
    elsewhere = Client(REMOTE_ADDR="203.0.113.77")
    assert password_typed(ada, elsewhere)["Location"] == "/sign-in/code", "nobody is locked out from elsewhere"


def test_the_api_takes_the_code_with_the_password(ada: User) -> None:
    secret, _ = turned_on(ada)
    body = {"email": ada.email, "password": PASSWORD}
    refused = Client().post("/api/v1/auth/token", body, content_type="application/json")
    assert refused.status_code == 401
    assert "code" in refused.json()["detail"]
    answer = Client().post("/api/v1/auth/token", {**body, "code": code_of(secret, 1)}, content_type="application/json")
    assert answer.status_code == 200


def signed_in(user: User, **more: str) -> dict[str, str]:
    body = {"email": user.email, "password": PASSWORD, **more}
    pair: dict[str, str] = Client().post("/api/v1/auth/token", body, content_type="application/json").json()
    return pair


def opens(pair: dict[str, str]) -> bool:
    return Client().get("/api/v1/periods", headers={"authorization": f"Bearer {pair['access']}"}).status_code == 200


def test_tokens_of_one_step_end_when_an_organisation_asks_its_admins_for_two(ada: User, tenant_a: Tenant) -> None:
    eve, analyst = user_make("eve@alpha.example"), member_make(tenant_a, "analyst")
    member_add(tenant=tenant_a, user=eve, role=Role.ADMIN)
    before, of_analyst, own = signed_in(eve), signed_in(analyst), signed_in(ada)
    assert opens(before)
    turned_on(ada)
    with tenant_scope(tenant_a.id):
        second_factor_demand(tenant_id=tenant_a.id, wanted=True, actor=ada)
    assert opens(of_analyst)
    assert not opens(before)
    assert not opens(own), "who has turned it on since signs in by both steps"
    body = {"refresh": before["refresh"]}
    assert Client().post("/api/v1/auth/token/refresh", body, content_type="application/json").status_code == 401
    later, _ = turned_on(eve)
    assert not opens(before)
    both = signed_in(eve, code=code_of(later, 1))
    assert opens(both)
    second_factor_remove(eve)
    assert not opens(both)
