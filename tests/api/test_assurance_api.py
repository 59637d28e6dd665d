"""Samples, findings and links for auditors over the API."""

import csv
import io
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.inventory.inventories import Inventory, inventory_make

pytestmark = pytest.mark.django_db
DRAW = {"method": "largest", "size": 2}


@pytest.fixture
def inventory(tenant_a: Tenant) -> Iterator[Inventory]:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
    yield made


@pytest.fixture
def as_role(inventory: Inventory, api_key: Callable[..., str]) -> Callable[[str], Api]:
    return lambda role: Api(api_key(inventory.tenant, role))


def test_a_sample_is_drawn_concluded_and_summed_up(inventory: Inventory, as_role: Callable[[str], Api]) -> None:
    auditor, place = as_role("auditor"), f"/periods/{inventory.period.id}/samples"
    made = auditor.post(place, {"method": "weighted", "size": 4, "seed": "a seed"})
    assert made.status_code == 201
    sample = made.json()
    assert made["Location"] == f"/api/v1/samples/{sample['id']}"
    assert (sample["method"], sample["seed"], sample["size"], sample["lines"]) == ("weighted", "a seed", 4, 2)
    again = auditor.post(place, {"method": "weighted", "size": 4, "seed": "a seed"}).json()
    lines = auditor.get(f"/samples/{sample['id']}/lines").json()["results"]
    same = auditor.get(f"/samples/{again['id']}/lines").json()["results"]
    drawn = [(line["calculation_id"], line["hits"]) for line in lines]
    assert drawn == [(line["calculation_id"], line["hits"]) for line in same], "the same seed draws the same"
    first, second = lines
    agreed = auditor.put(f"/sampled-lines/{first['id']}", {"conclusion": "agreed"})
    assert (agreed.status_code, agreed.json()["concluded_by"]) == (200, "key test")
    exception = {"conclusion": "exception", "audited": "1000", "note": "The invoice says less."}
    assert auditor.put(f"/sampled-lines/{second['id']}", exception).json()["audited"] == "1000"
    found = auditor.get(f"/samples/{sample['id']}").json()
    assert (found["drawn"], found["concluded"], found["summary"]["tested_lines"]) == (2, 2, 2)
    assert found["summary"]["tested_percent"] == "100"
    assert found["summary"]["projected"] is not None
    (finding,) = auditor.get(f"/periods/{inventory.period.id}/findings").json()["results"]
    assert (finding["line_id"], finding["text"], finding["state"]) == (second["id"], exception["note"], "open")
    assert [each["number"] for each in auditor.get(place).json()["results"]] == [2, 1]
    rows = list(csv.reader(io.StringIO(auditor.get(f"/samples/{sample['id']}/summary.csv").content.decode())))
    assert ["misstatement found kg CO2e", found["summary"]["found"]] in rows
    assert rows[-1][4:8] == ["Exception", "1000", rows[-1][6], exception["note"]]


def test_lines_are_chosen_by_their_numbers(inventory: Inventory, as_role: Callable[[str], Api]) -> None:
    auditor, place = as_role("auditor"), f"/periods/{inventory.period.id}/samples"
    sample = auditor.post(place, {"method": "chosen", "chosen": ["2"]}).json()
    (line,) = auditor.get(f"/samples/{sample['id']}/lines").json()["results"]
    assert line["sequence"] == 2
    wrong = auditor.post(place, {"method": "chosen", "chosen": ["99"]})
    assert (wrong.status_code, wrong.json()["type"]) == (422, "urn:greenlang:problem:no-such-line")


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"method": "by-guess", "size": 2}, 400, "/method"),
        ({"method": "random", "size": 501}, 400, "/size"),
        ({"method": "random", "size": 2, "by": "me"}, 400, "/by"),
        ({"method": "random"}, 422, "/size"),
    ],
)
def test_a_wrong_sample_is_refused_with_its_place(
    inventory: Inventory, as_role: Callable[[str], Api], body: dict[str, Any], status: int, pointer: str
) -> None:
    answer = as_role("auditor").post(f"/periods/{inventory.period.id}/samples", body)
    assert answer.status_code == status
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_a_finding_is_answered_by_the_preparer_and_closed_by_the_auditor(
    inventory: Inventory, as_role: Callable[[str], Api]
) -> None:
    auditor, preparer = as_role("auditor"), as_role("analyst")
    raised = auditor.post(f"/periods/{inventory.period.id}/findings", {"text": "A site is missing."})
    assert raised.status_code == 201
    place = f"/findings/{raised.json()['id']}"
    assert auditor.post(f"{place}/answer", {"text": "No."}).status_code == 403, "who audits does not answer"
    assert preparer.post(f"{place}/close").status_code == 403, "who answers does not close"
    assert preparer.post(f"{place}/answer", {"text": " "}).json()["errors"][0]["pointer"] == "/text"
    assert preparer.post(f"{place}/answer", {"text": "It was sold in 2024."}).json()["state"] == "answered"
    assert auditor.post(f"{place}/close").json()["state"] == "closed"
    late = preparer.post(f"{place}/answer", {"text": "Again."})
    assert (late.status_code, late.json()["type"]) == (409, "urn:greenlang:problem:finding-closed")
    assert preparer.get(place).json()["answer"] == "It was sold in 2024."


def test_only_auditors_draw_and_raise(inventory: Inventory, as_role: Callable[[str], Api]) -> None:
    for role in ("analyst", "operator", "admin"):
        api, period = as_role(role), f"/periods/{inventory.period.id}"
        assert api.post(f"{period}/samples", DRAW).status_code == 403
        assert api.post(f"{period}/findings", {"text": "x"}).status_code == 403
        assert api.put(f"/sampled-lines/{uuid.uuid4()}", {"conclusion": "agreed"}).status_code == 403


def test_an_auditor_link_is_shown_once_opens_its_period_and_is_revoked(
    inventory: Inventory, as_role: Callable[[str], Api]
) -> None:
    preparer, place = as_role("analyst"), f"/periods/{inventory.period.id}/auditor-links"
    made = preparer.post(place, {"name": "Audit firm"})
    assert made.status_code == 201
    url, address = made.json()["url"], f"/auditor-links/{made.json()['id']}"
    (listed,) = preparer.get(place).json()["results"]
    assert (listed["is_open"], listed["views"], listed["seen_at"]) == (True, 0, None)
    assert url.removesuffix("/").rsplit("/", 1)[1] not in str(listed)
    browser = Client()
    way_in = url.removeprefix("http://testserver")
    assert browser.post(way_in).status_code == 302
    assert browser.get(f"/audit/{uuid.UUID(listed['id']).hex}/sign-off").status_code == 200
    (visit,) = preparer.get(f"{address}/visits").json()["results"]
    assert (visit["path"], visit["status"]) == ("/sign-off", 200)
    assert preparer.get(address).json()["views"] == 1
    assert preparer.delete(address).status_code == 204
    assert browser.get(f"/audit/{uuid.UUID(listed['id']).hex}/sign-off").status_code == 404
    assert preparer.get(address).json()["is_open"] is False
    assert as_role("auditor").get(place).status_code == 403, "as on the page"
    assert preparer.post(place, {"name": "Long", "days": 366}).json()["errors"][0]["pointer"] == "/days"


def test_another_organisations_audit_is_unknown(
    inventory: Inventory, as_role: Callable[[str], Api], tenant_b: Tenant, api_key: Callable[..., str]
) -> None:
    auditor, period = as_role("auditor"), f"/periods/{inventory.period.id}"
    sample = auditor.post(f"{period}/samples", DRAW).json()["id"]
    line = auditor.get(f"/samples/{sample}/lines").json()["results"][0]["id"]
    finding = auditor.post(f"{period}/findings", {"text": "x"}).json()["id"]
    link = as_role("admin").post(f"{period}/auditor-links", {"name": "x"}).json()["id"]
    unknown = str(uuid.uuid4())
    outsider, owner = Api(api_key(tenant_b, "auditor")), Api(api_key(tenant_b, "admin"))

    def told(answer: Any, one: str) -> tuple[int, str]:
        return answer.status_code, answer.content.decode().replace(one, "ID")

    def same(api: Api, method: str, address: str, one: str, *body: object) -> None:
        own = told(getattr(api, method)(address.format(one), *body), one)
        assert own == told(getattr(api, method)(address.format(unknown), *body), unknown), address
        assert own[0] == 404, address

    for address in ("/periods/{}/samples", "/periods/{}/findings"):
        same(outsider, "get", address, str(inventory.period.id))
    same(outsider, "post", "/periods/{}/samples", str(inventory.period.id), DRAW)
    same(outsider, "post", "/periods/{}/findings", str(inventory.period.id), {"text": "x"})
    for more in ("", "/lines", "/summary.csv"):
        same(outsider, "get", "/samples/{}" + more, sample)
    same(outsider, "get", "/sampled-lines/{}", line)
    same(outsider, "put", "/sampled-lines/{}", line, {"conclusion": "agreed"})
    same(outsider, "get", "/findings/{}", finding)
    same(outsider, "post", "/findings/{}/close", finding)
    same(owner, "post", "/findings/{}/answer", finding, {"text": "x"})
    same(owner, "get", "/periods/{}/auditor-links", str(inventory.period.id))
    for method, more in (("get", ""), ("get", "/visits"), ("delete", "")):
        same(owner, method, "/auditor-links/{}" + more, link)
