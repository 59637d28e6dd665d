"""Footprints are entered, replaced and shared; partners see what is shared with them, and are answered."""

from typing import Any

import pytest

from apps.jobs.models import Job
from apps.pact.events import CREATED, FULFILLED, PUBLISHED, REJECTED
from apps.pact.models import ReceivedEvent
from apps.pact.sending import letter_send
from apps.tenants.models import Role, Tenant
from apps.tenants.services import api_key_issue
from greenlang.isolation import tenant_scope
from greenlang.urls import api as routes
from tests.events.receiver import receiver
from tests.events.test_webhooks import TRANSPORT
from tests.house import Api
from tests.pact.samples import OTHER, PRODUCT, footprint
from tests.pact.test_conformance import ID, Recipient

pytestmark = pytest.mark.django_db


def key_of(tenant: Tenant, role: Role) -> Api:
    """Calls as a key of a role."""
    return Api(api_key_issue(tenant=tenant, name=role.value, role=role))


@pytest.fixture
def own(tenant_a: Tenant) -> Api:
    return key_of(tenant_a, Role.ADMIN)


def entered(own: Api, *documents: dict[str, Any]) -> list[str]:
    answer = own.post("/product-footprints", {"footprints": list(documents or [footprint()])})
    assert answer.status_code == 200, answer.content
    return [each["id"] for each in answer.json()["results"]]


def partner_made(own: Api, name: str = "Buyer") -> dict[str, Any]:
    answer = own.post("/partners", {"name": name})
    assert answer.status_code == 201, answer.content
    document: dict[str, Any] = answer.json()
    return document


def test_an_import_takes_what_is_right_and_says_of_each_other_row_what_is_not(own: Api) -> None:
    answer = own.post("/product-footprints", {"footprints": [footprint(), footprint(productIds=["7"]), footprint()]})
    document = answer.json()
    assert (document["accepted"], document["rejected"]) == (2, 1)
    assert [bool(row["id"]) for row in document["results"]] == [True, False, True]
    assert document["results"][1]["errors"][0]["pointer"] == "/footprints/1/productIds/0"
    listed = own.get("/product-footprints?limit=1").json()
    assert (len(listed["results"]), bool(listed["next"])) == (1, True)


def test_a_new_version_takes_the_place_of_the_one_before_for_the_same_partners(own: Api) -> None:
    (first,), buyer = entered(own), partner_made(own)
    assert own.put(f"/product-footprints/{first}/sharing", {"partner_ids": [buyer["id"]]}).status_code == 200
    made = own.post(f"/product-footprints/{first}/versions", footprint(pcf={"pcfExcludingBiogenicUptake": "5.2"}))
    assert made.status_code == 201, made.content
    assert made.json()["document"]["precedingPfIds"] == [first]
    assert own.get(f"/product-footprints/{first}").json()["status"] == "Deprecated"
    rows = Recipient(buyer["key"]).found("status=active")
    assert [row["pcf"]["pcfExcludingBiogenicUptake"] for row in rows] == ["5.2"]
    again = own.post(f"/product-footprints/{first}/versions", footprint())
    assert (again.status_code, again.json()["type"]) == (409, "urn:greenlang:problem:footprint-replaced")


def test_a_partner_sees_nothing_but_what_is_shared_with_it(own: Api) -> None:
    shared, hidden = entered(own, footprint(), footprint(productIds=[OTHER]))
    buyer, another = partner_made(own), partner_made(own, "Another")
    own.put(f"/product-footprints/{shared}/sharing", {"partner_ids": [buyer["id"]]})
    assert [row["id"] for row in Recipient(buyer["key"]).found("")] == [shared]
    assert Recipient(another["key"]).found("") == []
    own.put(f"/product-footprints/{hidden}/sharing", {"everybody": True})
    assert [row["id"] for row in Recipient(another["key"]).found("")] == [hidden]
    api = Api(buyer["key"])
    for route in routes:
        path = str(route.pattern)
        if "<" not in path and path not in OPEN:
            assert (path, api.get(f"/{path}").status_code in {403, 405}) == (path, True)


OPEN = {"schema", "methods", "editions", "gwp-sets", "factors", "verify_certificate.py", "docs"}
"""What is open to everybody."""


def test_a_person_answers_a_request_and_the_partner_may_see_what_it_was_answered_with(
    own: Api, settings: Any, tenant_a: Tenant
) -> None:
    settings.WEBHOOK_PLAIN_HTTP = True
    (known,), buyer = entered(own), partner_made(own)
    recipient = Recipient(buyer["key"])
    recipient.tell(CREATED, {"productId": [PRODUCT], "comment": "For 2025"})
    (asked,) = own.get("/footprint-requests").json()["results"]
    assert (asked["state"], asked["caller_name"], asked["data"]["comment"]) == (
        "waiting",
        "key PACT, Buyer",
        "For 2025",
    )
    path = f"/footprint-requests/{asked['id']}"
    assert own.post(f"{path}/send", {}).status_code == 422
    done = own.post(f"{path}/fulfil", {"footprint_ids": [known]})
    assert (done.status_code, done.json()["state"]) == (200, "fulfilled")
    assert own.post(f"{path}/reject", {"code": "NotFound", "message": "x"}).status_code == 409
    assert [row["id"] for row in recipient.found("")] == [known]
    with tenant_scope(tenant_a.id):
        assert Job.objects.filter(kind="pact-answer").exists()
        request = ReceivedEvent.objects.select_related("partner").get()
        assert "No address" in letter_send(request, TRANSPORT).detail
    with receiver((200, {})) as place:
        address = f"http://partner.example.com:{place.port}"
        told = {"base_url": address, "token_url": f"{address}/auth/token", "client_id": "us", "client_secret": "s"}
        changed = own.patch(f"/partners/{buyer['id']}", told)
        assert (changed.json()["has_secret"], "client_secret" in changed.json()) == (True, False)
        with tenant_scope(tenant_a.id):
            request = ReceivedEvent.objects.select_related("partner").get()
            refused = letter_send(request, TRANSPORT)
        assert (refused.status, "token is none" in refused.detail) == (0, True)
        assert place.heard[0][1] == b"grant_type=client_credentials"
        assert len(place.heard) == 1, "without a token nothing is told"


def test_a_rejection_says_why(own: Api) -> None:
    buyer = partner_made(own)
    Recipient(buyer["key"]).tell(CREATED, {"productId": ["urn:pact:null"]})
    (asked,) = own.get("/footprint-requests").json()["results"]
    path = f"/footprint-requests/{asked['id']}/reject"
    assert own.post(path, {"code": "Busy", "message": "x"}).status_code == 400
    assert own.post(path, {"code": "NotFound", "message": "We make no such thing."}).json()["state"] == "rejected"


def test_what_partners_told_is_listed(own: Api, tenant_b: Tenant) -> None:
    buyer = partner_made(own)
    recipient = Recipient(buyer["key"])
    recipient.tell(PUBLISHED, {"pfIds": [ID]}, "event-1")
    recipient.tell(FULFILLED, {"requestEventId": "r-1", "pfs": [{"id": ID, "pcf": {"dqi": None}}]}, "event-2")
    recipient.tell(REJECTED, {"requestEventId": "r-2", "error": {"code": "NotFound", "message": "None"}}, "event-3")
    recipient.tell(CREATED, {"productId": [PRODUCT]}, "event-4")
    rows = own.get("/footprint-events").json()["results"]
    assert [(row["kind"], row["answers"], row["footprint_ids"]) for row in rows] == [
        ("requested", "", []),
        ("rejected", "r-2", []),
        ("fulfilled", "r-1", [ID]),
        ("published", "", [ID]),
    ]
    assert [row["error"] for row in rows if row["error"]] == [{"code": "NotFound", "message": "None"}]
    assert {row["partner_id"] for row in rows} == {buyer["id"]}
    (brought,) = own.get("/footprint-events?kind=fulfilled").json()["results"]
    assert own.get(f"/footprint-events/{brought['id']}").json()["data"]["pfs"] == [{"id": ID, "pcf": {"dqi": None}}]
    assert own.get("/footprint-events?kind=shouted").status_code == 422
    stranger = key_of(tenant_b, Role.ADMIN)
    assert stranger.get("/footprint-events").json()["results"] == []
    assert stranger.get(f"/footprint-events/{brought['id']}").status_code == 404


def test_who_sees_a_footprint_and_where_answers_go_are_changed_by_whoever_knows_them(own: Api) -> None:
    (known,), buyer = entered(own), partner_made(own)
    sharing, partner = f"/product-footprints/{known}/sharing", f"/partners/{buyer['id']}"
    read = own.get(sharing)
    assert read.json() == {"everybody": False, "partner_ids": []}
    shared = own.put(sharing, {"partner_ids": [buyer["id"]]}, **{"if-match": read["ETag"]})
    assert (shared.status_code, shared.json()["partner_ids"]) == (200, [buyer["id"]])
    assert own.put(sharing, {}, **{"if-match": read["ETag"]}).status_code == 412
    assert own.put(sharing, {}, x="y").status_code == 428
    assert own.get(sharing).json()["partner_ids"] == [buyer["id"]]
    before = own.get(partner)["ETag"]
    assert own.patch(partner, {"answers_itself": True}, **{"if-match": before}).status_code == 200
    assert own.patch(partner, {"answers_itself": False}, **{"if-match": before}).status_code == 412
    assert own.patch(partner, {"answers_itself": False}, x="y").status_code == 428


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/", "ftp://x.example", "https://u:p@x.example", "https://x.example?a=1"]
)
def test_answers_go_to_no_address_that_a_webhook_may_not_go_to(own: Api, address: str) -> None:
    answer = own.post("/partners", {"name": "Buyer", "base_url": address})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/base_url")


def test_a_partner_whose_exchange_has_ended_is_let_in_no_more(own: Api) -> None:
    buyer = partner_made(own)
    recipient = Recipient(buyer["key"])
    renewed = own.post(f"/partners/{buyer['id']}/key", {}).json()["key"]
    assert recipient.get("/3/footprints").status_code == 401
    recipient = Recipient(renewed)
    assert own.delete(f"/partners/{buyer['id']}").status_code == 204
    assert recipient.get("/3/footprints").status_code == 401


def test_another_organisation_s_footprints_are_unknown(own: Api, tenant_b: Tenant) -> None:
    (known,) = entered(own)
    stranger = key_of(tenant_b, Role.ADMIN)
    unknown = stranger.get("/product-footprints/00000000-0000-4000-8000-000000000000")
    for answer in (
        stranger.get(f"/product-footprints/{known}"),
        stranger.put(f"/product-footprints/{known}/sharing", {"everybody": True}),
        stranger.post(f"/product-footprints/{known}/versions", footprint()),
    ):
        assert (answer.status_code, answer.json()["detail"]) == (404, unknown.json()["detail"])


def test_roles_enter_share_and_answer_as_far_as_they_reach(tenant_a: Tenant, own: Api) -> None:
    (known,) = entered(own)
    auditor, analyst = key_of(tenant_a, Role.AUDITOR), key_of(tenant_a, Role.ANALYST)
    assert auditor.get(f"/product-footprints/{known}").status_code == 200
    assert auditor.post("/product-footprints", {"footprints": [footprint()]}).status_code == 403
    assert analyst.put(f"/product-footprints/{known}/sharing", {"everybody": True}).status_code == 200
    assert analyst.post("/partners", {"name": "x"}).status_code == 403
    assert own.post("/keys", {"name": "x", "role": "partner"}).status_code == 400


def test_evidence_stands_behind_a_footprint(own: Api) -> None:
    (known,) = entered(own)
    path = f"/product-footprints/{known}/evidence"
    sent = own.post(f"{path}?filename=study.pdf", b"%PDF a study", content_type="application/pdf")
    assert (sent.status_code, sent.json()["filename"]) == (201, "study.pdf")
    got = own.get(f"{path}/{sent.json()['id']}")
    assert (got.content, got["Content-Disposition"]) == (b"%PDF a study", 'attachment; filename="study.pdf"')
    assert [each["size"] for each in own.get(path).json()["results"]] == [12]
    assert own.post(f"{path}?filename=empty.pdf", b"", content_type="application/pdf").status_code == 422
