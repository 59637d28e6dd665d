"""The pages of files and runs: a file on its way in, what became of it, and how few questions they ask."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityData, ActivityUpload, StagedFile
from apps.inventory.services.corrections import line_reverse
from apps.jobs.models import Job, JobState
from apps.portal.views import uploads
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import AGENT, World, agent_make, upload_make

pytestmark = pytest.mark.django_db

METERS = """Facility;From;To;Fuel;Consumption;UoM;Heating value;Comment
Lyon;03/04/2025;04/04/2025;natural-gas;1,234;kWh;gross;first
Lyon;05/04/2025;06/04/2025;natural-gas;5,678;kWh;gross;
"""


@pytest.fixture
def client(tenant_a: Tenant) -> Iterator[Client]:
    agent_make(tenant_a)
    yield signed_in(tenant_a, "analyst")


def send(client: Client, text: str = METERS) -> str:
    """The address of the sent file's page."""
    sent = {"file": SimpleUploadedFile("meters.csv", text.encode()), "period": "year:2025"}
    return str(client.post("/data/upload", sent)["Location"])


def test_what_a_file_leaves_open_is_asked_and_what_was_said_is_kept(client: Client, tenant_a: Tenant) -> None:
    address = send(client)
    page = client.get(address).content.decode()
    assert "two ways (03/04/2025)" in page
    assert "two ways (1,234)" in page
    said = {
        f"column-{at}": means for at, means in enumerate(["site", "start", "end", "input:fuel", "quantity", "unit"])
    }
    said |= {"column-6": "basis", "column-7": "note", "do": "take", "decimal": ",", "estimated": "yes", "agent": AGENT}
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert 'value="," selected' in refused.content.decode()
    shown = client.post(address, said | {"days": "day-first", "do": "preview"}).content.decode()
    assert "all 2 rows = 2 accepted + 0 rejected + 0 duplicate" in shown
    taken = client.post(address, said | {"days": "day-first"})
    with tenant_scope(tenant_a.id):
        upload, row = ActivityUpload.objects.get(), ActivityData.objects.order_by("row")[0]
    assert taken["Location"] == f"/data/files/{upload.id}"
    assert (str(row.start), row.quantity, row.attributes) == (
        "2025-04-03",
        "1.234",
        {"fuel": "natural-gas", "note comment": "first"},
    )
    assert (row.is_estimated, row.agent) == (True, AGENT)
    assert client.get(address)["Location"] == taken["Location"]
    again = client.get(send(client)).content.decode()
    assert "This very file was taken in" in again
    assert "0 accepted + 0 rejected + 2 duplicate" in again


def test_a_large_file_is_left_to_a_worker_and_is_a_draft_again_where_that_fails(
    client: Client, tenant_a: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "AT_ONCE", 1)
    address = send(client, METERS.replace("03/04", "13/04").replace("04/04", "14/04").replace("1,234", "1,2"))
    watched = client.post(address, {"do": "take"})["Location"]
    assert watched.startswith("/runs/")
    page = client.get(watched).content.decode()
    assert 'role="progressbar"' in page
    assert "meters.csv" in page
    assert client.get(address)["Location"] == watched
    with tenant_scope(tenant_a.id):
        Job.objects.update(state=JobState.FAILED)
    assert client.get(address).status_code == 200
    assert client.post(address, {"do": "drop"})["Location"] == "/data/upload"
    with tenant_scope(tenant_a.id):
        assert not StagedFile.objects.exists()


def test_evidence_is_attached_to_ticked_rows_and_comes_back_as_a_download_only(world: World) -> None:
    client, address = signed_in(world.tenant, "analyst"), f"/data/files/{world.upload.id}"
    row = re.findall(r'name="row" value="([^"]+)"', client.get(address).content.decode())[0]
    sent = {"do": "evidence", "row": row, "evidence": SimpleUploadedFile("a.html", b"<script>")}
    page = client.post(address, sent, follow=True).content.decode()
    assert "a.html was attached" in page
    link = re.findall(r'href="(/data/evidence/[^"]+)" download>a.html', page)[0]
    back = client.get(link)
    assert (back.content, back["Content-Type"]) == (b"<script>", "application/octet-stream")
    assert back["Content-Disposition"] == 'attachment; filename="a.html"'
    assert back["X-Content-Type-Options"] == "nosniff"
    refused = client.post(address, {"do": "estimated", "row": row, "reason": "Meter was broken"})
    assert refused.status_code == 409
    assert 'value="Meter was broken"' in refused.content.decode(), "what was typed is kept"
    with tenant_scope(world.tenant.id):
        line = Calculation.objects.filter(activity_id=row)[0]
    assert link in client.get(f"/calculations/{line}").content.decode()
    mend = client.get(f"{address}/mend")
    assert "ten" in mend.content.decode()


def test_a_rejected_row_is_settled_on_the_files_page_and_a_reversal_is_counted(world: World) -> None:
    client, address = signed_in(world.tenant, "analyst"), f"/data/files/{world.upload.id}?rows=rejected"
    row = re.findall(r'name="row" value="([^"]+)"', client.get(address).content.decode())[0]
    assert client.post(address, {"do": "settle", "row": row}).status_code == 422
    page = client.post(address, {"do": "settle", "row": row, "reason": "A subtotal"}, follow=True).content.decode()
    assert "A subtotal" in page
    assert "(all settled)" in page
    page = client.post(address, {"do": "reopen", "all": "1"}, follow=True).content.decode()
    assert "1 rejected row is waiting again" in page
    listed = client.get("/data").content.decode()
    assert ">Calculated</span>" in listed
    with tenant_scope(world.tenant.id):
        line = Calculation.objects.filter(activity_id__isnull=False)[0]
        line_reverse(calculation=line, reason="Wrong meter", actor="somebody")
    assert "1 of 2 calculated" in client.get("/data").content.decode()


def test_runs_are_begun_over_what_is_new_and_listed(world: World) -> None:
    client = signed_in(world.tenant, "analyst")
    asked = {"agent": AGENT, "period": str(world.upload.period_id), "rows": "new"}
    assert "no calculation yet" in client.post("/runs/new", asked).content.decode()
    with tenant_scope(world.tenant.id):
        ActivityData.objects.update(agent=AGENT)
    assert "the agent each row is mapped to" in client.get("/data").content.decode()
    begun = client.post("/runs/new", asked | {"agent": "*", "rows": "all"})
    assert begun["Location"].startswith("/runs/")
    again = client.post("/runs/new", asked | {"agent": AGENT, "rows": "all"})
    assert again["Location"] == begun["Location"]
    listed = client.get("/runs").content.decode()
    assert listed.count('data-label="Begun"') == 2
    assert "rows mapped to it" in listed


def test_the_pages_ask_as_much_however_many_files_there_are(world: World) -> None:
    client = signed_in(world.tenant, "analyst")
    most = {
        "/settings": 26,
        "/data/upload": 21,
        "/data": 31,
        "/runs": 28,
        f"/data/files/{world.upload.id}": 35,
        f"/data/upload/{world.staged.id}": 26,
    }

    def asked() -> dict[str, int]:
        counts = {}
        for address in most:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts[address] = len(queries)
        return counts

    asked()
    first = asked()
    for number in range(3):
        upload_make(
            world.tenant, f"site,start,end,quantity,unit\nA,2025-01-01,2025-01-02,{number},kWh\n".encode(), "x.csv"
        )
    assert asked() == first == most
    most = {"/": 51}  # a dozen of them are what the latest report stands on
    asked()
    assert asked() == most
