"""A house with something of each kind, so that what a request names is there."""

from typing import Any

from django.apps import apps

from apps.calculations.models import EmissionFactor
from apps.inventory.auditing.links import link_issue
from apps.inventory.auditing.services import finding_raise, sample_draw
from apps.inventory.services.instruments import instrument_save
from apps.pact.events import CREATED
from apps.pact.models import ReceivedEvent, RequestState
from apps.tenants.invitations import invitation_make
from apps.tenants.models import Role
from greenlang.isolation import tenant_scope
from tests.api.test_mapping_api import FILE as ROWS
from tests.api.test_private_factors_api import proposal
from tests.house import House
from tests.inventory.test_scope2_board import CERTIFICATE
from tests.pact.samples import footprint
from tests.portal.reviewing import review

AGENT = "stationary-combustion"
_ROWS = {
    "period_id": "inventory.ReportingPeriod",
    "upload_id": "inventory.ActivityUpload",
    "report_id": "reports.InventoryReport",
    "footprint_id": "pact.ProductFootprint",
    "instrument_id": "inventory.ContractualInstrument",
    "entity_id": "inventory.Entity",
    "group_id": "inventory.MappingGroup",
    "webhook_id": "events.WebhookSubscription",
    "evidence_id": "inventory.EvidenceFile",
    "job_id": "jobs.Job",
    "partner_id": "pact.Partner",
    "factor_id": "calculations.PrivateFactor",
    "staged_id": "inventory.StagedFile",
    "link_id": "inventory.AuditorLink",
    "finding_id": "inventory.AuditFinding",
    "membership_id": "tenants.Membership",
    "run_id": "runtime.Run",
    "sample_id": "inventory.AuditSample",
    "site_id": "inventory.Site",
    "invitation_id": "tenants.Invitation",
    "issue_id": "inventory.InventoryIssue",
    "key_id": "tenants.ApiKey",
    "request_id": "pact.ReceivedEvent",
    "received_id": "pact.ReceivedEvent",
    "sent_id": "pact.SentRequest",
    "line_id": "inventory.SampledLine",
}
"""What a parameter or a member of that name names."""


def furnish(house: House) -> None:
    """Something of each kind that people make."""
    with tenant_scope(house.alpha.id):
        finding_raise(period=house.period, text="A site is missing.", actor="Auditor")
        sample_draw(period=house.period, method="random", size=2, drawn_by="Auditor")
        link_issue(period=house.period, name="Audit firm", days=1, created_by="Preparer")
        instrument_save(texts=CERTIFICATE, entered_by="Preparer")
        invitation_make(email="invited@example.org", role=Role.ANALYST, invited_by="Admin")
        upload = apps.get_model("inventory.ActivityUpload").objects.get()
        ReceivedEvent.objects.create(kind=CREATED, caller="buyer", event_id="1", data={}, state=RequestState.WAITING)
    admin = house.api("admin@alpha")
    csv, pdf, period = "text/csv", "application/pdf", f"/periods/{house.period.id}"
    _made(admin.post(f"{period}/uploads?filename=more.csv", ROWS, csv))
    review(house.alpha, house.period)
    _made(admin.post("/private-factors", proposal(admin)))
    _made(admin.post("/webhooks", {"url": "https://hooks.example.com/"}))
    partner = admin.post("/partners", {"name": "Buyer", "base_url": "https://pact.example.com"})
    _made(partner)
    asked = {"partner_id": partner.json()["id"], "criteria": {"geography": ["DE"]}}
    _made(admin.post("/sent-footprint-requests", asked))
    _made(admin.post("/product-footprints", {"footprints": [footprint()]}))
    _made(admin.post(f"{period}/staged-files?filename=bills.csv", b"site,kWh\nNorth,5\n", csv))
    _made(admin.post(f"/uploads/{upload.id}/evidence?filename=bill.pdf&all=true", b"%PDF", pdf))
    version = {"version": house.version.version}
    _made(admin.put(f"/agents/{AGENT}/aliases/current", version))
    _made(admin.put(f"/agents/{AGENT}/consumers/plant", version))


def _made(answer: Any) -> None:
    assert answer.status_code < 300, answer.content


def standing(house: House) -> dict[str, str]:
    """What stands in the house, by the name a request calls it by."""
    found = {
        "agent_id": AGENT,
        "version": house.version.version,
        "calculation_id": str(house.calculation.pk),
        "ef_cid": EmissionFactor.objects.exportable().order_by("pk")[0].ef_cid,
    }
    with tenant_scope(house.alpha.id):
        for name, model in _ROWS.items():
            row = apps.get_model(model).objects.order_by("pk").first()
            if row is not None:
                found[name] = str(row.pk)
    return found
