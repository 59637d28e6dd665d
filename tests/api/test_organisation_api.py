"""The organisation over the API: the same rules as in the pages, and no change of a state that nobody saw."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.inventory.models import Entity, ReportingPeriod, Site
from greenlang.isolation import tenant_scope
from tests.house import House

pytestmark = pytest.mark.django_db


def call(house: House, who: str, method: str, path: str, body: object = None, **headers: str) -> Any:
    headers["authorization"] = f"Bearer {house.keys[who]}"
    return getattr(Client(), method)(f"/api/v1{path}", body or {}, content_type="application/json", headers=headers)


def changed(house: House, path: str, body: object, method: str = "patch") -> Any:
    """A change by somebody who has read what there is."""
    seen = house.api("analyst@alpha").get(path)["ETag"]
    return call(house, "analyst@alpha", method, path, body, **{"If-Match": seen})


def made(house: House, path: str, body: dict[str, object]) -> dict[str, Any]:
    answer = house.api("analyst@alpha").post(path, body)
    assert answer.status_code == 201, answer.content
    assert answer["Location"] == f"/api/v1{path}/{answer.json()['id']}"
    assert answer["ETag"] == house.api("auditor@alpha").get(f"{path}/{answer.json()['id']}")["ETag"]
    return dict(answer.json())


@pytest.fixture
def company(house: House) -> str:
    with tenant_scope(house.alpha.id):
        return str(Entity.objects.get(name="Alpha").id)


def test_a_subsidiary_is_made_changed_and_taken_away(house: House, company: str) -> None:
    made_ = made(house, "/entities", {"name": "Works", "parent_id": company, "equity_share": "60", "country": "DE"})
    path = f"/entities/{made_['id']}"
    assert (made_["equity_share"], made_["consolidation_approach"]) == ("60", "operational-control")
    saved = changed(house, path, {"country": "FR"})
    assert (saved.status_code, saved.json()) == (200, made_ | {"country": "FR"})
    listed = house.api("auditor@alpha").get("/entities?limit=1").json()
    assert len(listed["results"]) == 1
    assert listed["next"]
    assert changed(house, path, None, "delete").status_code == 204
    assert house.api("analyst@alpha").get(path).status_code == 404


def test_a_change_says_which_state_it_saw(house: House, company: str) -> None:
    path = f"/entities/{company}"
    seen = house.api("analyst@alpha").get(path)["ETag"]
    blind = call(house, "analyst@alpha", "patch", path, {"country": "DE"})
    assert (blind.status_code, blind.json()["errors"][0]["header"]) == (428, "If-Match")
    assert call(house, "analyst@alpha", "patch", path, {"country": "DE"}, **{"If-Match": seen}).status_code == 200
    late = call(house, "analyst@alpha", "patch", path, {"country": "FR"}, **{"If-Match": seen})
    assert late.status_code == 412
    assert house.api("analyst@alpha").get(path).json()["country"] == "DE"


LIST = "/sites/import?company_id=COMPANY"


@pytest.mark.parametrize(
    ("path", "body", "refused"),
    [
        ("/entities", {"name": "X", "country": "de"}, (422, "/country")),
        ("/entities", {"name": "alpha"}, (422, "/name")),
        ("/entities", {"name": "X", "nome": "Y"}, (400, "/nome")),
        ("/entities", {"name": "X", "parent_id": "00000000-0000-4000-8000-000000000000"}, (404, "/parent_id")),
        ("/sites", {"name": "X"}, (400, "/entity_id")),
        ("/sites", {"entity_id": "COMPANY", "name": "north"}, (422, "/name")),
        ("/sites", {"entity_id": "COMPANY", "name": "Y", "opened_on": "2025-13-01"}, (400, "/opened_on")),
        (
            "/sites/import?company_id=COMPANY",
            {"sites": [{"site": "A"}, {"site": "B", "opened": "May"}]},
            (422, "/sites/1"),
        ),
        (LIST, {"sites": [{"site": "A", "entity": "Nobody"}]}, (422, "/sites/0")),
        (LIST, {"sites": []}, (400, "/sites")),
    ],
)
def test_what_is_wrong_is_pointed_at(
    house: House, company: str, path: str, body: dict[str, Any], refused: tuple[int, str]
) -> None:
    filled = {name: company if value == "COMPANY" else value for name, value in body.items()}
    answer = house.api("analyst@alpha").post(path.replace("COMPANY", company), filled)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == refused


@pytest.mark.parametrize("query", ["", "?company_id=x"])
def test_a_list_of_sites_is_of_a_company(house: House, query: str) -> None:
    answer = house.api("analyst@alpha").post(f"/sites/import{query}", {"sites": [{"site": "A"}]})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "company_id")


def test_the_boundary_is_the_companys(house: House, company: str) -> None:
    below = made(house, "/entities", {"name": "Below", "parent_id": company})
    path = f"/entities/{company}/boundary"
    said = {"consolidation_approach": "equity-share", "base_period_id": str(house.period.id)}
    saved = changed(house, path, said | {"recalculation_threshold": "7.50"}, "put")
    assert (saved.status_code, saved.json()) == (200, said | {"recalculation_threshold": "7.5"})
    assert house.api("analyst@alpha").get(f"/entities/{below['id']}").json()["consolidation_approach"] == "equity-share"
    assert house.api("analyst@alpha").get(f"/entities/{below['id']}/boundary").status_code == 404
    wrong = changed(house, path, said | {"base_period_id": str(uuid.uuid4()), "recalculation_threshold": "5"}, "put")
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/base_period_id")


def test_sites_are_made_one_by_one_and_by_list(house: House, company: str) -> None:
    site = made(house, "/sites", {"entity_id": company, "name": "Harbour", "country": "DE"})
    assert changed(house, f"/sites/{site['id']}", {"region": "HH"}).json() == site | {"region": "HH"}
    body = {"sites": [{"site": "harbour", "closed": "2025-06-30"}, {"site": "Hill", "country": "gb"}]}
    answer = house.api("analyst@alpha").post(f"/sites/import?company_id={company}", body).json()
    assert (answer["made"], answer["changed"]) == (1, 1)
    assert [(row["row"], row["outcome"], row["name"]) for row in answer["results"]] == [
        (0, "changed", "harbour"),
        (1, "made", "Hill"),
    ]
    assert answer["results"][0]["site_id"] == site["id"]
    found = house.api("auditor@alpha").get("/sites?q=h&limit=500").json()["results"]
    assert {row["name"]: row["country"] for row in found if row["name"] in {"harbour", "Hill"}} == {
        "harbour": "DE",
        "Hill": "GB",
    }
    text = b"site,region\nHill,CAMX\n"
    by_file = house.api("analyst@alpha").post(f"/sites/import?company_id={company}", text, "text/csv").json()
    assert (by_file["changed"], by_file["results"][0]["row"]) == (1, 2)
    assert changed(house, f"/sites/{site['id']}", None, "delete").status_code == 204


def test_a_site_with_data_stays(house: House) -> None:
    with tenant_scope(house.alpha.id):
        north = Site.objects.get(name="North")
    answer = changed(house, f"/sites/{north.id}", None, "delete")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:greenlang:problem:in-use")


def test_a_period_changes_until_it_is_locked(house: House) -> None:
    path = f"/periods/{house.period.id}"
    assert changed(house, path, {"name": "FY25"}).json()["name"] == "FY25"
    held = changed(house, path, {"start": "2025-01-02"})
    assert (held.status_code, held.json()["errors"][0]["pointer"]) == (409, "/start")
    assert changed(house, path, {"gwp_set": "AR9"}).status_code == 422
    with tenant_scope(house.alpha.id):
        ReportingPeriod.objects.filter(id=house.period.id).update(locked_at=timezone.now())
    locked = changed(house, path, {"name": "2025"})
    assert (locked.status_code, locked.json()["type"]) == (409, "urn:greenlang:problem:period-locked")
    assert house.api("analyst@alpha").get(path).json()["locked_at"]
    assert changed(house, path, None, "delete").status_code == 409


def test_roles_and_other_tenants(house: House, company: str) -> None:
    with tenant_scope(house.alpha.id):
        site = Site.objects.get(name="North").id
    for path in (
        f"/entities/{company}",
        f"/sites/{site}",
        f"/periods/{house.period.id}",
        f"/entities/{company}/boundary",
    ):
        assert house.api("auditor@alpha").get(path).status_code == 200
        method = "put" if path.endswith("boundary") else "patch"
        assert call(house, "auditor@alpha", method, path).status_code == 403
        known = path.split("/")[2]
        answers = [
            call(house, "admin@beta", verb, path.replace(known, each), {}, **{"If-Match": "*"})
            for verb in ("get", method)
            for each in (known, str(uuid.uuid4()))
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
    assert house.api("auditor@alpha").post("/sites", {}).status_code == 403
    assert (
        house.api("admin@beta").post(f"/sites/import?company_id={company}", {"sites": [{"site": "A"}]}).status_code
        == 404
    )
    assert house.api("admin@beta").get("/entities").json()["results"] == []
