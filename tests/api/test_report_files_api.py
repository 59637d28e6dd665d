"""A report's files over the API and on its page: written, examined, downloaded; and why one is not there."""

import hashlib
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import escape

from apps.jobs.models import Job, JobState
from apps.reports.models import InventoryReport
from apps.reports.selectors import draft_id
from apps.reports.services import report_freeze, report_write
from apps.reports.xbrl.oim import read_oim
from apps.tenants.models import Role, Tenant, User
from apps.tenants.services import api_key_issue, member_add
from greenlang.isolation import tenant_scope
from tests.house import PASSWORD, Api
from tests.inventory.inventories import Inventory, inventory_make

pytestmark = pytest.mark.django_db
LEI = "5493001KJTIIGC8Y1R12"


@pytest.fixture
def inventory(tenant_a: Tenant) -> Iterator[Inventory]:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
    yield made


@pytest.fixture
def api(inventory: Inventory) -> Api:
    return Api(api_key_issue(tenant=inventory.tenant, name="reader", role=Role.ANALYST))


@pytest.fixture
def browser(inventory: Inventory) -> Client:
    person = User.objects.create_user("reader@alpha.example", PASSWORD)
    member_add(tenant=inventory.tenant, user=person, role=Role.ANALYST)
    client = Client()
    client.force_login(person)
    return client


def test_xbrl_is_written_examined_shown_and_downloaded(inventory: Inventory, api: Api, browser: Client) -> None:
    with tenant_scope(inventory.tenant.id):
        inventory.period.entity.lei = LEI
        report = report_freeze(period=inventory.period, prepared_by="tests")
        report_write(report)
    files = {each["extension"]: each for each in api.get(f"/reports/{report.id}/files").json()["files"]}
    checks = files["esrs.xbri"]["checks"]
    assert (checks["outcome"], checks["conformant"]) == ("structure checked", None), "nobody has held it to more"
    assert (checks["official"], checks["findings"]) == (False, [])
    for name, each in files.items():
        if each["sha256"]:
            got = api.get(f"/reports/{report.id}/file.{name}")
            assert (got.status_code, hashlib.sha256(got.content).hexdigest()) == (200, each["sha256"])
            assert got["Content-Type"] == each["media_type"]
    machine = api.get(f"/reports/{report.id}/file.esrs.xbrl.json").content
    assert len(read_oim(machine)) == checks["facts"]["report.json"] == checks["facts"]["report.xbri"]
    refused = files["ifrs-s2.xbri"]
    assert (refused["is_there"], refused["checks"]) == (False, None)
    assert "GREENLANG_TAXONOMY_PACKAGES" in refused["problem"]["mend"]
    page = browser.get(f"/reports/{report.id}").content.decode()
    assert (page.count(">Structure checked<"), page.count(">Conforms<"), page.count("Not there")) == (4, 0, 2)
    _says_conforms_where_the_published_taxonomy_did(report, api, browser)
    assert escape("A small taxonomy of GreenLang's own") in page
    assert f"/reports/{report.id}/file.vsme.xbrl.json" in page
    _shows_findings(report, browser)


def _says_conforms_where_the_published_taxonomy_did(report: InventoryReport, api: Api, browser: Client) -> None:
    with tenant_scope(report.tenant_id):
        file = report.files.get(extension="esrs.xbri")
        file.checks = {**(file.checks or {}), "official": True}
        file.save()
    told = {each["extension"]: each["checks"] for each in api.get(f"/reports/{report.id}/files").json()["files"]}
    assert (told["esrs.xbri"]["outcome"], told["esrs.xbri"]["conformant"]) == ("conforms", True)
    assert browser.get(f"/reports/{report.id}").content.decode().count(">Conforms<") == 1


def _shows_findings(report: InventoryReport, browser: Client) -> None:
    finding = {"pointer": "scope-1", "detail": "Unit <b>disallowed</b>", "code": "utre:error"}
    with tenant_scope(report.tenant_id):
        file = report.files.get(extension="vsme.xbri")
        file.content, file.checks = None, None
        file.problem = {"message": "It does not conform.", "mend": "", "errors": [finding]}
        file.save()
    page = browser.get(f"/reports/{report.id}").content.decode()
    assert "Unit &lt;b&gt;disallowed&lt;/b&gt; (utre:error, at scope-1)" in page


def test_without_an_identifier_the_reason_stands_there_with_the_mend(
    inventory: Inventory, api: Api, browser: Client
) -> None:
    with tenant_scope(inventory.tenant.id):
        report_write(inventory.report)
    place = f"/reports/{inventory.report.id}"
    files = {each["extension"]: each for each in api.get(f"{place}/files").json()["files"]}
    assert files["esrs.xbri"]["problem"]["where"] == "organisation.lei"
    assert "under Settings, Organisation" in files["esrs.xbri"]["problem"]["mend"]
    assert "Enter it at the entity, under Settings, Organisation" in browser.get(place).content.decode()
    answer = api.get(f"{place}/file.vsme.xbri")
    assert (answer.status_code, "Retry-After" in answer) == (409, False), "waiting brings none"
    assert "Legal Entity Identifier" in answer.json()["detail"]
    assert "under Settings, Organisation" in answer.json()["mend"]


def test_while_a_file_is_written_one_is_told_to_wait_and_else_what_to_do(inventory: Inventory, api: Api) -> None:
    with tenant_scope(inventory.tenant.id):
        job = Job.objects.create(kind="report", state=JobState.FAILED)
        report = report_freeze(period=inventory.period, report_id=draft_id(job.id))
    place, waits = f"/reports/{report.id}", "urn:greenlang:problem:being-written"
    answer = api.get(f"{place}/file.pdf")
    assert (answer.status_code, "Retry-After" in answer) == (409, False)
    assert answer.json()["mend"] == "Prepare a report of the period anew."
    with tenant_scope(inventory.tenant.id):
        Job.objects.update(state=JobState.RUNNING)
    answer = api.get(f"{place}/file.pdf")
    assert (answer.status_code, answer["Retry-After"], answer.json()["type"]) == (503, "5", waits)
