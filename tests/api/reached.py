"""What each operation is asked about, and by whom, so that at least once it does what it is for."""

from collections.abc import Callable
from copy import copy
from datetime import date
from typing import Any

from django.test import Client
from django.urls import resolve

from apps.inventory.services import period_open
from apps.inventory.services.boards import board_accept
from apps.inventory.services.instruments import instrument_save
from apps.jobs.models import Job
from apps.reports.data_export.services import data_export_write
from apps.tenants.models import Role
from apps.tenants.models.roles import role_allows
from greenlang.isolation import tenant_scope
from tests.api.described import Operation
from tests.api.test_uploads_api import BILLS
from tests.house import CSV, PACK, PASSWORD, House
from tests.inventory.inventories import WHY, Inventory, inventory_make, signed, submitted
from tests.inventory.test_scope2_board import CERTIFICATE, calculated_period, worked_out
from tests.pact.samples import footprint

AGENT = "stationary-combustion"
BODY, QUERY = "@body", "@query"
"""Of what an operation is asked first: its body where no example says it, and its query."""
Own = dict[str, dict[str, Any]]

UNREACHED = {
    "agents_execute": "commits by itself, which a transaction that is undone does not let it",
    "agents_operate": "asks for an operation of a deployer",
    "agents_verb": "asks for a verb that its state allows",
    "agents_review": "asks for a version that waits for a review",
    "consumers_register": "asks for what a consumer relies on",
    "demonstration_remove": "the house is no demonstration",
    "disclosures_carry_over": "nothing is said about an earlier period",
    "factors_lookup": "asks for a factor by its keys",
    "footprint_requests_fulfil": "asks for a footprint that answers a partner's request",
    "footprint_requests_reject": "asks for a request of a partner that waits",
    "footprint_requests_send": "asks for an answer that could not be delivered",
    "instruments_unvoid": "asks for an instrument that is out of use",
    "ledger_impact": "asks for an edition or set that changes something",
    "ledger_uncertainty": "asks for percentages of each source",
    "mapping_groups_accept": "asks for the key of a candidate",
    "mapping_groups_undo": "asks for a group that was decided on",
    "oauth_token": "whoever asks says who they are once, and these requests have a key besides",
    "packs_import": "asks for a pack of another installation",
    "private_factors_create": "asks for evidence and a catalogue's names",
    "private_factors_review": "a person reviews, and not who proposed",
    "private_factors_withdraw": "asks for a factor that was approved",
    "product_footprints_evidence_add": "asks for a file",
    "proration": "asks for an amount and its days",
    "ready_made_start": "asks for an agent that was built from a ready-made pack",
    "revisions_create": "asks for a version whose build failed",
    "revisions_get": "asks for a version whose build was tried more than once",
    "scope2_allocation": "asks for consumption and instruments that fit",
    "scope2_board_accept": "asks for a board of the present ledger",
    "sign_off_withdraw": "only who submitted withdraws",
    "uploads_mark": "asks for rows that were not calculated",
}
"""Operations that the first request of this house does not move, and why; each has tests of its own."""


def asker(operation: Operation, house: House) -> str:
    """The key of an admin, or where an admin may not, of an auditor."""
    view = resolve(operation.address().partition("?")[0]).func
    action = getattr(getattr(view, "cls", None), "actions", {}).get(operation.method.upper())
    may = action is None or role_allows(Role.ADMIN, action)
    return house.keys["admin@alpha" if may else "auditor@alpha"]


def own(house: House, known: dict[str, str]) -> Own:
    """What stands beside the rest of the house for single operations, by the names their requests have for it."""
    found: Own = {}
    for part in (_access, _boards, _sign_off, _data, _lifecycle, _reports):
        found |= part(house, known)
    return found


def _made(answer: Any) -> Any:
    assert answer.status_code < 300, answer.content
    return answer.json() if answer.content else None


def _access(house: House, known: dict[str, str]) -> Own:
    person = {"email": "analyst@alpha.example", "password": PASSWORD}
    pair = _made(Client().post("/api/v1/auth/token", person, content_type="application/json"))
    client, _, secret = house.keys["analyst@alpha"].rpartition("_")
    session = house.api("admin@alpha").get("/auth/sessions").json()["results"][0]
    form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret, "scope": "view"}
    return {
        "auth_token": person,
        "auth_token_refresh": {"refresh": pair["refresh"]},
        "auth_token_revoke": {BODY: {"token": pair["refresh"]}},
        "auth_session_revoke": {"session_id": session["id"]},
        "oauth_token": {**form, BODY: form},
        "webhooks_create": {"url": "https://hooks.example.com/fuzz"},
    }


def _boards(house: House, known: dict[str, str]) -> Own:
    with tenant_scope(house.alpha.id):
        accepted = calculated_period("accepted")
        board, _ = worked_out(accepted)
        board_accept(board=board, accepted_by="Preparer")
        waiting = calculated_period("waiting")
        worked_out(waiting)
        other = CERTIFICATE | {"name": "Other", "serial_first": "GO-5001", "serial_last": "GO-5006"}
        instrument = str(instrument_save(texts=other, entered_by="Preparer").id)
    place = f"/api/v1/scope2/instruments/{instrument}/evidence?filename=statement.pdf"
    headers = {"authorization": f"Bearer {house.keys['admin@alpha']}"}
    _made(Client().put(place, b"%PDF", content_type="application/octet-stream", headers=headers))
    other |= {"kind": "energy-attribute-certificates"}
    another = other | {"serial_first": "GO-7001", "serial_last": "GO-7006", "name": "Another"}
    reading = ("get", "lines", "rows", "accept")
    return {
        **{f"scope2_board_{name}": {"period_id": str(waiting.id)} for name in reading},
        **{f"scope2_board_{name}": {"period_id": str(accepted.id)} for name in ("hand_on", "reopen")},
        "scope2_board_hand_on": {"period_id": str(accepted.id), BODY: {}},
        "instruments_evidence_get": {"instrument_id": instrument},
        "instruments_evidence_put": {"instrument_id": instrument, QUERY: {"filename": "b.pdf"}, BODY: b"%PDF"},
        "instruments_void": {"instrument_id": instrument},
        "instruments_create": {BODY: another},
        "instruments_change": {"instrument_id": instrument, BODY: other | {"name": "Renamed"}},
        "instruments_import": {BODY: {"instruments": [another]}},
    }


def _sign_off(house: House, known: dict[str, str]) -> Own:
    def inventory(name: str, then: Callable[[Inventory], Any] = lambda _: None) -> tuple[str, Any]:
        company = copy(house.alpha)
        company.name = name
        with tenant_scope(house.alpha.id):
            made = inventory_make(company)
            return str(made.period.id), then(made)

    waits, _ = inventory("Alpha waits", submitted)
    over, step = inventory("Alpha over", signed)
    ready, _ = inventory("Alpha ready")
    submission = house.api("admin@alpha").get(f"/periods/{waits}/sign-off").json()["submission"]
    decided = {"period_id": waits, "submission": submission}
    return {
        "sign_off_submit": {"period_id": ready, "reasons": WHY},
        "sign_off_sign": decided,
        "sign_off_return": decided,
        "sign_off_restate": {"period_id": over},
        "sign_off_certificate": {"step_id": str(step)},
        "sign_off_final_report": {"step_id": str(step)},
    }


def _data(house: House, known: dict[str, str]) -> Own:
    admin, period = house.api("admin@alpha"), str(house.period.id)
    company, csv = str(house.period.entity_id), "text/csv"
    fresh = _made(admin.post(f"/periods/{period}/uploads?filename=fresh.csv", CSV.replace(b"North", b"East"), csv))
    rows = [row["id"] for row in admin.get(f"/uploads/{fresh['id']}/rows").json()["results"]]
    draft = _made(admin.post(f"/periods/{period}/staged-files?filename=a.csv", BILLS, csv))["id"]
    whole = _made(admin.post(f"/periods/{period}/staged-files?filename=b.csv", CSV.replace(b"North", b"West"), csv))[
        "id"
    ]
    entity = _made(admin.post("/entities", {"name": "Unused", "parent_id": company}))["id"]
    site = _made(admin.post("/sites", {"name": "Unused", "entity_id": company}))["id"]
    with tenant_scope(house.alpha.id):
        empty = period_open(entity_name="Beside", name="2031", start=date(2031, 1, 1), end=date(2031, 12, 31))
        export = Job.objects.filter(id=_made(admin.post("/data-exports"))["id"]).get().arguments["export_id"]
    data_export_write(tenant_id=house.alpha.id, export_id=export, told=lambda done, total, doing: None)
    drafts = ("get", "delete")
    return {
        "uploads_create": {QUERY: {"filename": "more.csv"}, BODY: CSV.replace(b"North", b"Far")},
        "staged_files_create": {QUERY: {"filename": "more.csv"}, BODY: BILLS},
        **{f"staged_files_{name}": {"staged_id": draft} for name in drafts},
        "staged_files_change": {"staged_id": draft, BODY: {"constants": {"basis": "gross"}}},
        "staged_files_take": {"staged_id": whole},
        "uploads_mark": {"upload_id": fresh["id"], "rows": rows[:1]},
        "evidence_attach": {"upload_id": fresh["id"], QUERY: {"filename": "b.pdf", "row": rows[:1]}, BODY: b"%PDF"},
        "issues_verb_many": {"verb": "accept", BODY: {"issues": [known["issue_id"]], "reason": "Right as it is."}},
        "entities_delete": {"entity_id": entity},
        "boundary_set": {"entity_id": company},
        "sites_delete": {"site_id": site},
        "sites_import": {QUERY: {"company_id": company}},
        "periods_delete": {"period_id": str(empty.id)},
        "data_exports_download": {"export_id": str(export)},
        "ledger_quality": {QUERY: {"period_id": period}},
        "ledger_totals": {QUERY: {"period_id": period}},
        "mapping_groups_search": {QUERY: {"q": "natural gas"}},
        "mapping_groups_leave_out": {BODY: {"reason": "Not ours."}},
        "findings_answer": {BODY: {"text": "It is in the next file."}},
        "uploads_withdraw": {"upload_id": fresh["id"]},
    }


def _lifecycle(house: House, known: dict[str, str]) -> Own:
    admin, version = house.api("admin@alpha"), house.version.version
    base = f"/agents/{AGENT}/versions/{version}"
    headers = {"authorization": f"Bearer {house.keys['admin@alpha']}"}
    _made(Client().put(f"/api/v1{base}/tags/tried", headers=headers))
    _made(admin.put(f"{base}/deprecation", {"reason": "A newer one is on its way."}))
    evaluation = admin.get(f"{base}/evaluations").json()["results"][0]["id"]
    run = _made(admin.post(f"/agents/{AGENT}/runs", {"period_id": str(house.period.id)}))
    inputs = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}
    return {
        "agents_search": {QUERY: {"input": "fuel"}},
        "deprecation_set": {BODY: {"reason": "A newer one is on its way."}},
        "aliases_get": {"name": "current"},
        "aliases_move": {"name": "current", BODY: {"version": version}},
        "aliases_remove": {"name": "current"},
        "consumers_get": {"name": "plant"},
        "consumers_remove": {"name": "plant"},
        "tags_add": {"tag": "seen"},
        "tags_remove": {"tag": "tried"},
        "agents_compare": {QUERY: {"from": version, "to": version}},
        "agents_execute": {BODY: {"inputs": inputs}},
        "evaluations_get": {"report_id": evaluation},
        "evaluations_download": {"report_id": evaluation, "extension": "xlsx"},
        "jobs_cancel": {"job_id": run["id"]},
        "runs_verb": {"run_id": run["result"]["run_id"] if run.get("result") else known["run_id"], "verb": "cancel"},
        "builds_create": {BODY: PACK.read_bytes().replace(b"version: 1.0.0", b"version: 9.9.9", 1)},
        "specs_explain": {BODY: PACK.read_bytes()},
        "specs_dry_run": {BODY: {"pack": PACK.read_text()}},
    }


def _reports(house: House, known: dict[str, str]) -> Own:
    admin, csv = house.api("admin@alpha"), "application/pdf"
    study = _made(admin.post(f"/product-footprints/{known['footprint_id']}/evidence?filename=study.pdf", b"%PDF", csv))
    with tenant_scope(house.alpha.id):
        before = period_open(entity_name="Alpha", name="2024", start=date(2024, 1, 1), end=date(2024, 12, 31))
    preview = _made(admin.post(f"/periods/{house.period.id}/restatement-previews", {"gwp_set": "AR6"}))["id"]
    editions = [each["slug"] for each in admin.get("/editions").json()["results"][:2]]
    compared = {QUERY: {"from": editions[0], "to": editions[-1]}}
    return {
        "product_footprints_evidence_get": {"evidence_id": study["id"]},
        "product_footprints_replace": {BODY: footprint()},
        "figures_change": {"period_id": str(house.period.id), QUERY: {"against": "last"}},
        "periods_change": {"period_id": str(before.id)},
        "period_checklists_get": {"period_id": str(house.period.id), "standard": "secr"},
        "report_checklists_get": {"report_id": str(house.report.id), "standard": "secr"},
        "reports_download": {"report_id": str(house.report.id), "extension": "csv.zip"},
        "previews_get": {"job_id": preview},
        "previews_cancel": {"job_id": preview},
        "editions_compare": compared,
        "editions_compare_file": compared,
        "methods_get": {"method_id": next(iter(admin.get("/methods").json()["results"][0].values()))},
        "ledger_impact": {BODY: {"gwp_set": "AR6"}},
    }
