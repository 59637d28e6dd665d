"""The dashboard: exact figures from every side, each of which leads to the lines it is made of."""

import json
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.tenants.models import Tenant
from greenlang.engine.numbers import exact_sum
from greenlang.isolation import tenant_scope
from tests.inventory.test_period_figures import Company
from tests.portal.people import signed_in
from tests.portal.rows import World, period_make

pytestmark = pytest.mark.django_db
TOTAL = "2836.95919677277407111228465652572"


def test_every_side_adds_up_to_the_total(world: World) -> None:
    context = signed_in(world.tenant, "auditor").get("/calculations/dashboard").context
    assert context["total"]["exact"] == TOTAL
    for rows in (context["categories"]["rows"], context["sites"]["rows"], context["entities"], context["countries"]):
        assert exact_sum(Decimal(row["exact"]) for row in rows) == Decimal(TOTAL)
    months = context["months"]["rows"]
    assert exact_sum(Decimal(month["total"]["exact"]) for month in months) == Decimal(TOTAL)
    assert [month["name"] for month in months] == ["January 2025", "February 2025"]
    gases = [row for row in context["gases"]["rows"] if row["counted"]]
    assert exact_sum(Decimal(row["exact"]) for row in gases) == Decimal(TOTAL)
    assert [row["name"] for row in context["categories"]["rows"]] == ["Stationary combustion"]


def test_every_number_leads_to_the_lines_it_is_made_of(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    context = client.get("/calculations/dashboard").context
    rows = [row for name in ("categories", "sites") for row in context[name]["rows"]]
    rows += [
        *context["entities"],
        *context["countries"],
        context["total"],
        *(m["total"] for m in context["months"]["rows"]),
    ]
    assert len(rows) == 8
    for row in rows:
        totals = client.get(row["url"]).context["totals"]
        assert (row["url"], totals["co2e_exact"]) == (row["url"], row["exact"])
    gas = context["gases"]["rows"][0]
    assert client.get(gas["url"]).context["totals"]["lines"] == "2"
    assert client.get("/calculations?gas=SF6").context["totals"]["lines"] == "0"


def test_the_charts_say_what_their_tables_say(world: World) -> None:
    page = signed_in(world.tenant, "auditor").get("/calculations/dashboard")
    charts = [
        json.loads(found.replace("&quot;", '"')) for found in re.findall(r'data-chart="([^"]*)"', page.content.decode())
    ]
    assert [chart["kind"] for chart in charts] == ["stack", "bars", "bars", "bars"]
    sites = charts[3]["rows"]
    assert [row["value"] for row in sites] == [row["exact"] for row in page.context["sites"]["rows"]]
    assert {chart["unit"] for chart in charts} == {"kg CO2e"}


def test_scope_2_is_shown_by_the_method_of_the_frame(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    scopes = {basis: [row["scope"] for row in client.get(f"/calculations/dashboard?basis={basis}").context["scopes"]]
              for basis in ("location", "market")}  # fmt: skip
    assert scopes == {"location": ["1", "2-location", "3"], "market": ["1", "2-market", "3"]}


def test_bought_energy_without_figures_by_a_method_has_no_total_by_it(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        company = Company()
        for year in company.years:
            company.fill(year, ["Alpha"], gwp="AR5", edition="epa-hub-2025")
    client = signed_in(tenant_a, "auditor")
    asked = f"?period={company.years[1].id}&basis=market"
    for address in ("/calculations/dashboard", "/"):
        page = client.get(f"{address}{asked}")
        assert "no total by it" in page.context["total"]["missing"]
        assert [(row["scope"], row["lines"]) for row in page.context["scopes"]][1:3] == [
            ("2-location", "4"), ("2-market", "0"),
        ]  # fmt: skip
        assert page.content.decode().count("not reported") == 2
        assert "Not reported" in page.content.decode()
    change = client.get(f"/calculations/change{asked}")
    assert "no total of 2024 by the market-based method" in change.content.decode()
    for method, there in (("location", True), ("market", False)):
        context = client.get(f"/calculations/dashboard?period={company.years[1].id}&basis={method}").context
        assert ("exact" in context["total"]) == there


def test_a_change_is_told_against_an_earlier_period(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    assert "Nothing to compare with" in client.get("/calculations/change").content.decode()
    period_make(world.tenant, "2024")
    context = client.get(f"/calculations/change?period={world.upload.period_id}").context
    steps = context["steps"]
    assert [step["name"] for step in steps] == [
        "2024", "Activity", "Factors", "Warming potentials", "Methods", "Structure", "2025",
    ]  # fmt: skip
    assert steps[-1]["exact"] == TOTAL
    assert exact_sum(Decimal(step["exact"]) for step in steps[:-1]) == Decimal(TOTAL)
    assert client.get(context["sources"][0]["after"]["url"]).context["totals"]["co2e_exact"] == TOTAL


QUERIES = {
    "/calculations/dashboard": 35,
    "/calculations/change": 33,
    "/calculations": 41,
    "/calculations?lines=counts": 41,
}
"""Once the sums are remembered; none of them grows with the lines."""


def test_a_page_of_figures_takes_few_queries(world: World) -> None:
    period_make(world.tenant, "2024")
    client = signed_in(world.tenant, "auditor")
    for address, most in QUERIES.items():
        sign = "&" if "?" in address else "?"
        client.get(f"{address}{sign}period={world.upload.period_id}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{address}{sign}period={world.upload.period_id}")
        assert len(queries) == most, address


def test_an_empty_period_says_what_to_do(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    for address in ("/calculations/dashboard", "/calculations/change", "/calculations"):
        assert client.get(address).status_code == 200
    assert "Nothing calculated in this period yet" in client.get("/calculations/dashboard").content.decode()
    with tenant_scope(tenant_a.id):
        period_make(tenant_a)
    assert client.get("/calculations/dashboard").status_code == 200
