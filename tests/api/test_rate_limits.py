"""Every answer says what is left; whoever has used up their quota hears when to come back, and nobody else does."""

import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client

from apps.tenants.models import Quota
from apps.tenants.quotas import quota_set, quotas_of
from greenlang.caching.rate_limiter import RateLimiter
from greenlang.caching.redis_tier import connect
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.admin.test_operators_scope import entered
from tests.house import House


@pytest.fixture(autouse=True)
def _figures_of_the_installation(house: House) -> Iterator[None]:
    yield
    for endpoint in ("read", "write"):
        quota_set(tenant_id=house.alpha.id, endpoint=endpoint, per_minute=None, actor="test")


def test_an_answer_says_what_is_left(house: House) -> None:
    answer = house.api("auditor@alpha").get("/calculations")
    assert answer["RateLimit-Policy"] == '"read";q=100;w=1'
    assert answer["RateLimit"].startswith('"read";r=')
    refused = house.api("auditor@alpha").post("/periods", {})
    assert (refused.status_code, "RateLimit" in refused) == (403, False)
    missing = house.api("admin@alpha").get("/jobs/00000000-0000-0000-0000-000000000000")
    assert (missing.status_code, "RateLimit" in missing) == (404, True)


def test_whoever_used_up_the_quota_hears_when_to_come_back_and_others_do_not(house: House) -> None:
    quota_set(tenant_id=house.alpha.id, endpoint="read", per_minute=2, actor="test")
    answers = [house.api("auditor@alpha").get("/quotas") for _ in range(4)]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused  # two at least, unless the minute ended meanwhile
    assert refused[0]["Content-Type"] == "application/problem+json"
    assert refused[0]["RateLimit-Policy"] == '"read";q=2;w=60'
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert refused[0].json()["type"] == "urn:greenlang:problem:quota-exceeded"
    assert house.api("auditor@beta").get("/quotas").status_code == 200
    assert house.api("admin@alpha").post("/periods", {}).status_code == 400


def test_a_quota_is_a_setting_of_the_tenant_that_holds_from_then_on(house: House) -> None:
    call_command("quota", "alpha", "write", "1200")
    assert house.api("admin@alpha").get("/quotas").json()["results"] == [
        {"endpoint": "read", "per_minute": 6000},
        {"endpoint": "write", "per_minute": 1200},
        {"endpoint": "executions", "per_minute": 6000},
        {"endpoint": "jobs", "per_minute": 600},
    ]
    assert quotas_of(house.beta.id)["write"] == 3000
    with pytest.raises(InvalidInput):
        quota_set(tenant_id=house.alpha.id, endpoint="nothing", per_minute=1, actor="test")
    with pytest.raises(InvalidInput):
        quota_set(tenant_id=house.alpha.id, endpoint="read", per_minute=0, actor="test")


def test_an_operator_sets_it_in_the_admin_of_the_tenant_entered(house: House) -> None:
    client = entered(house, house.alpha)
    answer = client.post("/admin/tenants/quota/add/", {"endpoint": "write", "per_minute": "77"})
    assert answer.status_code == 302
    with tenant_scope(house.alpha.id):
        row = Quota.objects.get(endpoint="write")
    assert (row.per_minute, row.changed_by) == (77, f"operator {house.people['operator']}")
    assert quotas_of(house.alpha.id)["write"] == 77
    assert client.post(f"/admin/tenants/quota/{row.id}/delete/", {"post": "yes"}).status_code == 302
    assert quotas_of(house.alpha.id)["write"] == 3000


def test_signing_in_says_how_many_tries_are_left_and_hides_whose(
    house: House, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SIGN_INS_A_MINUTE = 2
    monkeypatch.setattr("apps.tenants.quotas._limiter", RateLimiter(connect(settings.REDIS_URL), clock=lambda: 30.0))
    body = {"email": f"{uuid.uuid4()}@alpha.example", "password": "guess"}
    answers = [Client().post("/api/v1/auth/token", body, content_type="application/json") for _ in range(3)]
    assert [each.status_code for each in answers] == [401, 401, 429]
    assert [each["RateLimit"] for each in answers] == [f'"sign-in";r={left};t=30' for left in (1, 0, 0)]
    assert {each["RateLimit-Policy"] for each in answers} == {'"sign-in";q=2;w=60'}
    assert (answers[2]["Retry-After"], answers[2]["Content-Type"]) == ("30", "application/problem+json")


def test_a_machine_s_token_and_a_partner_s_door_say_it_and_refuse_with_when_to_come_back(house: House) -> None:
    # A secret may hold the sign that parts it from its client.
    *client, secret = house.keys["analyst@alpha"].split("_", 3)
    form = {"grant_type": "client_credentials", "client_id": "_".join(client), "client_secret": secret}
    for path in ("/api/v1/oauth/token", "/auth/token"):
        served = Client().post(path, urlencode(form), content_type="application/x-www-form-urlencoded")
        assert (served.status_code, served["RateLimit"].partition(";")[0]) == (200, '"write"')
    quota_set(tenant_id=house.alpha.id, endpoint="write", per_minute=1, actor="test")
    tries = [Client().post(path, urlencode(form), content_type="application/x-www-form-urlencoded") for _ in range(3)]
    refused = [each for each in tries if each.status_code == 429]
    assert refused
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    assert refused[0]["RateLimit-Policy"] == '"write";q=1;w=60'
    quota_set(tenant_id=house.alpha.id, endpoint="read", per_minute=1, actor="test")
    exchanged = [house_get(house, "/3/footprints") for _ in range(3)]
    refused = [each for each in exchanged if each.status_code == 429]
    assert refused
    assert ("Retry-After" in refused[0], "RateLimit" in refused[0]) == (True, True)


def house_get(house: House, path: str) -> Any:
    return Client().get(path, headers={"authorization": f"Bearer {house.keys['analyst@alpha']}"})
