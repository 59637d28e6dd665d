"""Partners are asked for footprints, answer, and are told again for a while where they cannot be reached."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.jobs.models import Job, JobState
from apps.jobs.sweeping import jobs_sweep
from apps.pact import tasks
from apps.pact.events import CREATED, FULFILLED, REJECTED, event_read
from apps.pact.letters import FIRST_PAUSE, LONGEST, LONGEST_PAUSE, pause_after
from apps.pact.models import SentRequest
from apps.tenants.models import Role, Tenant
from greenlang.isolation import tenant_scope
from tests.events.receiver import Receiver, receiver
from tests.events.test_webhooks import TRANSPORT
from tests.house import Api
from tests.pact.samples import PRODUCT
from tests.pact.test_conformance import ID, Recipient
from tests.pact.test_exchange import key_of, partner_made

pytestmark = pytest.mark.django_db
BROUGHT = {"id": ID, "pcf": {"pcfExcludingBiogenicUptake": "5.14"}}


@pytest.fixture
def own(tenant_a: Tenant) -> Api:
    return key_of(tenant_a, Role.ADMIN)


@pytest.fixture
def listening(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A partner's system, which workers reach."""
    settings.WEBHOOK_PLAIN_HTTP = True
    monkeypatch.setattr(tasks, "Transport", lambda _: TRANSPORT)
    with receiver() as place:
        yield place


def supplier_made(own: Api, place: Receiver) -> dict[str, Any]:
    made = partner_made(own, "Supplier")
    own.patch(f"/partners/{made['id']}", {"base_url": f"http://partner.example.com:{place.port}"})
    return made


def asked(own: Api, supplier: dict[str, Any]) -> dict[str, Any]:
    body = {"partner_id": supplier["id"], "criteria": {"productId": [PRODUCT]}, "comment": "Of 2025"}
    answer = own.post("/sent-footprint-requests", body)
    assert answer.status_code == 201, answer.content
    document: dict[str, Any] = answer.json()
    return document


def attempt(tenant: Tenant) -> Job:
    """What a worker does with the job that waits."""
    with tenant_scope(tenant.id):
        (job,) = Job.objects.filter(state=JobState.QUEUED)
    tasks.send_letter(str(tenant.id), str(job.id))
    with tenant_scope(tenant.id):
        return Job.objects.get(id=job.id)


def test_a_partner_is_asked_and_its_answer_is_shown(own: Api, tenant_a: Tenant, listening: Receiver) -> None:
    supplier = supplier_made(own, listening)
    made = asked(own, supplier)
    assert attempt(tenant_a).result == {"delivered": True}
    sent = event_read(json.loads(listening.heard[0][1]))
    assert (sent.kind, sent.id, sent.criteria.product_ids, sent.comment) == (CREATED, made["id"], (PRODUCT,), "Of 2025")
    path = f"/sent-footprint-requests/{made['id']}"
    waiting = own.get(path).json()
    assert (waiting["state"], bool(waiting["delivered_at"]), waiting["footprints"]) == ("waiting", True, [])
    assert own.post(f"{path}/send", {}).status_code == 409

    answer = {"requestEventId": made["id"], "pfs": [BROUGHT]}
    assert Recipient(partner_made(own, "Another")["key"]).tell(FULFILLED, answer).status_code == 200
    assert own.get(path).json()["state"] == "waiting", "nobody answers for another"
    recipient = Recipient(supplier["key"])
    recipient.tell(FULFILLED, answer, "a-1")
    recipient.tell(REJECTED, {"requestEventId": made["id"], "error": {"code": "NotFound", "message": "x"}}, "a-2")
    told = own.get(path).json()
    assert (told["state"], told["footprints"], told["error"]) == ("fulfilled", [BROUGHT], {})
    (row,) = own.get("/sent-footprint-requests").json()["results"]
    assert (row["id"], row["answered_at"]) == (made["id"], told["answered_at"])


def test_a_rejection_says_why_there_is_none(own: Api, listening: Receiver, tenant_b: Tenant) -> None:
    supplier = supplier_made(own, listening)
    made = asked(own, supplier)
    error = {"code": "NotFound", "message": "We make no such thing."}
    Recipient(supplier["key"]).tell(REJECTED, {"requestEventId": made["id"], "error": error})
    told = own.get(f"/sent-footprint-requests/{made['id']}").json()
    assert (told["state"], told["error"]) == ("rejected", error)
    stranger = key_of(tenant_b, Role.ADMIN)
    assert stranger.get(f"/sent-footprint-requests/{made['id']}").status_code == 404
    assert stranger.get("/sent-footprint-requests").json()["results"] == []


def test_what_cannot_be_asked_is_refused_by_its_place(own: Api, tenant_a: Tenant, listening: Receiver) -> None:
    supplier, unreachable = supplier_made(own, listening), partner_made(own)
    for partner, criteria, place in (
        (unreachable, {"productId": [PRODUCT]}, "/partner_id"),
        (supplier, {}, "/criteria"),
        (supplier, {"validOn": "soon"}, "/criteria/validOn"),
    ):
        answer = own.post("/sent-footprint-requests", {"partner_id": partner["id"], "criteria": criteria})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, place)
    with tenant_scope(tenant_a.id):
        assert not SentRequest.objects.exists()
    auditor = key_of(tenant_a, Role.AUDITOR)
    assert auditor.get("/sent-footprint-requests").status_code == 200
    assert auditor.post("/sent-footprint-requests", {}).status_code == 403


def test_a_partner_that_cannot_be_reached_is_told_again_when_it_is_due(
    own: Api, tenant_a: Tenant, listening: Receiver
) -> None:
    made = asked(own, supplier_made(own, listening))
    listening.answers[:] = [(503, {}), (204, {})]
    assert (attempt(tenant_a).result or {})["delivered"] is False
    told = own.get(f"/sent-footprint-requests/{made['id']}").json()
    assert (told["attempts"], told["delivered_at"]) == (1, None)
    assert told["delivery"].startswith("Supplier answered 503.")
    with tenant_scope(tenant_a.id):
        assert jobs_sweep() == 0, "it is not due yet"
        Job.objects.filter(state=JobState.QUEUED).update(told_at=timezone.now() - timedelta(seconds=121))
        assert jobs_sweep() == 1
    assert attempt(tenant_a).result == {"delivered": True}
    told = own.get(f"/sent-footprint-requests/{made['id']}").json()
    assert (told["attempts"], told["delivery"], told["due_at"]) == (2, "", None)
    assert len(listening.heard) == 2


@pytest.mark.parametrize(("status", "since"), [(400, timedelta()), (503, LONGEST)])
def test_a_partner_that_refuses_or_was_tried_for_72_hours_is_told_no_more(
    own: Api, tenant_a: Tenant, listening: Receiver, status: int, since: timedelta
) -> None:
    made = asked(own, supplier_made(own, listening))
    listening.answers[:] = [(status, {})]
    with tenant_scope(tenant_a.id):
        begun = timezone.now() - since
        SentRequest.objects.update(sent_since=begun)
        job = Job.objects.get()
        Job.objects.update(arguments=job.arguments | {"since": begun.isoformat()})
    ended = attempt(tenant_a)
    assert (ended.state, (ended.error or {})["code"]) == (JobState.FAILED, "not-delivered")
    with tenant_scope(tenant_a.id):
        assert not Job.objects.filter(state=JobState.QUEUED).exists()
    assert own.post(f"/sent-footprint-requests/{made['id']}/send", {}).json()["attempts"] == 0


def test_what_was_put_off_is_left_where_a_person_sends_it_now(own: Api, tenant_a: Tenant, listening: Receiver) -> None:
    made = asked(own, supplier_made(own, listening))
    with tenant_scope(tenant_a.id):
        before = Job.objects.get()
    own.post(f"/sent-footprint-requests/{made['id']}/send", {})
    tasks.send_letter(str(tenant_a.id), str(before.id))
    assert listening.heard == []
    assert attempt(tenant_a).result == {"delivered": True}


def test_pauses_grow_until_they_are_six_hours() -> None:
    pauses = [pause_after(attempts) for attempts in range(1, 9)]
    for place, pause in enumerate(pauses):
        assert pause == pytest.approx(min(FIRST_PAUSE * 4**place, LONGEST_PAUSE), rel=0.1001)
