"""Lists of the API ask the database as often however many rows they have."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.inventory.auditing.links import link_issue
from apps.inventory.auditing.services import finding_raise, sample_draw
from apps.inventory.models import AuditSample, ReportingPeriod
from apps.inventory.services.instruments import instrument_save
from apps.tenants.invitations import invitation_make
from apps.tenants.models import Role, Tenant
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.inventory.inventories import inventory_make
from tests.inventory.test_scope2_board import CERTIFICATE

pytestmark = pytest.mark.django_db


def queries(api: Api, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert api.get(path).status_code == 200, path
    return len(found)


def rows_make(period: ReportingPeriod, number: int) -> None:
    """One more of everything."""
    finding_raise(period=period, text=f"Finding {number}.", actor="Auditor")
    sample_draw(period=period, method="random", size=2, drawn_by="Auditor")
    link_issue(period=period, name=f"Link {number}", days=1, created_by="Preparer")
    texts = CERTIFICATE | {"name": f"GO {number}", "serial_first": "", "serial_last": ""}
    instrument_save(texts=texts, entered_by="Preparer")
    invitation_make(email=f"{number}@example.org", role=Role.ANALYST, invited_by="Admin")


def test_lists_take_the_same_queries_with_one_row_and_with_many(tenant_a: Tenant, api_key: Callable[..., str]) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a).period
        rows_make(made, 0)
        sample = AuditSample.objects.get()
    admin, period = Api(api_key(tenant_a, "admin")), f"/periods/{made.id}"
    lists = [
        "/members", "/invitations", "/audit", "/ledger/lines", f"{period}/samples", f"/samples/{sample.id}/lines",
        f"{period}/findings", f"{period}/auditor-links", "/scope2/instruments",
    ]  # fmt: skip
    admin.get("/organisation")  # the first request of a process asks for quotas too
    before = {path: queries(admin, f"{path}?limit=1") for path in lists}
    with tenant_scope(tenant_a.id):
        for number in range(1, 4):
            rows_make(made, number)
    assert {path: queries(admin, f"{path}?limit=50") for path in lists} == before
