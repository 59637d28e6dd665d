"""The holder of an auditor link sees one period, read only, and nothing else, until it ends."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from apps.calculations.models import Calculation
from apps.inventory.auditing.links import link_issue, link_revoke
from apps.inventory.auditing.services import sample_draw
from apps.inventory.models import AuditFinding, AuditorLink, AuditorVisit, SampledLine
from apps.portal import auditor_door
from apps.portal.presenters.auditors import visit_row
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import Inventory, inventory_make, signed
from tests.portal.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def inventory(tenant_a: Tenant) -> Inventory:
    with tenant_scope(tenant_a.id):
        found = inventory_make(tenant_a)
        signed(found)
        sample_draw(period=found.period, method="largest", size=1, drawn_by="Auditor")
        return found


def link_make(inventory: Inventory) -> tuple[AuditorLink, str]:
    with tenant_scope(inventory.tenant.id):
        return link_issue(period=inventory.period, name="Ms Audit", days=30, created_by="Preparer")


def entered(inventory: Inventory) -> tuple[Client, str]:
    """A browser in which the link was opened, and where its pages are."""
    link, text = link_make(inventory)
    client = Client()
    page = client.get(f"/audit/{text}")
    assert page.status_code == 200
    assert not client.cookies.get(auditor_door.COOKIE), "following a link alone opens nothing"
    answer = client.post(f"/audit/{text}")
    assert answer["Location"] == f"/audit/{link.id.hex}/"
    return client, answer["Location"].rstrip("/")


def test_it_shows_the_pages_of_its_period_and_notes_each_view(inventory: Inventory) -> None:
    client, at = entered(inventory)
    with tenant_scope(inventory.tenant.id):
        line = SampledLine.objects.get()
        calculation = f"calc_{line.calculation_id.hex}"
    assert client.get(f"{at}/")["Location"] == f"{at}/sign-off"
    links: dict[str, str] = {}
    for path in (
        "/sign-off", "/calculations", f"/calculations/{calculation}", f"/calculations/{calculation}?verify=1",
        f"/calculations/{calculation}/certificate", "/factors", f"/reports/{inventory.report.id}", "/samples",
        f"/samples/{line.sample_id}", f"/samples/{line.sample_id}/summary.csv", f"/samples/lines/{line.id}",
        "/findings",
    ):  # fmt: skip
        answer = client.get(at + path)
        assert (path, answer.status_code) == (path, 200)
        for link in re.findall(rf'href="({at}/[^"?#]*)', answer.content.decode()):
            links[re.sub(r"[0-9a-f]{4,}|[0-9]+", "…", link.removeprefix(at))] = link
    for link in links.values():
        assert (link, client.get(link).status_code < 400) == (link, True)
    page = client.get(f"{at}/sign-off").content.decode()
    assert f'href="{at}/calculations"' in page
    for hidden in ('href="/', '/data"', '/agents"', '/settings"', "/sign-off/restate"):
        assert hidden not in page.replace('href="/static/', "").replace('href="/audit/', 'href="@/'), hidden
    with tenant_scope(inventory.tenant.id):
        assert AuditorVisit.objects.filter(path="/sign-off", status=200).count() > 2
        assert {visit_row(visit)["page"] for visit in AuditorVisit.objects.all()} >= {"Sign-off", "A sampled line"}
        assert not [visit.path for visit in AuditorVisit.objects.exclude(path="/") if not visit_row(visit)["page"]]


def test_what_blocks_an_open_period_leads_nowhere_that_is_unknown_to_it(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        inventory = inventory_make(tenant_a)
    client, at = entered(inventory)
    page = client.get(f"{at}/sign-off").content.decode()
    assert "Rejected rows" in page
    for link in set(re.findall(r'href="(/audit/[^"?#]*)', page)):
        assert (link, client.get(link).status_code < 400) == (link, True)
    lost = client.get(f"{at}/nowhere").content.decode()
    assert f'href="{at}/"' in lost, "the way back is within the link"


def test_it_shows_nothing_else(inventory: Inventory) -> None:
    with tenant_scope(inventory.tenant.id):
        other = inventory_make(inventory.tenant, ("11",), name="2025 again")
        sample = sample_draw(period=other.period, method="largest", size=1, drawn_by="Auditor")
        line = SampledLine.objects.get(sample=sample)
        their = f"calc_{line.calculation_id.hex}"
    client, at = entered(inventory)
    unknown = client.get(f"{at}/nowhere")
    assert unknown.status_code == 404
    for path in (
        "/data", "/data/upload", "/agents", "/settings", "/reports", "/auditors", "/builds/new", "/admin/", "/sign-in",
        "/api/v1/periods", "/static/css/app.css", f"/calculations/{their}", f"/calculations/{their}/certificate",
        f"/reports/{other.report.id}", f"/reports/{other.report.id}/file.xlsx", f"/samples/{sample.id}",
        f"/samples/lines/{line.id}", f"/sign-off/lines/{other.period.id}.json",
    ):  # fmt: skip
        answer = client.get(at + path)
        assert (path, answer.status_code) == (path, 404)
        assert answer.content == unknown.content
    for path in ("/sign-off/submit", "/sign-off/sign", "/sign-off/restate", "/data/upload", "/runs/new", "/auditors"):
        assert (path, client.post(at + path).status_code) == (path, 404)
    ledger = client.get(f"{at}/calculations?period={other.period.id}").content.decode()
    assert their not in ledger
    with tenant_scope(inventory.tenant.id):
        used = re.search(r'"ef_cid":"(ef_[0-9a-f]+)"', Calculation.objects.get(id=line.calculation_id).recipe.document)
    assert used
    factor = client.get(f"{at}/factors/{used[1]}").content.decode()
    assert "?period=" in factor, "it tells where the figure was used"
    assert "2025 again" not in factor
    assert client.get("/").status_code == 302, "outside its own address the browser is nobody"


def test_it_draws_samples_and_leaves_findings_under_its_own_name(inventory: Inventory) -> None:
    client, at = entered(inventory)
    drawn = client.post(f"{at}/samples", {"method": "random", "size": "1", "seed": "s"})
    assert drawn["Location"].startswith(f"{at}/samples/")
    with tenant_scope(inventory.tenant.id):
        line = SampledLine.objects.get(sample__method="random")
    sent = {"conclusion": "exception", "audited": "1", "note": "Too much."}
    assert client.post(f"{at}/samples/lines/{line.id}", sent).status_code == 302
    with tenant_scope(inventory.tenant.id):
        finding = AuditFinding.objects.get()
    assert finding.raised_by == "Ms Audit (auditor link)"
    assert client.post(f"{at}/findings/{finding.id}/answer", {"text": "No."}).status_code == 404
    assert client.post(f"{at}/findings/{finding.id}/close").status_code == 302


def test_it_ends_when_it_is_revoked_or_expires(inventory: Inventory) -> None:
    client, at = entered(inventory)
    with tenant_scope(inventory.tenant.id):
        link = AuditorLink.objects.get()
        link_revoke(link=link, actor="Preparer")
    assert client.get(f"{at}/sign-off").status_code == 404
    client, at = entered(inventory)
    with tenant_scope(inventory.tenant.id):
        AuditorLink.objects.filter(revoked_at=None).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(f"{at}/sign-off").status_code == 404
    for text in ("nothing", f"{'0' * 32}_{'0' * 32}_x", link.tenant_id.hex + "_" + link.id.hex + "_wrong"):
        assert Client().get(f"/audit/{text}").status_code == 404
    with tenant_scope(inventory.tenant.id):
        assert "wrong" not in link.digest
        assert len(link.digest) == 64


def test_a_person_signed_in_beside_it_stays_so_and_apart(inventory: Inventory, tenant_b: Tenant) -> None:
    client = signed_in(tenant_b, "admin")
    link, text = link_make(inventory)
    client.post(f"/audit/{text}")
    assert "2025" in client.get(f"/audit/{link.id.hex}/sign-off").content.decode()
    home = client.get("/")
    assert home.status_code == 200
    assert "Beta" in home.content.decode()
    assert client.post(f"/audit/{link.id.hex}/audit/leave").status_code == 200
    assert client.get(f"/audit/{link.id.hex}/sign-off").status_code == 404
    assert client.get("/").status_code == 200


def test_who_asks_too_often_waits(inventory: Inventory) -> None:
    client, at = entered(inventory)
    with patch.object(auditor_door, "PAGES_A_MINUTE", 1), patch.object(auditor_door, "TRIES_A_MINUTE", 1):
        answers = [client.get(f"{at}/findings") for _ in range(3)]
        assert answers[-1].status_code == 429
        assert answers[-1]["Retry-After"]
        assert [Client().get("/audit/nothing").status_code for _ in range(3)][-1] == 429
