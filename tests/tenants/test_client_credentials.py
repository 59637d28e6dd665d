"""Machines get a token for their key (RFC 6749, 4.4): it opens what the key opens, and dies with the key."""

import base64
from typing import Any

import pytest
from django.test import Client

from apps.tenants.access import key_revoke
from apps.tenants.client_tokens import LIFETIME, ClientToken
from apps.tenants.models import ApiKey, Tenant
from apps.tenants.models.keys import KeyText
from greenlang.isolation import tenant_scope
from tests.house import GAS, House

TOKEN = "/api/v1/oauth/token"
FORM = "application/x-www-form-urlencoded"
GRANT = "grant_type=client_credentials"
EXECUTIONS = "/api/v1/agents/stationary-combustion/executions"


def parts(key: str) -> tuple[str, str]:
    prefix, tenant, name, secret = key.split("_", 3)
    return f"{prefix}_{tenant}_{name}", secret


def basic(name: str, secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()}


def ask(body: str, headers: dict[str, str] | None = None, kind: str = FORM) -> Any:
    return Client().post(TOKEN, body, content_type=kind, headers=headers or {})


def granted(house: House, who: str, scope: str = "") -> dict[str, Any]:
    name, secret = parts(house.keys[who])
    answer = ask(f"{GRANT}&scope={scope}" if scope else GRANT, basic(name, secret))
    assert answer.status_code == 200, answer.content
    document: dict[str, Any] = answer.json()
    return document


def bearer(document: dict[str, Any]) -> dict[str, str]:
    return {"authorization": f"Bearer {document['access_token']}"}


def execute(document: dict[str, Any]) -> Any:
    return Client().post(EXECUTIONS, {"inputs": GAS}, content_type="application/json", headers=bearer(document))


def test_a_client_says_who_it_is_by_basic_or_in_the_form(house: House) -> None:
    name, secret = parts(house.keys["analyst@alpha"])
    for answer in (ask(GRANT, basic(name, secret)), ask(f"{GRANT}&client_id={name}&client_secret={secret}")):
        assert answer.status_code == 200
        assert (answer["Cache-Control"], answer["Pragma"]) == ("no-store", "no-cache")
        assert "RateLimit" in answer
        document = answer.json()
        assert (document["token_type"], document["expires_in"]) == ("Bearer", 600)
        assert document["scope"] == "build calculate exchange report review upload view"
        assert Client().get("/api/v1/agents", headers=bearer(document)).status_code == 200
        assert Client().get("/api/v1/keys", headers=bearer(document)).status_code == 403


def test_it_acts_as_its_key_and_in_its_tenant_alone(house: House) -> None:
    own = granted(house, "analyst@alpha")
    assert execute(own).status_code == 201
    assert execute(granted(house, "analyst@beta")).status_code == 404
    made = Client().post(
        "/api/v1/periods",
        {"entity": "Alpha", "name": "2041", "start": "2041-01-01", "end": "2041-12-31"},
        content_type="application/json",
        headers=bearer(own),
    )
    assert made.status_code == 201


def test_a_token_asked_for_less_opens_less(house: House) -> None:
    narrow = granted(house, "admin@alpha", "view")
    assert narrow["scope"] == "view"
    assert Client().get("/api/v1/agents", headers=bearer(narrow)).status_code == 200
    for refused in (Client().get("/api/v1/keys", headers=bearer(narrow)), execute(narrow)):
        assert refused.status_code == 403
        assert "asked for view alone" in refused.json()["detail"]


def test_it_dies_with_its_key_at_once_and_by_itself_after_ten_minutes(house: House) -> None:
    with tenant_scope(house.alpha.id):
        key, text = ApiKey.issue(name="short", role="analyst")  # type: ignore[arg-type]
    document = ask(GRANT, basic(*parts(text))).json()
    assert execute(document).status_code == 201
    with tenant_scope(house.alpha.id):
        key_revoke(key, actor="test")
    assert execute(document).status_code == 401
    assert Client().get("/api/v1/agents", headers=bearer(document)).status_code == 401
    assert ask(GRANT, basic(*parts(text))).json()["error"] == "invalid_client"
    old: Any = ClientToken()
    ids = KeyText.parse(house.keys["admin@alpha"])
    assert ids is not None
    old["sub"], old["tenant"] = str(ids.key_id), str(ids.tenant_id)
    assert Client().get("/api/v1/agents", headers={"authorization": f"Bearer {old}"}).status_code == 200
    old.set_exp(lifetime=-LIFETIME)
    assert Client().get("/api/v1/agents", headers={"authorization": f"Bearer {old}"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", "invalid_request"),
        ("grant_type=password&username=a&password=b", "unsupported_grant_type"),
        (f"{GRANT}&{GRANT}", "invalid_request"),
        (f"{GRANT}&scope=administer", "invalid_scope"),
        (f"{GRANT}&scope=everything", "invalid_scope"),
        (f"{GRANT}&client_secret=x", "invalid_request"),
        (f"{GRANT}&client_id=another", "invalid_client"),
        (f"{GRANT}&x=%ff", "invalid_request"),
        ("&".join(f"a{number}=1" for number in range(40)), "invalid_request"),
        ("a" * 9000, "invalid_request"),
    ],
)
def test_what_is_wrong_is_told_in_the_standards_words(house: House, body: str, error: str) -> None:
    answer = ask(body, basic(*parts(house.keys["analyst@alpha"])))
    assert answer.status_code == (401 if error == "invalid_client" else 400)
    assert answer.json()["error"] == error
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["error_description"].isascii()


def test_no_client_is_told_what_was_wrong_with_it(house: House) -> None:
    name, secret = parts(house.keys["analyst@alpha"])
    other, _ = parts(house.keys["analyst@beta"])
    refusals = [
        ask(GRANT),
        ask(GRANT, basic(name, secret[:-1])),
        ask(GRANT, basic(other, secret)),
        ask(GRANT, basic(name, "")),
        ask(GRANT, basic(f"{name}_x", secret)),
        ask(GRANT, {"authorization": "Basic !"}),
        ask(GRANT, {"authorization": f"Bearer {house.keys['analyst@alpha']}"}),
    ]
    assert {(each.status_code, each.json()["error"]) for each in refusals} == {(401, "invalid_client")}
    assert {each["WWW-Authenticate"] for each in refusals} == {'Basic realm="greenlang"'}
    assert ask('{"grant_type": "client_credentials"}', kind="application/json").json()["error"] == "invalid_request"


def test_what_the_server_can_do_is_told_where_clients_look(db: None, settings: Any) -> None:
    settings.PUBLIC_URL = "https://carbon.example"
    document = Client().get("/.well-known/oauth-authorization-server").json()
    assert document["issuer"] == "https://carbon.example"
    assert document["token_endpoint"] == "https://carbon.example" + TOKEN
    assert document["grant_types_supported"] == ["client_credentials"]


def test_a_key_is_told_with_what_it_is_called_as_a_client(tenant_a: Tenant, api_key: Any) -> None:
    headers = {"authorization": f"Bearer {api_key(tenant_a)}"}
    body = {"name": "meter", "role": "auditor"}
    made = Client().post("/api/v1/keys", body, content_type="application/json", headers=headers).json()
    assert f"{made['client_id']}_{made['client_secret']}" == made["key"]
    assert ask(GRANT, basic(made["client_id"], made["client_secret"])).json()["scope"] == "audit view"
