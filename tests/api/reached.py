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
from tests.api.asked import AGENT, BODY, KEY, QUERY, Own, made
from tests.api.described import Operation
from tests.api.reached_beside import own_agents, own_decisions, own_figures, own_partners
from tests.api.test_uploads_api import BILLS
from tests.house import CSV, PACK, PASSWORD, House
from tests.inventory.inventories import WHY, Inventory, inventory_make, signed, submitted
from tests.inventory.test_scope2_board import CERTIFICATE, calculated_period, worked_out
from tests.pact.samples import footprint

UNREACHED = {
    "demonstration_remove": "leaves a mark in the data directory, which no transaction takes back",
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
    for part in (_lifecycle, _data, _access, _boards, _sign_off, _reports, own_agents, own_figures, own_partners):
        found |= part(house, known)
    return found | own_decisions(house, known, found["scope2_board_get"]["period_id"])


def _access(house: House, known: dict[str, str]) -> Own:
    person = {"email": "analyst@alpha.example", "password": PASSWORD}
    pair = made(Client().post("/api/v1/auth/token", person, content_type="application/json"))
    *client, secret = house.keys["analyst@alpha"].split("_", 3)
    session = house.api("admin@alpha").get("/auth/sessions").json()["results"][0]
    members = house.api("admin@alpha").get("/members").json()["results"]
    analyst = next(each["id"] for each in members if each["email"] == person["email"])
    form = {"grant_type": "client_credentials", "client_id": "_".join(client), "client_secret": secret, "scope": "view"}
    return {
        "auth_token": person,
        "auth_token_refresh": {"refresh": pair["refresh"]},
        "auth_token_revoke": {BODY: {"token": pair["refresh"]}},
        "auth_session_revoke": {"session_id": session["id"]},
        "oauth_token": {**form, KEY: "", BODY: form},
        "members_change": {"membership_id": analyst},
        "members_remove": {"membership_id": analyst},
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
    made(Client().put(place, b"%PDF", content_type="application/octet-stream", headers=headers))
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
    def period(name: str, then: Callable[[Inventory], Any] = lambda _: None) -> tuple[str, Any]:
        company = copy(house.alpha)
        company.name = name
        with tenant_scope(house.alpha.id):
            inventory = inventory_make(company)
            return str(inventory.period.id), then(inventory)

    waits, _ = period("Alpha waits", submitted)
    over, step = period("Alpha over", signed)
    ready, _ = period("Alpha ready")
    handed_in, _ = period("Alpha handed in")
    statement = {"statement": "Complete.", "reasons": WHY}
    made(house.api("admin@alpha").post(f"/periods/{handed_in}/sign-off/submit", statement))
    submission = house.api("admin@alpha").get(f"/periods/{waits}/sign-off").json()["submission"]
    decided = {"period_id": waits, "submission": submission}
    return {
        "sign_off_submit": {"period_id": ready, "reasons": WHY},
        "sign_off_sign": decided,
        "sign_off_return": decided,
        "sign_off_withdraw": {"period_id": handed_in},
        "sign_off_restate": {"period_id": over},
        "sign_off_certificate": {"step_id": str(step)},
        "sign_off_final_report": {"step_id": str(step)},
    }


def _data(house: House, known: dict[str, str]) -> Own:
    admin, period = house.api("admin@alpha"), str(house.period.id)
    company, csv = str(house.period.entity_id), "text/csv"
    year = date(2025, 1, 1), date(2025, 12, 31)
    with tenant_scope(house.alpha.id):
        # A run of the house's own period waits, and may calculate whatever is uploaded there.
        quiet = str(period_open(entity_name="Beside", name="2025", start=year[0], end=year[1]).id)
    fresh = made(admin.post(f"/periods/{quiet}/uploads?filename=fresh.csv", CSV, csv))
    rows = [row["id"] for row in admin.get(f"/uploads/{fresh['id']}/rows").json()["results"]]
    draft = made(admin.post(f"/periods/{period}/staged-files?filename=a.csv", BILLS, csv))["id"]
    whole = made(admin.post(f"/periods/{period}/staged-files?filename=b.csv", CSV.replace(b"North", b"West"), csv))[
        "id"
    ]
    entity = made(admin.post("/entities", {"name": "Unused", "parent_id": company}))["id"]
    site = made(admin.post("/sites", {"name": "Unused", "entity_id": company}))["id"]
    with tenant_scope(house.alpha.id):
        empty = period_open(entity_name="Beside", name="2031", start=date(2031, 1, 1), end=date(2031, 12, 31))
        export = Job.objects.filter(id=made(admin.post("/data-exports"))["id"]).get().arguments["export_id"]
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
    made(Client().put(f"/api/v1{base}/tags/tried", headers=headers))
    made(admin.put(f"{base}/deprecation", {"reason": "A newer one is on its way."}))
    evaluation = admin.get(f"{base}/evaluations").json()["results"][0]["id"]
    run = made(admin.post(f"/agents/{AGENT}/runs", {"period_id": str(house.period.id)}))
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
    study = made(admin.post(f"/product-footprints/{known['footprint_id']}/evidence?filename=study.pdf", b"%PDF", csv))
    with tenant_scope(house.alpha.id):
        before = period_open(entity_name="Alpha", name="2024", start=date(2024, 1, 1), end=date(2024, 12, 31))
    revenue = {"amount": "1250000.5", "currency": "EUR", "reconciliation": "Note 5 of the accounts"}
    made(admin.put(f"/periods/{before.id}/disclosures", {"revenue": revenue}))
    preview = made(admin.post(f"/periods/{house.period.id}/restatement-previews", {"gwp_set": "AR6"}))["id"]
    editions = [each["slug"] for each in admin.get("/editions").json()["results"][:2]]
    compared = {QUERY: {"from": editions[0], "to": editions[-1]}}
    return {
        "product_footprints_evidence_get": {"evidence_id": study["id"]},
        "product_footprints_replace": {BODY: footprint()},
        "disclosures_carry_over": {"period_id": str(house.period.id)},
        "figures_change": {"period_id": str(house.period.id), QUERY: {"against": "last"}},
        "periods_change": {"period_id": str(before.id)},
        "period_checklists_get": {"period_id": str(house.period.id), "standard": "secr"},
        "report_checklists_get": {"report_id": str(house.report.id), "standard": "secr"},
        "reports_download": {"report_id": str(house.report.id), "extension": "snapshot.json"},
        "previews_get": {"job_id": preview},
        "previews_cancel": {"job_id": preview},
        "editions_compare": compared,
        "editions_compare_file": compared,
        "methods_get": {"method_id": next(iter(admin.get("/methods").json()["results"][0].values()))},
    }
