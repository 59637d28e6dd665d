"""Webhooks over the API: an admin's, shown with their secret once, and unknown to every other tenant."""

import uuid
from typing import Any

import pytest

from apps.events.models import WebhookSubscription
from greenlang.isolation import tenant_scope
from tests.house import House

BODY = {"url": "https://hooks.example.com/greenlang", "types": ["exec.completed", "agent.*"], "description": "ours"}


def test_a_webhook_is_made_listed_given_another_secret_and_removed(house: House) -> None:
    admin = house.api("admin@alpha")
    made = admin.post("/webhooks", BODY)
    assert made.status_code == 201
    document = made.json()
    assert document["secret"].startswith("whsec_")
    assert {name: document[name] for name in BODY} == BODY
    place = f"/webhooks/{document['id']}"
    (listed,) = admin.get("/webhooks").json()["results"]
    assert "secret" not in listed
    assert admin.get(place).json() == listed
    rotated = admin.post(f"{place}/secret").json()
    assert rotated["secret"] not in {document["secret"], ""}
    assert rotated["previous_until"]
    assert admin.get(f"{place}/deliveries").json()["results"] == []
    assert admin.post(f"{place}/pause").json()["disabled_reason"] == "Paused by key admin."
    assert admin.post(f"{place}/resume").json()["disabled_reason"] == ""
    with tenant_scope(house.alpha.id):
        WebhookSubscription.objects.update(disabled_reason="The receiver answered 410: gone for good.")
    assert admin.post(f"{place}/resume").json()["disabled_reason"] == ""
    assert admin.delete(place).status_code == 204
    assert admin.get(place).status_code == 404
    assert admin.get("/webhooks").json()["results"] == []


def test_a_webhook_of_another_tenant_answers_like_an_unknown_one(house: House) -> None:
    place = house.api("admin@alpha").post("/webhooks", BODY).json()["id"]
    outsider = house.api("admin@beta")
    for own, unknown in (
        (f"/webhooks/{place}{more}", f"/webhooks/{uuid.uuid4()}{more}") for more in ("", "/deliveries")
    ):
        assert outsider.get(own).status_code == outsider.get(unknown).status_code == 404
        assert outsider.get(own).json()["detail"] == outsider.get(unknown).json()["detail"]
    for more in ("/secret", "/resume"):
        assert outsider.post(f"/webhooks/{place}{more}").status_code == 404
    assert outsider.delete(f"/webhooks/{place}").status_code == 404
    assert outsider.get("/webhooks").json()["results"] == []
    assert house.api("admin@alpha").get(f"/webhooks/{place}").status_code == 200


@pytest.mark.parametrize("who", ["analyst@alpha", "operator@alpha", "auditor@alpha"])
def test_only_admins_decide_where_events_go(house: House, who: str) -> None:
    assert house.api(who).get("/webhooks").status_code == 403
    assert house.api(who).post("/webhooks", BODY).status_code == 403


@pytest.mark.parametrize(
    ("change", "status", "place"),
    [
        ({"url": "http://hooks.example.com/"}, 422, "url"),
        ({"url": "https://169.254.169.254/latest/meta-data"}, 403, "url"),
        ({"types": ["exec completed"]}, 422, "types[0]"),
        ({"typos": []}, 400, "typos"),
        ({"url": ""}, 400, "url"),
    ],
)
def test_what_cannot_be_delivered_to_is_refused_with_the_place(
    house: House, change: dict[str, object], status: int, place: str
) -> None:
    answer = house.api("admin@alpha").post("/webhooks", {**BODY, **change})
    assert answer.status_code == status
    assert place in answer.content.decode()


def test_a_tenant_has_a_limit_of_webhooks(house: House, settings: Any) -> None:
    # A quick machine asks more often within a second than is allowed.
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, 1_000_000)
    admin = house.api("admin@beta")
    statuses = [admin.post("/webhooks", BODY).status_code for _ in range(51)]
    assert statuses == [201] * 50 + [409]
