"""The cases of PACT's public conformance service for version 3.0, by their numbers; those about TLS are elsewhere."""

import base64
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from rest_framework import exceptions

from apps.jobs.models import Job
from apps.pact.api import FootprintsView
from apps.pact.events import CREATED, FULFILLED, PUBLISHED, REJECTED
from apps.pact.models import Partner, ProductFootprint, ReceivedEvent
from apps.pact.partners import partner_add
from apps.pact.selectors import footprint_documents
from apps.pact.sending import letter_send
from apps.pact.services import footprint_enter, footprint_share
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.events.receiver import Receiver, receiver
from tests.events.test_webhooks import TRANSPORT
from tests.pact.data_model import error_holds, event_holds, footprint_holds
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

    def ask(self, client_id: str, secret: str, address: str = "/auth/token") -> Any:
        """A token, at PACT's address."""
        basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        return Client().post(
            address,
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


@pytest.fixture
def listening(recipient: Recipient, settings: Any) -> Iterator[Receiver]:
    """Where the recipient's partner takes answers, which it is given at once."""
    settings.WEBHOOK_PLAIN_HTTP = True
    with receiver() as place:
        partner = Partner.objects.get()
        partner.base_url, partner.answers_itself = f"http://partner.example.com:{place.port}", True
        partner.save()
        yield place


def told(place: Receiver) -> dict[str, Any]:
    """What the partner hears when the answer that waits is sent, at the address PACT has it sent to."""
    asked = ReceivedEvent.objects.select_related("partner").get()
    assert Job.objects.get().arguments["request_id"] == str(asked.id), "a worker has been told to send it"
    assert letter_send(asked, TRANSPORT).accepted
    (_, body) = place.heard[0]
    event: dict[str, Any] = json.loads(body)
    assert place.paths == ["/3/events"]
    assert event_holds(event)
    return event


def test_0_the_service_finds_its_way(recipient: Recipient) -> None:
    """Discovery, a token from where it leads, two footprints, and a further page."""
    discovered = Client().get("/.well-known/openid-configuration").json()
    address = urlsplit(discovered["token_endpoint"]).path
    token = recipient.ask(recipient.client_id, recipient.secret, address).json()["access_token"]
    answer = recipient.get("/3/footprints", HTTP_AUTHORIZATION=f"Bearer {token}")
    assert len(answer.json()["data"]) == 2
    assert 'rel="next"' in recipient.get("/3/footprints?limit=1")["Link"]


@pytest.mark.parametrize("address", ["/auth/token", "/api/v1/oauth/token"])  # the second is what discovery names
def test_1_2_18_19_a_token_for_the_right_credentials_and_for_no_others(recipient: Recipient, address: str) -> None:
    answer = recipient.ask(recipient.client_id, recipient.secret, address)
    assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")
    for wrong in ((recipient.client_id, "wrong"), ("nobody", recipient.secret), ("nobody", "wrong")):
        refused = recipient.ask(*wrong, address)
        assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
        assert "access_token" not in refused.json()


def test_3_one_footprint_by_its_id(recipient: Recipient) -> None:
    known = recipient.found("")[1]
    answer = recipient.get(f"/3/footprints/{known['id']}")
    assert (answer.status_code, answer.json()) == (200, {"data": known})
    assert footprint_holds(known)
    assert known["pcf"]["pcfExcludingBiogenicUptake"] == "5.14"


def test_4_all_that_are_shared(recipient: Recipient) -> None:
    rows = recipient.found("")
    assert [row["productIds"] for row in rows] == [[OTHER], [PRODUCT]]
    assert all(footprint_holds(row) for row in rows)


def test_5_pages_lead_on_by_absolute_links(recipient: Recipient) -> None:
    first = recipient.get("/3/footprints?limit=1&status=active", HTTP_HOST="testserver")
    address, rel = first["Link"].split("; ")
    assert address.startswith("<http://testserver/3/footprints?")
    assert rel == 'rel="next"'
    for _ in range(2):  # a link leads on more than once
        second = recipient.get(address[1:-1])
        assert [row["productIds"] for row in second.json()["data"]] == [[PRODUCT]]
        assert "Link" not in second.headers


def test_a_limit_and_a_cursor_are_taken_or_refused_in_words_said_once(recipient: Recipient) -> None:
    refused = recipient.get("/3/footprints?limit=0")
    assert (refused.status_code, error_holds(refused.json())) == (400, True)
    assert refused.json()["message"] == "/limit: This is no limit. A whole number from 1."
    assert error_holds(recipient.get("/3/footprints?cursor=x").json())


def test_6_7_16_a_wrong_token_opens_nothing(recipient: Recipient) -> None:
    for answer in (
        recipient.get("/3/footprints", **WRONG),
        recipient.get(f"/3/footprints/{ID}", **WRONG),
        recipient.tell(PUBLISHED, {"pfIds": [ID]}, **WRONG),
        Client().get("/3/footprints"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "BadRequest")
        assert error_holds(answer.json())
        assert answer["WWW-Authenticate"]
    assert not ReceivedEvent.objects.exists()


def test_8_an_unknown_footprint_is_not_found(recipient: Recipient) -> None:
    hidden = ProductFootprint.objects.get(document__productNameCompany="Not shared")
    for name in ("00000000-0000-0000-0000-000000000000", "non-existent-id", str(hidden.id)):
        answer = recipient.get(f"/3/footprints/{name}")
        assert (answer.status_code, answer.json()["code"]) == (404, "NotFound")
        assert answer.json()["message"].endswith("There is no such footprint.")


def test_12_a_request_is_taken(recipient: Recipient) -> None:
    answer = recipient.tell(CREATED, {"productId": [PRODUCT], "comment": "Of this year"}, "run-1/13")
    assert (answer.status_code, answer.content) == (200, b"")
    assert ReceivedEvent.objects.get().state == "waiting"


def test_13_it_is_answered_with_the_footprints_of_its_products_at_the_partner_s_own_address(
    recipient: Recipient, listening: Receiver
) -> None:
    recipient.tell(CREATED, {"productId": [PRODUCT.upper()], "comment": "Of this year"}, "run-1/13")
    event = told(listening)
    assert (event["type"], event["data"]["requestEventId"]) == (FULFILLED, "run-1/13")
    assert [row["productIds"] for row in event["data"]["pfs"]] == [[PRODUCT]]
    assert all(footprint_holds(row) for row in event["data"]["pfs"])


def test_14a_14b_a_request_that_nothing_meets_is_rejected_there(recipient: Recipient, listening: Receiver) -> None:
    answer = recipient.tell(CREATED, {"productId": ["urn:pact:null"], "comment": "Of this year"}, "run-1/14.B")
    assert answer.status_code == 200
    event = told(listening)
    assert (event["type"], event["data"].keys()) == (REJECTED, {"requestEventId", "error"})
    assert event["data"]["requestEventId"] == "run-1/14.B"
    assert (event["data"]["error"]["code"], error_holds(event["data"]["error"])) == ("NotFound", True)


def test_what_is_deprecated_answers_no_request_but_one_that_asks_for_it(recipient: Recipient) -> None:
    Partner.objects.update(answers_itself=True)
    ProductFootprint.objects.filter(document__productIds=[PRODUCT]).update(status="Deprecated")
    recipient.tell(CREATED, {"productId": [PRODUCT]}, "event-1")
    recipient.tell(CREATED, {"productId": [PRODUCT], "status": "deprecated"}, "event-2")
    assert [each.state for each in ReceivedEvent.objects.order_by("event_id")] == ["rejected", "fulfilled"]


def test_answers_to_requests_are_taken(recipient: Recipient) -> None:
    """The cases 13 and 14 as an earlier edition of the service had them: the host is the one that is answered."""
    fulfilled = {"requestEventId": "event-1", "pfs": [{"id": ID, "pcf": {}}]}
    refusal = {"requestEventId": "event-1", "error": {"code": "NotFound", "message": "None"}}
    assert recipient.tell(FULFILLED, fulfilled, "event-2").status_code == 200
    assert recipient.tell(REJECTED, refusal, "event-3").status_code == 200


def test_15_news_of_a_footprint_is_taken_once(recipient: Recipient) -> None:
    for _ in range(2):
        assert recipient.tell(PUBLISHED, {"pfIds": [ID]}).status_code == 200
    assert ReceivedEvent.objects.count() == 1


def test_40_news_that_names_no_footprint_is_refused(recipient: Recipient) -> None:
    answer = recipient.tell(PUBLISHED, {"pfIds": [PRODUCT]})
    assert (answer.status_code, error_holds(answer.json())) == (400, True)
    assert not ReceivedEvent.objects.exists()


@pytest.mark.parametrize("path", ["/3/", "/3", "/3/footprint", "/3/footprints/x/y"])
def test_an_address_that_is_none_says_so_in_pact_s_form(path: str) -> None:
    for answer in (Client().get(path), Client(enforce_csrf_checks=True).post(path, "{}", "application/json")):
        assert (answer.status_code, answer.json()["code"]) == (404, "NotFound")
        assert error_holds(answer.json())


def test_what_is_refused_for_a_while_is_the_caller_s_and_no_error_of_ours(
    recipient: Recipient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crowded(*_: object) -> None:
        raise exceptions.Throttled(wait=3)

    monkeypatch.setattr(FootprintsView, "check_throttles", crowded)
    answer = recipient.get("/3/footprints")
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (429, "BadRequest", "3")


def test_a_list_asks_for_the_versions_before_once(recipient: Recipient, django_assert_num_queries: Any) -> None:
    latest = ProductFootprint.objects.get(document__productIds=[PRODUCT], shares__isnull=False)
    before: list[str] = []
    for _ in range(3):
        before = [str(latest.id), *before]
        latest = footprint_enter(document=footprint(), actor="ana", replaces=latest)
    with django_assert_num_queries(2):  # the rows, and what they replace
        documents = footprint_documents(list(ProductFootprint.objects.all()))
    assert [each["precedingPfIds"] for each in documents if each["id"] == str(latest.id)] == [before]
    rows = {row["id"]: row.get("precedingPfIds", []) for row in recipient.found("")}
    assert rows[str(latest.id)] == before
    assert [rows[each] for each in before] == [before[1:], before[2:], before[3:]]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        (f"productId={PRODUCT}", 1),  # 20
        (f"productid={PRODUCT.upper()}", 1),
        (f"companyId={COMPANY}", 2),  # 21
        ("geography=DE", 1),  # 22
        ("geography=asia&geography=de", 2),
        ("geography=", 2),  # 22 where the footprint is for the whole world
        (f"classification={CLASS}", 2),  # 23
        ("classification=", 2),  # 23 where the footprint has none
        ("validOn=2026-01-01T00:00:00Z", 2),  # 24
        ("validOn=2025-12-31T00:00:00.000Z", 1),  # 24 without a validity period: from the reference period's end
        ("validOn=2027-06-01T00:00:00%2B00:00", 1),
        ("validAfter=2025-12-31T12:00:00Z", 1),  # 25
        ("validAfter=2025-12-30T00:00:00.000Z", 2),  # 25 without a validity period
        ("validBefore=2027-01-02T00:00:00Z", 1),  # 26
        ("validBefore=2029-01-01T00:00:00.000Z", 2),  # 26 without a validity period: three years
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
        ("companyId=urn:bogus:company:1&productId=urn:bogus:product:1", 0),  # 38
        (f"companyId=urn:bogus:company:1&productId={PRODUCT}", 0),
        ("companyId=urn:bogus:company:1&companyId=urn:bogus:company:2&companyId=urn:bogus:company:3", 0),  # 39
        ("x-own-invoice=1", 2),
    ],
)
def test_20_to_39_footprints_are_found_by_their_criteria(recipient: Recipient, query: str, count: int) -> None:
    assert len(recipient.found(query)) == count
