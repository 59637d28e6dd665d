"""A token that is not whole, not ours, not current or not this kind opens no door, and makes nobody fetch anything."""

import base64
import hashlib
import hmac
import json
import socket
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import resolve
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from apps.pact.api import PactView
from apps.tenants.access import key_revoke, tokens_revoke
from apps.tenants.client_tokens import ClientToken, client_token_issue
from apps.tenants.models import ApiKey, TokenFamily
from apps.tenants.tokens import tokens_issue
from greenlang.edges.problems import REALM
from greenlang.isolation import tenant_scope
from greenlang.urls.footprints import exchange
from tests.api.described import NOBODY, operations
from tests.house import House

ELSEWHERE = "http://keys.elsewhere.example/jwks.json"


def packed(document: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def signed(header: dict[str, Any], claims: dict[str, Any], secret: bytes | None = None) -> str:
    """A token with any header, signed by HMAC-SHA256 with our secret, or another."""
    text = f"{packed(header)}.{packed(claims)}"
    key = settings.SECRET_KEY.encode() if secret is None else secret
    mac = hmac.new(key, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def claims_of(token: str) -> dict[str, Any]:
    part = token.split(".")[1]
    document: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return document


def forgeries(house: House) -> dict[str, str]:
    """Each way to forge, with a token that begins as one that opens everything in its tenant."""
    user = house.people["admin@alpha"]
    pair = tokens_issue(user=user, tenant_id=house.alpha.id)
    revoked = tokens_issue(user=user, tenant_id=house.alpha.id)
    claims, now = claims_of(pair.access), int(time.time())
    head, body, tail = pair.access.split(".")
    plain = {"alg": "HS256", "typ": "JWT"}
    public = (
        rsa.generate_private_key(65537, 2048).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    own = base64.urlsafe_b64encode(b"my own secret").decode()
    with tenant_scope(house.alpha.id):
        tokens_revoke(uuid.UUID(claims_of(revoked.access)["family"]), "test")
        key, key_text = ApiKey.issue(name="gone", role="admin")  # type: ignore[arg-type]
        of_key = client_token_issue(key)
        key_revoke(key, actor="test")
        family = TokenFamily.objects.filter(revoked_at=None).values_list("id", flat=True)[0]
    beta = str(house.beta.id)

    def ours(**other: Any) -> str:
        return signed(plain, claims | other)

    def without(name: str) -> str:
        return signed(plain, {each: value for each, value in claims.items() if each != name})

    return {
        "alg none": f"{packed({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        "alg None with a signature": f"{packed({'alg': 'None'})}.{body}.{tail}",
        "alg HS512 by name alone": f"{packed({'alg': 'HS512'})}.{body}.{tail}",
        "RS256 by name, signed with a secret": signed({"alg": "RS256"}, claims),
        "HS256 with a public key for secret": signed(plain, claims, public),
        "an empty secret": signed(plain, claims, b""),
        "kid: a file": signed(plain | {"kid": "../../../../dev/null"}, claims, b""),
        "kid: SQL": signed(plain | {"kid": "x' UNION SELECT 'my own secret' --"}, claims, b"my own secret"),
        "kid: an address": signed(plain | {"kid": ELSEWHERE}, claims, b"my own secret"),
        "jku": signed(plain | {"jku": ELSEWHERE, "kid": "1"}, claims, b"my own secret"),
        "x5u": signed(plain | {"x5u": ELSEWHERE}, claims, b"my own secret"),
        "jwk": signed(plain | {"jwk": {"kty": "oct", "k": own}}, claims, b"my own secret"),
        "edited tenant": f"{head}.{packed(claims | {'tenant': beta})}.{tail}",
        "a tenant the sign-in is not of": ours(tenant=beta),
        "another's sign-in": ours(sub=str(house.people["analyst@alpha"].id), family=str(family)),
        "a sign-in there never was": ours(family=str(uuid.uuid4())),
        "a tenant that is no id": ours(tenant="' OR 1=1"),
        "expired": ours(exp=now - 1),
        "not yet valid": ours(nbf=now + 600),
        "without an end": without("exp"),
        "another audience": ours(aud="elsewhere"),
        "no audience": without("aud"),
        "another issuer": ours(iss="elsewhere"),
        "no issuer": without("iss"),
        "revoked sign-in": revoked.access,
        "refresh for access": pair.refresh,
        "refresh called access": f"{packed(plain)}.{packed(claims_of(pair.refresh) | {'token_type': 'access'})}.{tail}",
        "a kind there is not": ours(token_type="sliding"),
        "a machine's of a person": ours(token_type=ClientToken.token_type),
        "a machine's after its key": of_key,
        "a revoked key": key_text,
        "a key's secret edited": house.keys["admin@alpha"][:-1]
        + ("x" if house.keys["admin@alpha"][-1] != "x" else "y"),
        "a key in another tenant": house.keys["admin@alpha"].replace(house.alpha.id.hex, house.beta.id.hex),
        "signature edited": f"{head}.{body}.{tail[:-2]}{'AA' if not tail.endswith('AA') else 'BB'}",
        "no signature": f"{head}.{body}.",
        "half a token": f"{head}.{body}",
        "garbage": "garbage",
        "bytes": "\x00\xff",
    }


@pytest.fixture(scope="module")
def forged(house: House) -> dict[str, str]:
    return forgeries(house)


@pytest.fixture
def nothing_fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names that somebody looked up."""
    asked: list[str] = []
    look_up: Callable[..., Any] = socket.getaddrinfo

    def noted(host: Any, *more: Any, **named: Any) -> Any:
        asked.append(str(host))
        return look_up(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    return asked


def exchanged() -> list[tuple[str, str, str]]:
    """PACT's doors that ask who calls, which another specification describes: name, method, address."""
    found = []
    for route in exchange:
        view = getattr(route.callback, "cls", None)
        if view is not None and issubclass(view, PactView):
            address = f"/{str(route.pattern).replace('<str:footprint_id>', NOBODY)}"
            found += [(view.__name__, name, address) for name in ("get", "post") if hasattr(view, name)]
    assert len(found) == len({route.callback for route in exchange}) - len(OPEN)
    return found


OPEN = {"auth/token", ".well-known/openid-configuration", "^3(?:/|$)"}
"""Of PACT's addresses those that open to nobody's token: where one is given out, where it is looked for, and no address
at all."""


def opened(forged: dict[str, str], *, every: int) -> list[str]:
    """Where a forgery was answered by anything but 401: each route with all of them, or with one in so many."""
    factory, found = RequestFactory(), []
    closed = [(str(each), each.method, each.address()) for each in operations() if each.is_closed]
    assert len(closed) > 80
    for place, (operation, method, address) in enumerate([*closed, *exchanged()]):
        view, arguments, named = resolve(address)
        for turn, (how, token) in enumerate([*forged.items(), ("none at all", "")]):
            if (place + turn) % every:
                continue
            said: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
            answer = view(factory.generic(method.upper(), address, **said), *arguments, **named)
            if answer.status_code != 401 or answer.headers.get("WWW-Authenticate") != REALM:
                found.append(f"{operation}: {how}: {answer.status_code}")
    return found


def test_each_route_refuses_forgeries(house: House, forged: dict[str, str], nothing_fetched: list[str]) -> None:
    assert opened(forged, every=7) == []
    assert not [name for name in nothing_fetched if "elsewhere" in name]


@pytest.mark.thorough
def test_each_route_refuses_each_forgery(house: House, forged: dict[str, str], nothing_fetched: list[str]) -> None:
    assert opened(forged, every=1) == []
    assert not [name for name in nothing_fetched if "elsewhere" in name]


def test_a_forgery_is_given_no_token_in_exchange(forged: dict[str, str]) -> None:
    for token in forged.values():
        answer = Client().post(
            "/auth/token",
            "grant_type=client_credentials",
            content_type="application/x-www-form-urlencoded",
            headers={"authorization": f"Bearer {token}"},
        )
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_what_was_forged_opens_where_it_is_whole(house: House, forged: dict[str, str]) -> None:
    """The forgeries begin as tokens that open: else nothing would be shown."""
    user = house.people["admin@alpha"]
    access = tokens_issue(user=user, tenant_id=house.alpha.id).access
    again = signed({"alg": "HS256", "typ": "JWT"}, claims_of(access))
    for token in (access, again, house.keys["admin@alpha"]):
        assert Client().get("/api/v1/keys", headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert AccessToken.token_type != RefreshToken.token_type != ClientToken.token_type
    # Headers that name keys are no harm by themselves: what they name is not looked at.
    harmless = signed({"alg": "HS256", "kid": "../x", "jku": ELSEWHERE}, claims_of(access))
    assert Client().get("/api/v1/keys", headers={"authorization": f"Bearer {harmless}"}).status_code == 200
