"""From a report to a signed period and its restatement over the API, by two."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from apps.calculations.services.checkpoints import installation_keyring
from apps.events.models import AuditEntry
from apps.reports.signing_off import report_finish
from apps.tenants.access import key_issue
from apps.tenants.models import Role, Tenant
from apps.tenants.services import api_key_issue
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.inventory.inventories import WHY, Inventory, inventory_make

pytestmark = pytest.mark.django_db
SUBMIT = {"statement": "Complete.", "reasons": WHY}


@pytest.fixture
def inventory(tenant_a: Tenant) -> Iterator[Inventory]:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
    yield made


@pytest.fixture
def place(inventory: Inventory) -> str:
    return f"/periods/{inventory.period.id}/sign-off"


def by(inventory: Inventory, name: str, role: Role = Role.ANALYST) -> Api:
    return Api(api_key_issue(tenant=inventory.tenant, name=name, role=role))


def test_a_period_is_submitted_signed_and_restated_by_two(inventory: Inventory, place: str) -> None:
    preparer, approver = by(inventory, "preparer"), by(inventory, "approver", Role.ADMIN)
    standing = preparer.get(place).json()
    assert (standing["state"], standing["round"], standing["submission"]) == ("open", 1, None)
    assert standing["subject"]["report_id"] == str(inventory.report.id)
    assert [(each["code"], each["acceptable"]) for each in standing["blockers"]] == [("rejected", True)]
    refused = preparer.post(f"{place}/submit", {"statement": "Complete."})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:greenlang:problem:not-ready")
    assert [each["pointer"] for each in refused.json()["errors"]] == ["/reasons/rejected"]
    submitted = preparer.post(f"{place}/submit", SUBMIT)
    assert (submitted.status_code, submitted.json()["limits"][0]["reason"]) == (201, WHY["rejected"])
    seen = approver.get(place).json()
    assert (seen["state"], seen["submission"]) == ("submitted", submitted.json()["id"])
    decide = {"submission": seen["submission"]}
    own = preparer.post(f"{place}/sign", decide)
    assert (own.status_code, own.json()["type"]) == (403, "urn:greenlang:problem:own-submission")
    anew = approver.post(f"{place}/sign", {"submission": str(uuid.uuid4())})
    assert (anew.status_code, anew.json()["where"]) == (409, "/submission"), "what is signed is what was looked at"
    signed = approver.post(f"{place}/sign", {**decide, "note": "Seen."})
    assert signed.status_code == 201
    step = signed.json()["id"]
    job = approver.get(f"/jobs/{signed.json()['report_job_id']}").json()
    assert (job["kind"], job["state"]) == ("report", "queued")
    locked = preparer.post(f"/periods/{inventory.period.id}/uploads", b"x", "text/csv")
    assert locked.status_code == 409
    certificate = json.loads(preparer.get(f"/sign-offs/{step}/certificate").content)
    assert installation_keyring().statement_fault(certificate["statement"]) == ""
    (signed_round,) = preparer.get(place).json()["rounds"]
    assert (signed_round["final_report_id"], signed_round["final_report_is_being_written"]) == (None, True)
    with tenant_scope(inventory.tenant.id):
        final = report_finish(step)
    (signed_round,) = preparer.get(place).json()["rounds"]
    assert (signed_round["final_report_id"], signed_round["fault"]) == (str(final.id), "")
    assert preparer.post(f"{place}/restate", {"reason": "A site was missing."}).status_code == 201
    standing = preparer.get(place).json()
    assert (standing["state"], standing["round"], standing["restates"]) == ("open", 2, "A site was missing.")
    assert (standing["change"]["round"], standing["change"]["difference"]) == ("1", "0")
    assert [each["kind"] for each in standing["steps"]] == ["submitted", "signed", "reopened"]
    with tenant_scope(inventory.tenant.id):
        acts = list(AuditEntry.objects.filter(kind="report").order_by("at").values_list("actor", "act"))
    assert acts[-3:] == [
        ("key preparer", "submitted for sign-off"),
        ("key approver", "signed off"),
        ("key preparer", "reopened to restate"),
    ]


def test_a_submission_is_returned_by_another_and_withdrawn_by_its_own(inventory: Inventory, place: str) -> None:
    preparer, approver = by(inventory, "preparer"), by(inventory, "approver")
    first = preparer.post(f"{place}/submit", SUBMIT).json()["id"]
    assert preparer.post(f"{place}/return", {"submission": first, "reason": "x"}).status_code == 403
    assert approver.post(f"{place}/withdraw").status_code == 403, "what another submitted is returned"
    returned = approver.post(f"{place}/return", {"submission": first, "reason": "A site is missing."})
    assert (returned.status_code, returned.json()["kind"]) == (201, "returned")
    again = approver.post(f"{place}/return", {"submission": first, "reason": "A site is missing."})
    assert (again.status_code, again.json()["type"]) == (409, "urn:greenlang:problem:out-of-turn")
    preparer.post(f"{place}/submit", SUBMIT)
    assert preparer.post(f"{place}/withdraw").json()["kind"] == "withdrawn"
    assert preparer.get(place).json()["state"] == "open"
    assert preparer.post(f"{place}/restate", {"reason": "x"}).status_code == 409


def test_two_keys_of_one_person_are_no_two_people(inventory: Inventory, place: str) -> None:
    with tenant_scope(inventory.tenant.id):
        keys = [key_issue(name=name, role=Role.ADMIN, created_by="Ana")[1] for name in ("one", "two")]
    first, second = (Api(key) for key in keys)
    submission = first.post(f"{place}/submit", SUBMIT).json()["id"]
    for verb in ("sign", "return"):
        body = {"submission": submission} | ({"reason": "x"} if verb == "return" else {})
        refused = second.post(f"{place}/{verb}", body)
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:greenlang:problem:own-submission")
    assert second.post(f"{place}/withdraw").status_code == 201, "it is their own"


def test_a_step_that_is_sent_twice_is_taken_once(inventory: Inventory, place: str) -> None:
    key = api_key_issue(tenant=inventory.tenant, name="preparer", role=Role.ANALYST)
    headers = {"authorization": f"Bearer {key}", "idempotency-key": "submission of 2025"}
    first, again = (
        Client().post(f"/api/v1{place}/submit", SUBMIT, content_type="application/json", headers=headers)
        for _ in range(2)
    )
    assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (201, 201, "true")
    assert first.json() == again.json()
    assert len(Api(key).get(place).json()["steps"]) == 1


@pytest.mark.parametrize(
    ("verb", "body", "pointer"),
    [
        ("submit", {}, "/statement"),
        ("submit", {"statement": "x", "reasons": {"rejected": 7, "issues": []}}, "/reasons/issues"),
        ("submit", {"statement": "x", "actor": "somebody"}, "/actor"),
        ("sign", {"note": "x"}, "/submission"),
        ("sign", {"submission": "the last"}, "/submission"),
        ("return", {"submission": str(uuid.UUID(int=0))}, "/reason"),
        ("restate", {"reason": " "}, "/reason"),
    ],
)
def test_a_wrong_body_is_refused_with_its_place(
    inventory: Inventory, place: str, verb: str, body: dict[str, Any], pointer: str
) -> None:
    answer = by(inventory, "somebody", Role.ADMIN).post(f"{place}/{verb}", body)
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_roles_reach_as_far_as_on_the_page(inventory: Inventory, place: str) -> None:
    decide = {"submission": str(uuid.uuid4()), "reason": "x"}
    for role in (Role.AUDITOR, Role.OPERATOR):
        api = by(inventory, role.value, role)
        assert api.get(place).status_code == 200
        assert api.post(f"{place}/submit", SUBMIT).status_code == 403
        assert api.post(f"{place}/withdraw").status_code == 403
        assert api.post(f"{place}/return", decide).status_code == 403
        assert api.post(f"{place}/sign", {"submission": decide["submission"]}).status_code == 403
        assert api.post(f"{place}/restate", {"reason": "x"}).status_code == 403
        assert api.post(f"/sign-offs/{uuid.uuid4()}/report").status_code == 403


def test_another_organisations_sign_off_is_unknown(
    inventory: Inventory, place: str, tenant_b: Tenant, api_key: Callable[..., str]
) -> None:
    outsider, unknown = Api(api_key(tenant_b, "admin")), uuid.uuid4()
    by(inventory, "preparer").post(f"{place}/submit", SUBMIT)
    seen = by(inventory, "approver").get(place).json()["submission"]
    step = by(inventory, "approver").post(f"{place}/sign", {"submission": seen}).json()["id"]

    def told(answer: Any, one: object) -> tuple[int, str]:
        return answer.status_code, answer.content.decode().replace(str(one), "ID")

    own = told(outsider.get(place), inventory.period.id)
    assert own == told(outsider.get(f"/periods/{unknown}/sign-off"), unknown)
    assert own[0] == 404
    for verb, body in (
        ("submit", SUBMIT), ("withdraw", {}), ("return", {"submission": seen, "reason": "x"}),
        ("sign", {"submission": seen}), ("restate", {"reason": "x"}),
    ):  # fmt: skip
        assert outsider.post(f"{place}/{verb}", body).status_code == 404
    assert outsider.get(f"/sign-offs/{step}/certificate").status_code == 404
    assert outsider.post(f"/sign-offs/{step}/report").status_code == 404
    assert by(inventory, "third").post(f"/sign-offs/{step}/report").status_code == 202
