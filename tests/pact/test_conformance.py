"""The cases of PACT's public conformance service for version 3.0, by their numbers; those about TLS are elsewhere."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from apps.pact.events import CREATED, FULFILLED, PUBLISHED, REJECTED
from apps.pact.models import Partner, ProductFootprint, ReceivedEvent
from apps.pact.partners import partner_add
from apps.pact.sending import answer_send
from apps.pact.services import footprint_enter, footprint_share
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.events.receiver import receiver
from tests.events.test_webhooks import TRANSPORT
from tests.pact.samples import CLASS, COMPANY, OTHER, PRODUCT, footprint

pytestmark = pytest.mark.django_db
ID = "3a6c14a7-4deb-498a-b5ea-16ce2535b576"
CLOUD_EVENTS = "application/cloudevents+json; charset=UTF-8"
WRONG = {"HTTP_AUTHORIZATION": "Bearer very-invalid-access-token"}


class Recipient:
    """A data recipient with its credentials: the key's text is client id and secret."""

    def __init__(self, key: str) -> None:
        self.client_id = "_".join(key.split("_", 3)[:3])
        self.secret = key.split("_", 3)[3]
        self.token = self.ask(self.client_id, self.secret).json()["access_token"]

    def ask(self, client_id: str, secret: str) -> Any:
        """A token at PACT's address."""
        basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        return Client().post(
            "/auth/token",
            "grant_type=client_credentials",
            content_type="application/x-www-form-urlencoded",
            HTTP_AUTHORIZATION=f"Basic {basic}",
        )

    def get(self, path: str, **headers: str) -> Any:
        """With the token, unless other headers say otherwise."""
        return Client().get(path, **{"HTTP_AUTHORIZATION": f"Bearer {self.token}", **headers})  # type: ignore[arg-type]

    def tell(self, kind: str, data: Any, id_: str = "event-1", **headers: str) -> Any:
        """An event."""
        event = {
            "specversion": "1.0",
            "id": id_,
            "source": "https://recipient.example/listens",
            "time": "2026-01-31T12:00:00Z",
            "type": kind,
            "data": data,
        }
        given: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {self.token}", **headers}
        return Client().post("/3/events", json.dumps(event), content_type=CLOUD_EVENTS, **given)

    def found(self, query: str) -> list[dict[str, Any]]:
        """What a list with a query has."""
        answer = self.get(f"/3/footprints?{query}")
        assert answer.status_code == 200, answer.content
        rows: list[dict[str, Any]] = answer.json()["data"]
        return rows


@pytest.fixture
def recipient(tenant_a: Tenant, tenant_b: Tenant) -> Iterator[Recipient]:
    """Of a tenant with three footprints, of which two are shared with it; another tenant has one, too."""
    with tenant_scope(tenant_b.id):
        footprint_enter(document=footprint(), actor="ben")
    with tenant_scope(tenant_a.id):
        partner, key = partner_add(name="Recipient", actor="ana")
        for document in (
            footprint(validityPeriodStart="2026-01-01T00:00:00Z", validityPeriodEnd="2027-01-01T00:00:00Z"),
            footprint(productIds=[OTHER], pcf={"geographyCountry": None, "geographyRegionOrSubregion": "Asia"}),
        ):
            kept = footprint_enter(document=document, actor="ana")
            footprint_share(footprint=kept, everybody=False, partners=[partner], actor="ana")
        footprint_enter(document=footprint(productNameCompany="Not shared"), actor="ana")
        yield Recipient(key)


def test_1_2_18_19_a_token_for_the_right_credentials_and_for_no_others(recipient: Recipient) -> None:
    answer = recipient.ask(recipient.client_id, recipient.secret)
    assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")
    assert recipient.ask(recipient.client_id, "wrong").status_code == 401
    assert recipient.ask("nobody", recipient.secret).json()["error"] == "invalid_client"
    discovered = Client().get("/.well-known/openid-configuration").json()
    assert discovered["token_endpoint"].endswith("/api/v1/oauth/token")


def test_3_4_one_footprint_and_all_that_are_shared(recipient: Recipient) -> None:
    rows = recipient.found("")
    assert [row["productIds"] for row in rows] == [[OTHER], [PRODUCT]]
    one = recipient.get(f"/3/footprints/{rows[1]['id']}").json()["data"]
    assert one == rows[1]
    assert {"id", "specVersion", "created", "status", "pcf"} <= one.keys()
    assert one["pcf"]["pcfExcludingBiogenicUptake"] == "5.14"


def test_5_pages_lead_on_by_absolute_links(recipient: Recipient) -> None:
    first = recipient.get("/3/footprints?limit=1&status=active", HTTP_HOST="testserver")
    address, rel = first["Link"].split("; ")
    assert address.startswith("<http://testserver/3/footprints?")
    assert rel == 'rel="next"'
    second = recipient.get(address[1:-1])
    assert [row["productIds"] for row in second.json()["data"]] == [[PRODUCT]]
    assert "Link" not in second.headers
    assert recipient.get("/3/footprints?limit=0").status_code == 400


def test_6_7_16_a_wrong_token_opens_nothing(recipient: Recipient) -> None:
    for answer in (
        recipient.get("/3/footprints", **WRONG),
        recipient.get(f"/3/footprints/{ID}", **WRONG),
        recipient.tell(PUBLISHED, {"pfIds": [ID]}, **WRONG),
        Client().get("/3/footprints"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "BadRequest")
        assert answer["WWW-Authenticate"]


def test_8_an_unknown_footprint_is_not_found(recipient: Recipient) -> None:
    hidden = ProductFootprint.objects.get(document__productNameCompany="Not shared")
    for name in ("00000000-0000-0000-0000-000000000000", "non-existent-id", str(hidden.id)):
        answer = recipient.get(f"/3/footprints/{name}")
        assert (answer.status_code, answer.json()["code"]) == (404, "NotFound")
        assert answer.json()["message"].endswith("There is no such footprint.")


def test_12_13_a_request_is_taken_and_answered_with_footprints_to_the_partner_s_own_address(
    recipient: Recipient, settings: Any
) -> None:
    settings.WEBHOOK_PLAIN_HTTP = True
    with receiver() as place:
        partner = Partner.objects.get()
        partner.base_url, partner.answers_itself = f"http://partner.example.com:{place.port}", True
        partner.save()
        answer = recipient.tell(CREATED, {"productId": [PRODUCT.upper()], "comment": "Of this year"})
        assert (answer.status_code, answer.content) == (200, b"")
        asked = ReceivedEvent.objects.select_related("partner").get()
        assert answer_send(asked, TRANSPORT).accepted
        (_, body) = place.heard[0]
    told = json.loads(body)
    assert (told["type"], told["data"]["requestEventId"]) == (FULFILLED, "event-1")
    assert [row["productIds"] for row in told["data"]["pfs"]] == [[PRODUCT]]


def test_14_a_request_that_nothing_meets_waits_for_a_person(recipient: Recipient) -> None:
    Partner.objects.update(answers_itself=True)
    assert recipient.tell(CREATED, {"productId": ["urn:pact:null"]}).status_code == 200
    assert ReceivedEvent.objects.get().state == "waiting"
    refusal = {"requestEventId": "event-1", "error": {"code": "NotFound", "message": "None"}}
    assert recipient.tell(REJECTED, refusal, "event-2").status_code == 200


def test_15_40_news_of_a_footprint_is_taken_once_and_only_where_it_names_one(recipient: Recipient) -> None:
    for _ in range(2):
        assert recipient.tell(PUBLISHED, {"pfIds": [ID]}).status_code == 200
    assert ReceivedEvent.objects.count() == 1
    answer = recipient.tell(PUBLISHED, {"pfIds": [PRODUCT]}, "event-2")
    assert (answer.status_code, answer.json()["code"]) == (400, "BadRequest")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (f"productId={PRODUCT}", 1),  # 20
        (f"productid={PRODUCT.upper()}", 1),
        (f"companyId={COMPANY}", 2),  # 21
        ("geography=DE", 1),  # 22
        ("geography=asia&geography=de", 2),
        (f"classification={CLASS}", 2),  # 23
        ("validOn=2026-01-01T00:00:00Z", 2),  # 24
        ("validOn=2027-06-01T00:00:00%2B00:00", 1),
        ("validAfter=2025-12-31T12:00:00Z", 1),  # 25
        ("validBefore=2027-01-02T00:00:00Z", 1),  # 26
        ("status=Active", 2),  # 27
        (f"status=Active&productId={PRODUCT}", 1),  # 28
        (f"companyId={COMPANY}&companyId=x&companyId=y", 2),  # 29
        ("productId=urn:bogus:product:1", 0),  # 30
        ("companyId=urn:bogus:company:1", 0),  # 31
        ("geography=XX", 0),  # 32
        ("classification=urn:bogus:class:1", 0),  # 33
        ("validOn=1900-01-01T00:00:00Z", 0),  # 34
        ("validAfter=2099-12-31T23:59:59Z", 0),  # 35
        ("validBefore=1900-01-01T00:00:00Z", 0),  # 36
        ("status=Bogus", 0),  # 37
        (f"companyId=urn:bogus:company:1&productId={PRODUCT}", 0),  # 38
        ("companyId=urn:bogus:1&companyId=urn:bogus:2", 0),  # 39
        ("x-own-invoice=1", 2),
    ],
)
def test_20_to_39_footprints_are_found_by_their_criteria(recipient: Recipient, query: str, count: int) -> None:
    assert len(recipient.found(query)) == count
