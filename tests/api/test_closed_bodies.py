"""A member that no door reads is refused by every door, so that nobody believes it was read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer

import greenlang.urls  # noqa: F401 - every door there is
from greenlang.edges.bodies import ClosedBody
from tests.house import GAS, House

AGENT = "/agents/stationary-combustion"


def below(kind: "type[BaseSerializer[Any]]") -> "Iterator[type[BaseSerializer[Any]]]":
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def test_every_body_is_closed() -> None:
    bodies = [
        kind
        for kind in below(serializers.Serializer)
        if kind.__module__.startswith("apps.") and kind.__name__.endswith(("Request", "Body"))
    ]
    assert len(bodies) > 20
    assert [kind.__qualname__ for kind in bodies if not issubclass(kind, ClosedBody)] == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/keys", {"name": "meter", "role": "analyst"}),
        ("/periods", {"entity": "Alpha", "name": "2031", "start": "2031-01-01", "end": "2031-12-31"}),
        ("/reports", {"period_id": "00000000-0000-0000-0000-000000000000"}),
        (f"{AGENT}/executions", {"inputs": GAS}),
        (f"{AGENT}/executions/batch", {"inputs": [GAS]}),
        (f"{AGENT}/runs", {"period_id": "00000000-0000-0000-0000-000000000000"}),
        (f"{AGENT}/versions/1.0.0/pause", {"reason": "meter"}),
        ("/private-factors", {"value": "1", "source": "x", "citation": "x", "evidence_sha256": "x"}),
        ("/webhooks", {"url": "https://hooks.example.com/"}),
    ],
)
def test_a_member_that_nobody_reads_is_refused_with_its_name(house: House, path: str, body: dict[str, Any]) -> None:
    answer = house.api("admin@alpha").post(path, body | {"tenant_id": str(house.beta.id)})
    assert answer.status_code in {400, 422}
    assert "/tenant_id" in [error["pointer"] for error in answer.json()["errors"]]


def test_signing_in_is_no_exception(house: House) -> None:
    body = {"email": "admin@alpha.example", "password": "x", "remember": True}
    answer = Client().post("/api/v1/auth/token", body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/remember")


def test_what_may_be_said_of_a_key_and_a_period_still_may(house: House) -> None:
    admin = house.api("admin@alpha")
    assert admin.post("/keys", {"name": "meter", "role": "analyst"}).status_code == 201
    period = {"entity": "Alpha", "name": "2032", "start": "2032-01-01", "end": "2032-12-31", "gwp_set": "AR6"}
    made = admin.post("/periods", period)
    assert made.status_code == 201
    assert made.json() | period == made.json()


@pytest.mark.parametrize("token", ["glk_nonsense", "nonsense", "eyJhbGciOiJIUzI1NiJ9.e30.x"])
def test_what_opens_nothing_is_refused_by_one_name_at_each_door(house: House, token: str) -> None:
    headers = {"authorization": f"Bearer {token}"}
    told = Client().get("/api/v1/agents", headers=headers)
    lean = Client().post(
        f"/api/v1{AGENT}/executions", {"inputs": GAS}, content_type="application/json", headers=headers
    )
    assert told.status_code == lean.status_code == 401
    assert told.json()["type"] == lean.json()["type"] == "urn:greenlang:problem:token-refused"
    assert told["WWW-Authenticate"] == lean["WWW-Authenticate"]


def test_more_inputs_than_a_batch_takes_are_told_with_how_many_it_takes(house: House) -> None:
    answer = house.api("analyst@alpha").post(f"{AGENT}/executions/batch", {"inputs": [{}] * 1001})
    assert answer.status_code == 422
    assert "has 1,001 inputs" in answer.json()["detail"]
    assert "1 to 1,000 are taken at once" in answer.json()["mend"]
