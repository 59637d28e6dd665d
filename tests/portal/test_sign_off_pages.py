"""From a report to a signed period and its restatement, on the pages; what was typed stays where a step is refused."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.calculations.services.checkpoints import installation_keyring
from apps.inventory.auditing.links import link_issue
from apps.inventory.auditing.services import finding_close, finding_raise, sample_draw
from apps.inventory.models import ReportingPeriod, SampledLine, SignOffStep
from apps.portal.presenters.sign_off import sign_off_page
from apps.reports.sign_off_reading import sign_off_view
from apps.reports.signing_off import report_finish
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import Inventory, inventory_make, signed
from tests.portal.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def inventory(tenant_a: Tenant) -> Inventory:
    with tenant_scope(tenant_a.id):
        return inventory_make(tenant_a)


def test_a_period_is_signed_and_restated_on_the_page(inventory: Inventory) -> None:
    preparer, approver = signed_in(inventory.tenant, "analyst"), signed_in(inventory.tenant, "admin")
    period = {"period": str(inventory.period.id)}
    refused = preparer.post("/sign-off/submit", {**period, "statement": "Typed text."})
    assert refused.status_code == 409
    assert "Typed text." in refused.content.decode()
    assert "Rejected rows" in refused.content.decode()
    sent = {**period, "statement": "Complete.", "reason-rejected": "A double."}
    with tenant_scope(inventory.tenant.id):
        finding = finding_raise(period=inventory.period, text="A site is missing.", actor="Auditor")
    assert "Open audit findings" in preparer.post("/sign-off/submit", sent).content.decode()
    with tenant_scope(inventory.tenant.id):
        finding_close(finding=finding, actor="Auditor")
    assert preparer.post("/sign-off/submit", sent).status_code == 302
    assert "/sign-off/sign" not in preparer.get("/sign-off").content.decode(), "not offered to who submitted"
    assert preparer.post("/sign-off/sign", period).status_code == 403
    assert "/sign-off/sign" in approver.get("/sign-off").content.decode()
    with tenant_scope(inventory.tenant.id):
        submitted = SignOffStep.objects.get(kind="submitted")
    anew = approver.post("/sign-off/sign", {**period, "note": "Seen.", "submission": str(inventory.period.id)})
    assert anew.status_code == 409, "what is signed is what was looked at"
    assert f'name="submission" value="{submitted.id}"' in anew.content.decode()
    seen = {**period, "note": "Seen.", "submission": str(submitted.id)}
    assert approver.post("/sign-off/sign", seen).status_code == 302
    with tenant_scope(inventory.tenant.id):
        step = SignOffStep.objects.get(kind="signed")
        final = report_finish(step.id)
        assert ReportingPeriod.objects.get().locked_at == step.at
    page = approver.get("/sign-off").content.decode()
    assert f"/reports/{final.id}" in page
    assert "Accepted: Rejected rows." in page
    assert "signed off and locked, with a reason for 1 rejected row" in approver.get("/").content.decode()
    certificate = json.loads(approver.get(f"/sign-off/{step.id}/certificate.json").content)
    assert installation_keyring().statement_fault(certificate["statement"]) == ""
    assert json.loads(approver.get(f"/sign-off/lines/{inventory.period.id}.json").content)
    assert preparer.post("/sign-off/restate", {**period, "reason": " "}).status_code == 422
    assert preparer.post("/sign-off/restate", {**period, "reason": "A site was missing."}).status_code == 302
    page = preparer.get("/sign-off").content.decode()
    assert "A site was missing." in page
    assert "Difference so far" in page
    listed = preparer.get("/reports").content.decode()
    assert "Final" in listed
    assert "Snapshot as submitted" in preparer.get(f"/reports/{final.id}").content.decode()
    assert "Sign the period off" in preparer.get("/").content.decode()


@pytest.mark.parametrize(
    "broken", [{"key": "zz", "body": 3, "signature": ""}, {"key": 7}, [1], {"body": {"preparer": []}}]
)
def test_a_signed_statement_that_somebody_broke_is_shown_as_broken(inventory: Inventory, broken: Any) -> None:
    with tenant_scope(inventory.tenant.id):
        signed(inventory)
        view = sign_off_view(inventory.period)
        (step,) = view.standing.signed
        step.signed = broken
        view.faults[step.id] = installation_keyring().statement_fault(broken)
        (shown,) = sign_off_page(view, typed={})["rounds"]
    assert (shown["seal"], shown["fault"], shown["fingerprint"]) == ("broken", "it is no signed statement", "")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_pages_ask_as_often_however_many_rows_there_are(inventory: Inventory) -> None:
    client = signed_in(inventory.tenant, "admin")
    period = inventory.period
    with tenant_scope(inventory.tenant.id):
        signed(inventory)
        sample = sample_draw(period=period, method="largest", size=1, drawn_by="Auditor")
        link, _ = link_issue(period=period, name="One", days=1, created_by="x")
        line = SampledLine.objects.get()
        finding_raise(period=period, text="One.", actor="Auditor", line=line)
    addresses = {
        "/sign-off": 27,  # one of them asks for the report of a round that has none yet
        "/samples": 23,
        f"/samples/{sample.id}": 27,
        f"/samples/lines/{line.id}": 27,
        "/findings": 23,
        "/auditors": 23,
        f"/auditors/{link.id}": 23,
    }
    client.get("/sign-off")  # a session's first page notes the tenant
    before = {address: queries(client, address) for address in addresses}
    with tenant_scope(inventory.tenant.id):
        sample_draw(period=period, method="random", size=2, drawn_by="Auditor")
        for number in range(3):
            link_issue(period=period, name=str(number), days=1, created_by="x")
            finding_raise(period=period, text=str(number), actor="Auditor")
    assert {address: queries(client, address) for address in addresses} == before
    assert before == addresses
