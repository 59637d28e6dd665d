"""What is typed is kept, what is wrong is told where it stands, and what is right is done once."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.inventory.models import ActivityUpload, ReportingPeriod
from apps.jobs.models import Job
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import AGENT, CSV, PACK, agent_make, failed_make, upload_make

pytestmark = pytest.mark.django_db
TYPED = {"fuel": "natural-gas", "region": "US", "quantity.value": "50", "quantity.unit": "mmBtu"}


def test_the_build_form_offers_the_example_as_it_is(tenant_a: Tenant) -> None:
    page = signed_in(tenant_a, "analyst").get("/builds/new").content.decode()
    assert "id: stationary-combustion" in page
    assert "40 CFR 98.33" in page


def test_a_specification_is_handed_to_a_worker(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    sent = PACK.decode().replace("\n", "\r\n")
    answer = client.post("/builds/new", {"pack": sent})
    with tenant_scope(tenant_a.id):
        job, version = Job.objects.get(), AgentVersion.objects.get()
        assert bytes(version.spec_source) == PACK, "line ends of a browser are none of the specification's"
    assert answer["Location"] == f"/builds/{job.id}"
    page = client.get(answer["Location"]).content.decode()
    assert "Waiting for a worker" in page
    assert "Generate tests" in page
    fragment = client.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'id="build-progress"' in fragment


def test_a_file_wins_over_the_text(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    answer = client.post("/builds/new", {"pack": "", "file": SimpleUploadedFile("pack.yaml", PACK)})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pack: {id: x", "Line "),
        ("", "There is no specification."),
        ("a: &a [1]\nb: *a\n", ""),
        (PACK.decode().replace("unit: kg/mmBtu(HHV)", "unit: kg/ton"), "ton"),
        (PACK.decode().replace("epa-hub-2025", "epa-hub-1825"), "epa-hub-1825"),
        ("nothing: \x00 here", ""),
    ],
)
def test_a_specification_that_cannot_be_built_is_kept_with_every_reason(tenant_a: Tenant, text: str, told: str) -> None:
    answer = signed_in(tenant_a, "analyst").post("/builds/new", {"pack": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    assert "It cannot be built as it stands" in page
    first = text.split("\n", maxsplit=1)[0].split("\x00", maxsplit=1)[0]
    assert escape(first) in page
    with tenant_scope(tenant_a.id):
        assert not AgentVersion.objects.exists()


def test_an_execution_is_in_the_ledger_and_its_inputs_stay_in_the_form(tenant_a: Tenant) -> None:
    agent_make(tenant_a)
    client = signed_in(tenant_a, "analyst")
    answer = client.post(f"/agents/{AGENT}/execute", {**TYPED, "quantity.basis": "gross", "gwp_set": "AR6"})
    with tenant_scope(tenant_a.id):
        row = Calculation.objects.get()
    assert row.result == Decimal("2655.715")
    assert answer["Location"] == f"/agents/{AGENT}/execute?calculation={row}"
    page = client.get(answer["Location"]).content.decode()
    assert "2,655.715" in page
    assert 'value="50"' in page
    assert '<option value="gross" selected>' in page
    assert '<option value="AR6" selected>' in page


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"quantity.unit": "kWh"}, "HHV"),
        ({"quantity.unit": "ton"}, "ton"),
        ({"quantity.value": "1,000"}, "decimal point"),
        ({"quantity.value": "-1", "quantity.basis": "gross"}, ""),
        ({"quantity.value": "NaN", "quantity.basis": "gross"}, "finite"),
        ({"fuel": "moonshine", "quantity.basis": "gross"}, "moonshine"),
        ({"fuel": ""}, "missing"),
        ({"gwp_set": "AR99", "quantity.basis": "gross"}, "AR99"),
        ({"fuel": "<script>alert(1)</script>\x00", "quantity.basis": "gross"}, "&lt;script&gt;"),
    ],
)
def test_an_execution_that_cannot_be_done_says_why_and_keeps_what_was_typed(
    tenant_a: Tenant, change: dict[str, str], told: str
) -> None:
    agent_make(tenant_a)
    answer = signed_in(tenant_a, "analyst").post(f"/agents/{AGENT}/execute", TYPED | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert 'class="error"' in page or 'role="alert"' in page
    assert f'value="{(TYPED | change)["quantity.value"]}"' in page
    assert "<script>alert" not in page
    with tenant_scope(tenant_a.id):
        assert not Calculation.objects.exists()


def test_an_agent_that_is_not_running_says_so(tenant_a: Tenant) -> None:
    agent_make(tenant_a, start=False)
    client = signed_in(tenant_a, "analyst")
    assert "accepts no work" in client.get(f"/agents/{AGENT}/execute").content.decode()
    answer = client.post(f"/agents/{AGENT}/execute", TYPED | {"quantity.basis": "gross"})
    assert answer.status_code == 422
    assert "accepts no work" in answer.content.decode()


def test_the_sample_is_taken_into_its_own_year(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    unasked = client.post("/data/upload", {"sample": "1"})
    assert unasked.status_code == 422
    assert "Tick that you want its rows." in unasked.content.decode()
    assert "a new period, 2025" in unasked.content.decode()
    with tenant_scope(tenant_a.id):
        assert not ReportingPeriod.objects.exists()
    answer = client.post("/data/upload", {"sample": "1", "wanted": "1"}, follow=True)
    assert answer.status_code == 200
    with tenant_scope(tenant_a.id):
        upload = ActivityUpload.objects.get()
        period = ReportingPeriod.objects.select_related("entity").get()
    assert (period.name, period.entity.name) == ("2025", "Alpha")
    assert upload.rows_in == upload.accepted + upload.rejected + upload.duplicate > 0
    assert f"{upload.rows_in} rows in" in answer.content.decode()
    again = client.post("/data/upload", {"sample": "1", "wanted": "1"}, follow=True).content.decode()
    assert "0 accepted" in again


def test_a_file_is_accounted_for_row_by_row(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    sent = {"file": SimpleUploadedFile("gas.csv", CSV), "period": "year:2025"}
    staged = client.post("/data/upload", sent, follow=True)
    assert "all 4 rows = 2 accepted + 1 rejected + 1 duplicate" in " ".join(staged.content.decode().split())
    taken = client.post(staged.redirect_chain[-1][0], {"do": "take"}, follow=True)
    assert "4 rows in = 2 accepted + 1 rejected + 1 duplicate" in taken.content.decode()
    rejected = client.get(f"{taken.redirect_chain[-1][0]}?rows=rejected").content.decode()
    assert "“ten” is not a number" in rejected


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"period": "year:2025"}, "No file was chosen."),
        ({"file": b"site,start\n", "period": "year:2025"}, "no rows below a header"),
        ({"file": b"\xff\xfea", "period": "year:2025"}, "UTF-8"),
        ({"file": CSV, "period": ""}, "No reporting period was chosen."),
        ({"file": CSV, "period": "year:1066"}, "No reporting period was chosen."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tenant_a: Tenant, sent: dict[str, object], told: str) -> None:
    if isinstance(content := sent.get("file"), bytes):
        sent = {**sent, "file": SimpleUploadedFile("gas.csv", content)}
    answer = signed_in(tenant_a, "analyst").post("/data/upload", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert told in page
    if sent["period"] == "year:2025":
        assert '<option value="year:2025" selected>' in page
    with tenant_scope(tenant_a.id):
        assert not ActivityUpload.objects.exists()


def test_a_run_is_handed_to_a_worker_and_can_be_cancelled(tenant_a: Tenant) -> None:
    agent_make(tenant_a)
    upload = upload_make(tenant_a)
    client = signed_in(tenant_a, "analyst")
    assert "Calculate 2 rows of 2025" in client.get("/data").content.decode()
    answer = client.post("/runs/new", {"agent": AGENT, "period": str(upload.period_id)})
    with tenant_scope(tenant_a.id):
        job = Job.objects.get(kind="run")
    assert answer["Location"] == f"/runs/{job.id}"
    assert "Waiting for a worker" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"cancel": "1"})
    with tenant_scope(tenant_a.id):
        job.refresh_from_db()
        assert job.cancel_requested


def test_a_run_that_cannot_begin_says_why(tenant_a: Tenant) -> None:
    agent_make(tenant_a, start=False)
    upload = upload_make(tenant_a)
    client = signed_in(tenant_a, "analyst")
    answer = client.post("/runs/new", {"agent": AGENT, "period": str(upload.period_id)})
    assert answer.status_code == 409
    assert "accepts no work" in answer.content.decode()
    assert client.post("/runs/new", {"agent": AGENT, "period": "soon"}).status_code == 422


def test_a_verb_changes_the_state_once(tenant_a: Tenant) -> None:
    agent_make(tenant_a)
    client = signed_in(tenant_a, "operator")
    answer = client.post(f"/agents/{AGENT}/verbs/stop", {"version": "1.0.0"})
    assert answer["Location"] == f"/agents/{AGENT}?version=1.0.0"
    assert "is active." in client.get(answer["Location"]).content.decode()
    again = client.post(f"/agents/{AGENT}/verbs/stop", {"version": "1.0.0"})
    assert again.status_code == 409
    assert "is active: stop is not possible from there. Possible: start, retire." in again.content.decode()


@pytest.mark.parametrize(
    ("verb", "reason"), [("pause", ""), ("pause", "x\x00y"), ("explode", ""), ("retire", "y" * 501)]
)
def test_a_verb_that_cannot_be_done_says_why_and_keeps_the_reason(tenant_a: Tenant, verb: str, reason: str) -> None:
    agent_make(tenant_a)
    answer = signed_in(tenant_a, "operator").post(f"/agents/{AGENT}/verbs/{verb}", {"reason": reason})
    assert answer.status_code in {409, 422}
    page = answer.content.decode()
    assert 'role="alert"' in page
    if verb == "pause":
        assert "x" not in reason or "x" in page
    with tenant_scope(tenant_a.id):
        assert AgentVersion.objects.get().state == "running"


def test_a_verb_is_for_the_version_it_was_pressed_on(tenant_a: Tenant) -> None:
    agent_make(tenant_a)
    failed_make(tenant_a)
    client = signed_in(tenant_a, "operator")
    page = client.get(f"/agents/{AGENT}?version=9.9.9").content.decode()
    assert "too little was covered" in page
    assert '<input type="hidden" name="version" value="9.9.9">' in page
    client.post(f"/agents/{AGENT}/verbs/retry", {"version": "9.9.9"})
    with tenant_scope(tenant_a.id):
        states = dict(AgentVersion.objects.values_list("version", "state"))
    assert states == {"1.0.0": "running", "9.9.9": "draft"}


def test_a_report_is_handed_to_a_worker(tenant_a: Tenant) -> None:
    upload = upload_make(tenant_a)
    client = signed_in(tenant_a, "analyst")
    answer = client.post("/reports/new", {"period": str(upload.period_id)})
    with tenant_scope(tenant_a.id):
        job = Job.objects.get(kind="report")
    assert answer["Location"] == f"/runs/{job.id}"
    page = client.get(answer["Location"]).content.decode()
    assert "Report of 2025" in page
    assert "Rows in" not in page
