"""The scope 2 board and its instruments in the portal: entered, worked out, accepted, handed on."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.inventory.models import ContractualInstrument, Scope2Board
from apps.inventory.tasks import BOARD, work_out_board
from apps.jobs.models import Job
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.test_scope2_board import CERTIFICATE, calculated_period
from tests.portal.people import signed_in

pytestmark = pytest.mark.django_db
BOARD_PAGE = "/calculations/scope-2"
NEW = f"{BOARD_PAGE}/instruments/new"


@pytest.fixture
def analyst(tenant_a: Tenant) -> Client:
    return signed_in(tenant_a, "analyst")


def work_out(tenant: Tenant, client: Client) -> None:
    """Ask for the board, and do what the worker does."""
    assert client.post(f"{BOARD_PAGE}/work-out", {"days_before": "0"}).status_code == 302
    with tenant_scope(tenant.id):
        job = Job.objects.filter(kind=BOARD).latest("created_at")
    work_out_board(str(tenant.id), str(job.id))


def change(tenant: Tenant, client: Client, verb: str, **fields: str) -> None:
    """Ask for a change of the board, and do what the worker does."""
    client.post(f"{BOARD_PAGE}/{verb}", fields)
    with tenant_scope(tenant.id):
        job = Job.objects.filter(kind=BOARD).latest("created_at")
    assert job.arguments["verb"] == verb
    work_out_board(str(tenant.id), str(job.id))


def test_without_a_period_or_a_board_the_page_says_what_to_do(tenant_a: Tenant, analyst: Client) -> None:
    assert "No reporting period yet" in analyst.get(BOARD_PAGE).content.decode()
    with tenant_scope(tenant_a.id):
        calculated_period("2025")
    page = analyst.get(BOARD_PAGE).content.decode()
    assert "Work the board out" in page
    assert analyst.get(f"{BOARD_PAGE}/rows.csv").status_code == 404
    assert analyst.post(f"{BOARD_PAGE}/accept", follow=True).status_code == 404


def test_from_an_instrument_to_an_accepted_board(tenant_a: Tenant, analyst: Client) -> None:
    with tenant_scope(tenant_a.id):
        calculated_period("2025")
    proof = SimpleUploadedFile("statement.pdf", b"%PDF-1.4")
    assert (
        analyst.post(NEW, CERTIFICATE | {"kind": "energy-attribute-certificates", "evidence": proof}).status_code == 302
    )
    work_out(tenant_a, analyst)
    context = analyst.get(BOARD_PAGE).context
    assert context["board"]["market"]["exact"] == "769.91"
    assert [line["site"] for line in context["lines"]] == ["Lyon", "Bremen", "Vienna"]
    assert [part["step"] for part in context["lines"][0]["parts"]] == ["Certificates", "Residual mix"]
    assert context["instruments"][0]["here"]["exact"] == "6000"
    analyst.post(f"{BOARD_PAGE}/accept")
    page = analyst.get(BOARD_PAGE).content.decode()
    assert "Withdraw the acceptance" in page
    assert "Enter into the inventory" in page
    rows = analyst.get(f"{BOARD_PAGE}/rows.csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("Lyon,2025-01-01,2025-06-30,FR,4000,kWh,")
    answer = analyst.post(f"{BOARD_PAGE}/hand-on", {"agent": "no-such"}, follow=True)
    assert "Choose an agent" in answer.content.decode()
    assert [line["site"] for line in analyst.get(f"{BOARD_PAGE}?only=open").context["lines"]] == ["Vienna"]
    with tenant_scope(tenant_a.id):
        instrument = ContractualInstrument.objects.get()
    address = f"{BOARD_PAGE}/instruments/{instrument.id}"
    refused = analyst.post(address, CERTIFICATE | {"kind": "energy-attribute-certificates", "name": "Other"})
    assert refused.status_code == 422
    assert 'value="Other"' in refused.content.decode()
    proof_answer = analyst.get(f"{address}/evidence")
    assert proof_answer["Content-Disposition"].startswith("attachment")
    assert proof_answer["X-Content-Type-Options"] == "nosniff"
    change(tenant_a, analyst, "hand-on")
    entered = analyst.get(BOARD_PAGE).context["board"]
    assert (entered["handed_on"], entered["ledger"]["is_exact"], entered["ledger"]["kg"]["exact"]) == (
        3,
        True,
        "769.91",
    )
    lines = analyst.get(analyst.get(BOARD_PAGE).context["ledger_url"]).context["totals"]
    assert (lines["lines"], lines["co2e_exact"]) == ("3", "769.91")
    for basis in ("location", "market"):
        dashboard = analyst.get(f"/calculations/dashboard?basis={basis}").context
        figures = [dashboard["total"], *dashboard["sites"]["rows"], *(m["total"] for m in dashboard["months"]["rows"])]
        for figure in figures:
            found = analyst.get(figure["url"]).context["totals"]
            assert (figure["url"], found["co2e_exact"]) == (figure["url"], figure["exact"])
    assert "twice" in analyst.get("/calculations").context["totals"]["note"]
    change(tenant_a, analyst, "reopen")
    analyst.post(address, {"void": "1", "reason": "sold on"})
    assert not analyst.get(f"{BOARD_PAGE}/instruments").context["instruments"]
    assert analyst.get(f"{BOARD_PAGE}/instruments?use=void").context["instruments"][0]["void"] == "sold on"


def test_the_board_takes_the_same_queries_however_many_consumptions(tenant_a: Tenant, analyst: Client) -> None:
    with tenant_scope(tenant_a.id):
        calculated_period("2025")
    work_out(tenant_a, analyst)
    with CaptureQueriesContext(connection) as three:
        analyst.get(BOARD_PAGE)
    with tenant_scope(tenant_a.id):
        board = Scope2Board.objects.get()
        lines = list(board.lines.all())
        for place, line in enumerate(lines * 9, start=10):
            line.pk, line.place = uuid.uuid4(), place
            line.save(force_insert=True)
    with CaptureQueriesContext(connection) as thirty:
        assert len(analyst.get(BOARD_PAGE).context["lines"]) == 30
    assert len(thirty) == len(three) <= 42


def test_a_wrong_list_says_which_rows_and_a_right_one_is_entered(tenant_a: Tenant, analyst: Client) -> None:
    address = f"{BOARD_PAGE}/instruments/import"
    example = analyst.get(f"{address}?format=csv").content
    wrong = example.replace(b"certificate,", b"promise,")
    answer = analyst.post(address, {"file": SimpleUploadedFile("wrong.csv", wrong)})
    assert answer.status_code == 422
    assert "row 2, kind" in answer.content.decode()
    assert analyst.post(address, {"file": SimpleUploadedFile("good.csv", example)}).status_code == 302
    with tenant_scope(tenant_a.id):
        assert ContractualInstrument.objects.get().kwh == 1_000_000


def test_a_wrong_field_keeps_what_was_typed(analyst: Client) -> None:
    answer = analyst.post(NEW, CERTIFICATE | {"kind": "energy-attribute-certificates", "quantity": "none"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="none"' in page
    assert 'value="GO 2025"' in page


def test_another_tenants_instrument_is_exactly_like_an_unknown_one(
    tenant_a: Tenant, tenant_b: Tenant, analyst: Client
) -> None:
    analyst.post(NEW, CERTIFICATE | {"kind": "energy-attribute-certificates"})
    with tenant_scope(tenant_a.id):
        theirs = ContractualInstrument.objects.get().id
    outsider = signed_in(tenant_b, "admin")
    for path in ("", "/evidence"):
        answers = [outsider.get(f"{BOARD_PAGE}/instruments/{key}{path}") for key in (theirs, uuid.uuid4())]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content == answers[1].content
    assert "GO 2025" not in outsider.get(f"{BOARD_PAGE}/instruments").content.decode()
