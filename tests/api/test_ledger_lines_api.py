"""The ledger as a list, its sums and files, and what stands behind a line, over the API."""

import csv
import io
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from apps.calculations.models import Calculation
from apps.calculations.tasks import verify_ledger
from apps.inventory.models import ActivityData, ReportingPeriod
from apps.inventory.services import activity_upload
from apps.inventory.services.corrections import line_reverse
from apps.inventory.services.evidence import evidence_attach
from apps.tenants.models import Tenant
from greenlang.engine.numbers import canonical_number, exact_sum
from greenlang.isolation import tenant_scope
from tests.calculations.records import append
from tests.house import Api
from tests.inventory.inventories import inventory_make, line_make, rows

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Ledger:
    """A period with two lines in January and one in February, a calculation outside of it, and a key that may look."""

    tenant: Tenant
    period: ReportingPeriod
    single: Calculation
    api: Api


@pytest.fixture
def ledger(tenant_a: Tenant, api_key: Callable[..., str]) -> Ledger:
    with tenant_scope(tenant_a.id):
        period = inventory_make(tenant_a).period
        february = activity_upload(period=period, filename="more.csv", data=rows("80", month=2), uploaded_by="test")
        line_make(ActivityData.objects.get(upload=february))
        single = append("7", period_id=None, activity_id=None)
    return Ledger(tenant_a, period, single, Api(api_key(tenant_a, "auditor")))


def results(ledger: Ledger, query: str) -> list[dict[str, Any]]:
    """Every page of a list."""
    found, more = [], ""
    while True:
        page = ledger.api.get(f"/ledger/lines?{query}{more}").json()
        found += page["results"]
        if not page["next"]:
            return found
        more = f"&cursor={page['next']}"


def test_lines_are_narrowed_sorted_and_paged(ledger: Ledger) -> None:
    period = f"period_id={ledger.period.id}"
    lines = results(ledger, f"{period}&limit=1")
    assert [line["sequence"] for line in lines] == sorted((line["sequence"] for line in lines), reverse=True)
    assert len(lines) == len({line["calculation_id"] for line in lines}) == 3
    sizes = [Decimal(line["co2e"]) for line in results(ledger, f"{period}&sort=co2e&limit=2")]
    assert sizes == sorted(sizes)
    north = results(ledger, f"{period}&search=north")
    assert {line["site"] for line in north} == {"North"}
    assert results(ledger, f"{period}&site_id={north[0]['site_id']}") == north
    assert {line["month"] for line in results(ledger, f"{period}&month=2025-02")} == {"2025-02"}
    assert results(ledger, f"{period}&scope=3") == []
    assert {line["activity"] for line in results(ledger, "activity=natural-gas&state=single")} == {"natural-gas"}
    assert results(ledger, f"period_id={uuid.uuid4()}") == []


def test_sums_and_files_say_what_the_list_says(ledger: Ledger) -> None:
    api, query = ledger.api, f"period_id={ledger.period.id}&state=counts"
    lines = results(ledger, query)
    total = exact_sum(Decimal(line["co2e"]) for line in lines)
    found = api.get(f"/ledger/lines/total?{query}").json()
    assert (found["lines"], found["co2e"], found["is_all"]) == (len(lines), canonical_number(total), True)
    figures = api.get(f"/periods/{ledger.period.id}/figures").json()
    assert figures["total"]["co2e"] == found["co2e"], "as the dashboard says"
    file = api.get(f"/ledger/lines.csv?{query}")
    kept = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))
    assert [row["Calculation"] for row in kept] == [line["calculation_id"] for line in lines]
    assert exact_sum(Decimal(row["CO2e"]) for row in kept) == total
    book = load_workbook(io.BytesIO(api.get(f"/ledger/lines.xlsx?{query}").content))
    assert [row[1] for row in list(book["Lines"].values)[1:]] == [line["calculation_id"] for line in lines]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("scope=4", "/scope"),
        ("method=both", "/method"),
        ("state=open", "/state"),
        ("sort=site", "/sort"),
        ("month=2025-13", "/month"),
        ("month=2025", "/month"),
        ("period_id=last", "/period_id"),
        ("cursor=x", "/cursor"),
    ],
)
def test_a_wrong_filter_is_refused_with_its_place(ledger: Ledger, query: str, pointer: str) -> None:
    answer = ledger.api.get(f"/ledger/lines?{query}")
    assert (answer.status_code, answer.json()["where"]) == (422, pointer)


def test_what_stands_behind_a_line_is_told(ledger: Ledger) -> None:
    api = ledger.api
    with tenant_scope(ledger.tenant.id):
        activity = ActivityData.objects.select_related("upload").get(quantity="50")
        evidence_attach(
            upload=activity.upload,
            activity_ids=[activity.id],
            filename="invoice.pdf",
            content=b"%PDF-1.4",
            added_by="test",
        )
        row = Calculation.objects.get(activity_id=activity.id)
    behind = api.get(f"/calculations/{row}/behind").json()
    assert (behind["row"]["file"], behind["row"]["quantity"], behind["row"]["site"]) == ("gas.csv", "50", "North")
    assert [each["filename"] for each in behind["evidence"]] == ["invoice.pdf"]
    assert (behind["standing"]["state"], behind["standing"]["counts"], behind["reversed_by"]) == ("counts", None, None)
    assert behind["decision"] is None, "the row said so itself"
    assert behind["passed_over"]["activity"] == "natural-gas"
    assert all(each["why"] for each in behind["passed_over"]["factors"])
    with tenant_scope(ledger.tenant.id):
        reversal = line_reverse(calculation=row, reason="A typing error.", actor="test")
    behind = api.get(f"/calculations/{row}/behind").json()
    assert (behind["standing"]["state"], behind["reversed_by"]["reason"]) == ("reversed", "A typing error.")
    other = api.get(f"/calculations/{reversal}/behind").json()
    assert (other["reverses"]["calculation_id"], other["reverses"]["reason"]) == (str(row), "A typing error.")
    single = api.get(f"/calculations/{ledger.single}/behind").json()
    assert (single["row"], single["standing"]["state"]) == (None, "single")


def test_a_line_and_the_ledger_are_verified(ledger: Ledger) -> None:
    api = ledger.api
    verdict = api.get(f"/calculations/{ledger.single}/verification").json()
    assert verdict["holds"] is True
    assert next(check["label"] for check in verdict["checks"] if check["ok"]) == "All columns give the record hash"
    asked = api.post("/ledger/verifications")
    assert asked.status_code == 202
    verify_ledger(str(ledger.tenant.id), asked.json()["id"])
    newest = api.get("/ledger/verifications?limit=1").json()["results"][0]
    assert (newest["holds"], newest["bad_sequence"]) == (True, None)


def test_another_organisations_lines_are_unknown(ledger: Ledger, tenant_b: Tenant, api_key: Callable[..., str]) -> None:
    outsider, unknown = Api(api_key(tenant_b, "admin")), f"calc_{uuid.uuid4().hex}"
    own = str(ledger.single)
    for more in ("behind", "verification"):
        answers = [outsider.get(f"/calculations/{one}/{more}") for one in (own, unknown)]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content.replace(own.encode(), b"ID") == answers[1].content.replace(unknown.encode(), b"ID")
    assert outsider.get(f"/ledger/lines?period_id={ledger.period.id}").json()["results"] == []
    assert outsider.get("/ledger/lines/total").json()["lines"] == 0
    assert outsider.get("/ledger/verifications").json()["results"] == []
