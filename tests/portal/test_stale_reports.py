"""A report that is stale says so wherever it is shown, and each door gives the same answer."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.inventory.models import ActivityData, FactorMapping, MappingGroup, RejectedRow
from apps.inventory.services import activity_upload
from apps.inventory.services.settling import rejected_settle
from apps.reports.disclosing.services import disclosures_put
from apps.reports.models import InventoryReport
from apps.reports.services import report_freeze
from apps.reports.staleness import Reason, stale_reasons
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.house import Api
from tests.inventory.inventories import Inventory, inventory_make, line_make, rows
from tests.portal.people import signed_in

pytestmark = pytest.mark.django_db


def decided(made: Inventory) -> None:
    group = MappingGroup.objects.filter(period=made.period).first() or MappingGroup.objects.create(
        period=made.period,
        key="a" * 64,
        words="gas",
        text="Gas",
        dimension="energy",
        rows=1,
        start=made.period.start,
        end=made.period.end,
        seen_at=made.report.prepared_at,
        state="mapped",
    )
    FactorMapping.objects.create(group=group, how="chosen", rows=1, decided_by="test")


def settled(made: Inventory) -> None:
    rejected = RejectedRow.objects.get(upload__period=made.period, settled_at=None)
    rejected_settle(
        upload=rejected.upload, row_ids=[rejected.id], reason="An invoice that is in already.", actor="test"
    )


MOVES: dict[Reason, Callable[[Inventory], object]] = {
    Reason.CALCULATED: lambda made: line_make(ActivityData.objects.filter(period=made.period).order_by("row")[0]),
    Reason.DATA: lambda made: activity_upload(
        period=made.period, filename="more.csv", data=rows("90", month=2), uploaded_by="test"
    ),
    Reason.DISCLOSURES: lambda made: disclosures_put(period=made.period, said={"contact": "Ana"}, actor="test"),
    Reason.MAPPING: decided,
    Reason.GROUNDS: settled,
}


def doors(made: Inventory, client: Client, api: Api) -> dict[str, bool]:
    """What each door says of the latest report."""
    latest = str(InventoryReport.objects.latest("prepared_at").id)
    listed = client.get("/reports")
    home = {each["title"]: each for each in client.get("/").context["steps"]}["Prepare a report"]
    return {
        "list": next(row["seal"] for row in listed.context["reports"] if str(row["report_id"]) == latest) == "stale",
        "page": bool(client.get(f"/reports/{latest}").context["report"]["stale_reason"]),
        "checklist": bool(client.get("/checklist").context["report"]["stale_reason"]),
        "home": home["detail"] == "the last one is stale",
        "sign-off": client.get("/sign-off").context["subject"]["seal"] == "stale",
        "API": api.get("/reports?limit=1").json()["results"][0]["stale"],
        "API's sign-off": api.get(f"/periods/{made.period.id}/sign-off").json()["subject"]["stale"],
    }


def test_every_door_says_of_a_report_what_every_other_says(tenant_a: Tenant, api_key: Callable[..., str]) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        decided(made)
    client, api = signed_in(tenant_a, "admin"), Api(api_key(tenant_a, "admin"))
    for reason, move in MOVES.items():
        with tenant_scope(tenant_a.id):
            report = report_freeze(period=made.period)
            fresh = doors(made, client, api) if reason == Reason.CALCULATED else {}
            assert set(fresh.values()) <= {False}, fresh
            move(made)
            assert stale_reasons([report]) == {report.id: (reason,)}
            told = doors(made, client, api)
            assert set(told.values()) == {True}, (reason, told)


def test_whether_reports_are_stale_is_asked_once_for_all_of_a_company(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        made = inventory_make(tenant_a)
        reports = [made.report, *(report_freeze(period=made.period) for _ in range(3))]
        counts = []
        for asked in (reports[:1], reports):
            with CaptureQueriesContext(connection) as queries:
                assert not any(stale_reasons(asked).values())
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 10
        assert stale_reasons([]) == {}
