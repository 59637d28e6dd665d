"""Tries of signing in are counted at every door, by who is tried and by where they come from, whoever says so."""

import io
import json
import runpy
from typing import Any

import pytest
from django.test import Client, RequestFactory

from apps.tenants.sign_ins import origin_of
from greenlang.errors import Refused
from greenlang.settings import environment as product
from tests.house import PASSWORD, House
from tests.servers import PROJECT

TRIES = 8


@pytest.fixture(autouse=True)
def few(settings: Any) -> None:
    settings.SIGN_INS_AN_ADDRESS = 2


def at_the_api(client: Client, email: str, password: str) -> Any:
    body = {"email": email, "password": password}
    return client.post("/api/v1/auth/token", body, content_type="application/json")


def in_the_portal(client: Client, email: str, password: str) -> Any:
    return client.post("/sign-in", {"username": email, "password": password})


@pytest.mark.parametrize(("door", "place"), [(at_the_api, "203.0.113.1"), (in_the_portal, "203.0.113.2")])
def test_made_up_names_from_one_address_are_refused_and_other_addresses_are_not(
    house: House, door: Any, place: str
) -> None:
    answers = [door(Client(REMOTE_ADDR=place), f"made-up-{n}@alpha.example", "wrong") for n in range(TRIES)]
    refused = [answer for answer in answers if answer.status_code == 429]
    # Two are looked at, or four where the minute ended meanwhile.
    assert len(refused) >= TRIES - 4
    assert 1 <= int(refused[0]["Retry-After"]) <= 60
    elsewhere = door(Client(REMOTE_ADDR=f"{place}0"), "analyst@alpha.example", PASSWORD)
    assert elsewhere.status_code in {200, 302}


def test_the_portal_says_when_to_try_again_and_even_the_right_password_waits(house: House) -> None:
    client = Client(REMOTE_ADDR="203.0.113.3")
    answers = [in_the_portal(client, "guessed@alpha.example", "wrong") for _ in range(TRIES)]
    assert "Too many attempts. Try again in" in answers[-1].content.decode()
    assert in_the_portal(client, "analyst@alpha.example", PASSWORD).status_code == 429


def test_operators_come_in_by_the_same_door(house: House) -> None:
    client = Client(REMOTE_ADDR="203.0.113.4")
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/sign-in?next=/admin/"
    sent = {"username": "operator@platform.example", "password": PASSWORD, "next": "/admin/"}
    assert client.post("/sign-in", sent)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert house.browser("admin@alpha").get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("203.0.113.5:4711", "203.0.113.5"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_who_has_one_address_of_a_network_has_all_of_it(address: str, origin: str) -> None:
    assert origin_of(RequestFactory().get("/", REMOTE_ADDR=address)) == origin


def statuses(application: Any, connection: str, clients: list[str]) -> set[str]:
    """What the web answers to tries over one connection that are said to be for these clients."""
    found = set()
    for number, client in enumerate(clients):
        body = json.dumps({"email": f"made-up-{number}@alpha.example", "password": "wrong"}).encode()
        request = RequestFactory(REMOTE_ADDR=connection, HTTP_X_FORWARDED_FOR=client)
        environ = request.post("/api/v1/auth/token", body, content_type="application/json").environ
        environ["wsgi.input"] = io.BytesIO(body)
        list(application(environ, lambda status, headers, *_: found.add(status.split()[0])))
    return found


def test_only_a_trusted_proxy_is_believed_who_it_speaks_for(house: House, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["10.9.0.0/16"]
    web = runpy.run_path(str(PROJECT / "greenlang" / "wsgi.py"))["application"]
    many = [f"198.51.100.{number}" for number in range(TRIES)]
    assert statuses(web, "10.9.1.1", many) == {"401"}
    # What a client writes itself stands before what the proxy adds.
    assert "429" in statuses(web, "10.9.1.1", [f"{each}, 203.0.113.6" for each in many])
    assert "429" in statuses(web, "203.0.113.7", many)


@pytest.mark.parametrize("text", ["*", "proxy.example.org", "10.1.2.3/8"])
def test_trust_is_in_addresses_and_networks_only(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("GREENLANG_TRUSTED_PROXIES", f"10.1.2.3, {text}")
    with pytest.raises(Refused, match="GREENLANG_TRUSTED_PROXIES"):
        product.networks("GREENLANG_TRUSTED_PROXIES", mend="")
