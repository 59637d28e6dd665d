"""The factor library: facets with counts, one figure with its other editions, two editions side by side, files."""

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.calculations.models import EmissionFactor
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.calculations.records import append
from tests.portal.people import signed_in
from tests.portal.rows import period_make

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(tenant_a: Tenant) -> Client:
    return signed_in(tenant_a, "auditor")


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_word_of_trade_finds_the_publishers_word(client: Client) -> None:
    found = client.get("/factors?q=gasoline+uk").context["factors"]
    assert found
    assert all("petrol" in row["activity"].lower() for row in found)


def test_each_facet_says_what_choosing_it_would_leave(client: Client) -> None:
    context = client.get("/factors?category=residual-mix&edition=aib-2025").context
    choices = {one["name"]: {each["value"]: each["label"] for each in one["choices"]} for one in context["filters"]}
    assert choices["edition"] == {
        "aib-2024": "AIB, 2024, version 1 (27)",
        "aib-2025": "AIB, 2025, version 1.0 (27)",
        "green-e-2025": "Green-e, 2025 (27)",
        "nga-2025": "NGA, 2025 (1)",
        "nga-2026": "NGA, 2026 (1)",
    }
    assert choices["region"]["FR"] == "France (1)"
    assert context["pages"]["total"] == "27"
    assert {chip["label"]: chip["value"] for chip in context["chips"]}["Edition"] == "AIB, 2025, version 1.0"


def test_a_list_takes_the_same_few_queries_whatever_it_finds(client: Client) -> None:
    client.get("/factors")
    asked = ("/factors", "/factors?q=gas&category=stationary-combustion&sort=-value", "/factors?q=unobtainium")
    for address in asked:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) <= 26, address


def test_the_file_holds_what_is_found_and_withholds_what_may_not_be_passed_on(client: Client) -> None:
    answer = client.get("/factors?q=france&category=residual-mix&format=csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="factors-')
    rows = lines(answer.content)
    assert {row["edition"] for row in rows} == {"aib-2024", "aib-2025"}
    assert {row["value"] for row in rows} == {""}
    assert all("not established" in row["note"] for row in rows)
    open_ = lines(client.get("/factors?q=natural+gas&edition=epa-hub-2025&gas=CO2&format=csv").content)
    assert "53.06" in {row["value"] for row in open_}


def test_a_figure_stands_with_its_gases_and_its_other_editions(client: Client) -> None:
    found = EmissionFactor.objects.get(edition__slug="aib-2025", region="DE")
    context = client.get(f"/factors/{found.ef_cid}").context
    assert context["factor"]["value"] == "701.47"
    [other] = context["history"]
    assert (other["edition"], other["year"]) == ("2024, version 1", 2025)
    assert other["change"].endswith(" %")
    assert "AIB, European Residual Mixes 2025" in context["factor"]["citation"]
    gas = EmissionFactor.objects.get(ef_cid="ef_39e250819f807d9e")
    context = client.get(f"/factors/{gas.ef_cid}").context
    assert {"CH4", "N2O"} <= {row["gas"] for row in context["gases"]}


def test_a_figure_says_where_the_ledger_used_it(tenant_a: Tenant, client: Client) -> None:
    period = period_make(tenant_a)
    with tenant_scope(tenant_a.id):
        rows = [append("50", period_id=period.id) for _ in range(2)]
    [use] = client.get("/factors/ef_39e250819f807d9e").context["uses"]
    assert (use["period"], use["lines"]) == ("2025", "2")
    assert Decimal(use["exact"]) == sum(row.co2e for row in rows)


def test_an_unknown_figure_is_not_found(client: Client) -> None:
    assert client.get("/factors/ef_0000000000000000").status_code == 404


def test_two_editions_stand_side_by_side(client: Client) -> None:
    context = client.get("/factors/editions?from=aib-2024&to=aib-2025").context
    assert {each["slug"] for each in context["before"] if each["selected"]} == {"aib-2024"}
    numbers = {name: int(text) for name, text in context["counts"].items()}
    assert numbers["changed"] + numbers["same"] + numbers["removed"] == 27
    assert numbers["changed"] + numbers["same"] + numbers["added"] == 27
    added = client.get("/factors/editions?from=desnz-2025&to=desnz-2026&change=added&q=cars").context
    assert {row["change"] for row in added["rows"]} <= {"added"}
    rows = lines(client.get("/factors/editions?from=desnz-2025&to=desnz-2026&change=removed&format=csv").content)
    assert {row["change"] for row in rows} == {"removed"}
    assert all(row["before"] and not row["after"] for row in rows)


def test_of_editions_that_may_not_be_passed_on_the_file_says_so(client: Client) -> None:
    rows = lines(client.get("/factors/editions?from=aib-2024&to=aib-2025&format=csv").content)
    assert {row["after"] for row in rows} == {"licence not established"}


def test_the_usual_comparison_is_of_the_latest_publication_with_an_earlier_edition(client: Client) -> None:
    context = client.get("/factors/editions").context
    chosen = [each["slug"] for name in ("before", "after") for each in context[name] if each["selected"]]
    assert chosen == ["desnz-2025", "desnz-2026"]
