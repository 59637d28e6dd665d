"""Reports over the API: a page at a time, their datapoints, and nothing sent again to who has it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from apps.inventory.models import Site
from apps.reports.datapoints import datapoints_of
from apps.reports.models import InventoryReport
from apps.reports.services import report_freeze
from apps.tenants.models import ApiKey, Role, Tenant
from greenlang.isolation import tenant_scope
from tests.inventory.inventories import inventory_make

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Frozen:
    """Two reports of a period, the older first, and keys of its tenant and of another."""

    tenant: Tenant
    reports: tuple[InventoryReport, ...]
    key: str
    outsider: str

    def get(self, path: str, key: str = "", **headers: str) -> Any:
        headers["authorization"] = f"Bearer {key or self.key}"
        return Client().get(f"/api/v1/reports{path}", headers=headers)


@pytest.fixture
def frozen(tenant_a: Tenant, tenant_b: Tenant) -> Iterator[Frozen]:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        later = report_freeze(period=made.period)
        _, key = ApiKey.issue(name="robot", role=Role.AUDITOR, created_by="test")
    with tenant_scope(tenant_b.id):
        _, outsider = ApiKey.issue(name="robot", role=Role.ADMIN, created_by="test")
    yield Frozen(tenant_a, (made.report, later), key, outsider)


def test_reports_come_a_page_at_a_time_newest_first(frozen: Frozen) -> None:
    older, newer = (str(report.id) for report in frozen.reports)
    first = frozen.get("?limit=1").json()
    assert [each["id"] for each in first["results"]] == [newer]
    rest = frozen.get(f"?limit=1&cursor={first['next']}").json()
    assert ([each["id"] for each in rest["results"]], rest["next"]) == ([older], None)
    (row,) = rest["results"]
    assert (row["stale"], row["status"], row["totals"]) == (False, "draft", frozen.reports[0].snapshot["totals"])
    period = frozen.reports[0].period_id
    assert len(frozen.get(f"?period_id={period}").json()["results"]) == 2
    assert frozen.get(f"?period_id={uuid.uuid4()}").status_code == 404
    assert frozen.get("?period_id=soon").status_code == 422
    assert frozen.get("", frozen.outsider).json() == {"results": [], "next": None}


def test_a_report_says_that_it_is_stale_when_its_sites_moved(frozen: Frozen) -> None:
    with tenant_scope(frozen.tenant.id):
        Site.objects.update(country="FR")
    assert [each["stale"] for each in frozen.get("").json()["results"]] == [True, True]


def test_datapoints_are_exact_and_as_every_format_states_them(frozen: Frozen) -> None:
    report = frozen.reports[0]
    answer = frozen.get(f"/{report.id}/datapoints").json()
    points = datapoints_of(report.snapshot)
    assert answer["snapshot_hash"] == report.snapshot_hash
    assert [each["id"] for each in answer["datapoints"]] == list(points)
    for each in answer["datapoints"]:
        assert (each["value"], each["unit"]) == (points[each["id"]].value, points[each["id"]].unit)
        assert Decimal(each["stated"]) == points[each["id"]].stated


@pytest.mark.parametrize("path", ["", "/datapoints"])
def test_what_is_frozen_is_not_sent_twice_and_not_to_another_tenant(frozen: Frozen, path: str) -> None:
    address = f"/{frozen.reports[0].id}{path}"
    answer = frozen.get(address)
    assert answer.status_code == 200
    again = frozen.get(address, **{"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    unknown = frozen.get(f"/{uuid.uuid4()}{path}")
    others = frozen.get(address, frozen.outsider, **{"if-none-match": answer["ETag"]})
    assert (others.status_code, others.json()["detail"]) == (404, unknown.json()["detail"])
