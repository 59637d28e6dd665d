"""The factor library over the API: where a factor was used, what belongs to it, editions side by side, files."""

import csv
import io
import uuid
from typing import Any

import pytest

from apps.calculations.models import EmissionFactor, FactorEdition
from greenlang.isolation import tenant_scope
from tests.calculations.catalogue.private_samples import OWN_GAS
from tests.house import House

pytestmark = pytest.mark.django_db


def rows_of(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def used(house: House) -> str:
    """The factor of the house's calculation of natural gas."""
    record = house.api("auditor@alpha").get(f"/calculations/calc_{house.calculation.id.hex}").json()
    return str(record["gases"][0]["ef_cid"])


def test_where_a_factor_was_used_is_ones_own_affair(house: House) -> None:
    ef_cid = used(house)
    found = house.api("auditor@alpha").get(f"/factors/{ef_cid}/uses").json()["results"]
    assert {(use["period_id"], use["agent_id"]) for use in found} == {(str(house.period.id), "stationary-combustion")}
    assert sum(use["lines"] for use in found) >= 1
    assert all("e" not in use["co2e"].lower() for use in found)
    assert house.api("admin@beta").get(f"/factors/{ef_cid}/uses").json() == {"results": [], "next": None}
    assert house.api("admin@beta").get("/factors/ef_0000000000000000/uses").status_code == 404


def test_what_belongs_to_a_factor(house: House) -> None:
    ef_cid = used(house)
    with tenant_scope(house.alpha.id):
        gas = EmissionFactor.objects.get(ef_cid=ef_cid).gas
    found = house.api("auditor@alpha").get(f"/factors/{ef_cid}/related").json()
    assert gas not in {each["gas"] for each in found["gases"]}
    assert {"CH4", "N2O"} <= {each["gas"] for each in found["gases"]} | {gas}
    assert house.api("auditor@alpha").get("/factors/nothing/related").status_code == 404


def test_the_library_is_a_file_with_what_may_be_passed_on(house: House) -> None:
    rows = rows_of(house.api("auditor@alpha").get("/factors.csv?q=natural+gas&gas=CO2"))
    assert rows
    assert {row["gas"] for row in rows} == {"CO2"}
    withheld = [row for row in rows if row["note"]]
    assert all(row["value"] == "" for row in withheld)
    assert all(row["value"] for row in rows if not row["note"])


def pair() -> tuple[str, str]:
    """Two editions of one publication."""
    editions = FactorEdition.objects.exportable().order_by("publisher", "title", "publication_year")
    known: dict[tuple[str, str], str] = {}
    for edition in editions:
        if before := known.get((edition.publisher, edition.title)):
            return before, edition.slug
        known[edition.publisher, edition.title] = edition.slug
    raise AssertionError("no publication has two editions")


def test_two_editions_are_compared_page_by_page_and_as_a_file(house: House) -> None:
    before, after = pair()
    api, asked = house.api("auditor@alpha"), f"from={before}&to={after}"
    first = api.get(f"/editions/comparison?{asked}&limit=3").json()
    assert (len(first["results"]), first["next"]) == (3, "3")
    second = api.get(f"/editions/comparison?{asked}&limit=3&cursor=3").json()
    lines = rows_of(api.get(f"/editions/comparison.csv?{asked}"))
    assert lines[:6] == first["results"] + second["results"]
    assert len(lines) == sum(first["counts"].values())
    changed = api.get(f"/editions/comparison?{asked}&change=changed&limit=500").json()["results"]
    assert {row["change"] for row in changed} <= {"changed"}
    assert len(changed) == min(500, first["counts"]["changed"])
    category = first["results"][0]["category"]
    narrowed = rows_of(api.get(f"/editions/comparison.csv?{asked}&category={category}"))
    assert {row["category"] for row in narrowed} == {category}


@pytest.mark.parametrize(
    ("query", "status", "name"),
    [
        ("from=nothing&to=nothing", 404, "from"),
        ("", 404, "from"),
        ("from=A&to=B&change=odd", 422, "change"),
        ("from=A&to=B&cursor=x", 422, "cursor"),
        ("from=A&to=B&limit=0", 422, "limit"),
    ],
)
def test_what_is_wrong_is_pointed_at(house: House, query: str, status: int, name: str) -> None:
    before, after = pair()
    asked = query.replace("=A", f"={before}").replace("=B", f"={after}")
    refused = house.api("auditor@alpha").get(f"/editions/comparison?{asked}")
    assert (refused.status_code, refused.json()["errors"][0]["parameter"]) == (status, name)


def test_one_takes_ones_own_proposal_back(house: House) -> None:
    analyst = house.api("analyst@alpha")
    evidence = analyst.post("/private-factors/evidence?filename=statement.pdf", b"%PDF", "application/pdf").json()
    made = analyst.post(
        "/private-factors",
        {
            **OWN_GAS,
            "source": "Supplier",
            "citation": "Statement of 2025",
            "evidence_sha256": evidence["sha256"],
        },
    )
    assert made.status_code == 201, made.content
    path = f"/private-factors/{made.json()['id']}/withdraw"
    assert analyst.post(path, {}).json()["errors"][0]["pointer"] == "/reason"
    assert house.api("admin@alpha").post(path, {"reason": "Not mine."}).status_code == 403
    assert house.api("auditor@alpha").post(path, {"reason": "x"}).status_code == 403
    unknown = house.api("admin@beta").post(f"/private-factors/{uuid.uuid4()}/withdraw", {"reason": "x"})
    assert (unknown.status_code, house.api("admin@beta").post(path, {"reason": "x"}).content) == (404, unknown.content)
    assert analyst.post(path, {"reason": "The tariff ended."}).json()["status"] == "withdrawn"
    assert analyst.post(path, {"reason": "Again."}).status_code == 409
