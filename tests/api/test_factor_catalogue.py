"""The public catalogue for everybody, and looking a factor up with the reason for it."""

from typing import Any

import pytest
from django.test import Client

from apps.calculations.models import EmissionFactor, FactorEdition, LicenceAcceptance
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.calculations.catalogue.private_samples import approved
from tests.house import Api

pytestmark = pytest.mark.django_db

GAS = {
    "category": "stationary-combustion",
    "activity": "natural-gas",
    "region": "US",
    "unit": "kg/mmBtu(HHV)",
    "gases": ["CO2", "CH4", "N2O"],
    "edition": "epa-hub-2025",
}


def get(path: str, **query: str) -> Any:
    return Client().get(f"/api/v1{path}", query)


def unlicensed() -> EmissionFactor:
    factor: EmissionFactor = EmissionFactor.objects.filter(edition__licence="unknown").earliest("id")
    return factor


def test_the_catalogue_is_open_to_everybody_and_searched_by_words_and_columns() -> None:
    found = get("/factors", q="natural gas", category="stationary-combustion", region="US", gas="CO2").json()
    assert found["results"]
    for factor in found["results"]:
        assert (factor["category"], factor["region"], factor["gas"]) == ("stationary-combustion", "US", "CO2")
        assert "gas" in (factor["activity"] + factor["activity_name"] + factor["notes"]).casefold()
        assert factor["citation"]
        assert factor["value"] is None or isinstance(factor["value"], str)
    assert set(found["facets"]) == {"category", "region", "edition", "gas"}
    assert sum(found["facets"]["category"].values()) >= len(found["results"])


def test_every_figure_that_may_be_passed_on_is_on_exactly_one_page() -> None:
    seen: list[str] = []
    query: dict[str, str] = {"edition": "epa-hub-2025"}
    while True:
        page = get("/factors", **query).json()
        seen += [factor["ef_cid"] for factor in page["results"]]
        assert (page["facets"] is None) == ("cursor" in query)
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert len(seen) == len(set(seen)) == EmissionFactor.objects.filter(edition__slug="epa-hub-2025").count()


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "9" * 30, "١"])
def test_a_cursor_that_is_none_is_a_problem(cursor: str) -> None:
    answer = get("/factors", cursor=cursor)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("query", [{"q": "\x00"}, {"category": "x" * 5000}, {"q": "x" * 5000}, {"region": "\x00"}])
def test_hostile_words_are_answered(query: dict[str, str]) -> None:
    assert get("/factors", **query).status_code in {200, 422}


def test_one_figure_by_its_content_id() -> None:
    factor = EmissionFactor.objects.filter(edition__slug="epa-hub-2025").earliest("id")
    document = get(f"/factors/{factor.ef_cid}").json()
    assert (document["value"], document["edition"]) == (factor.value, "epa-hub-2025")


@pytest.mark.parametrize("ef_cid", ["ef_0000000000000000", "x", "x" * 500])
def test_an_unknown_content_id_is_not_found(ef_cid: str) -> None:
    answer = get(f"/factors/{ef_cid}")
    assert answer.status_code in {404, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_figures_without_an_established_licence_are_not_passed_on_before_an_operator_accepts() -> None:
    factor = unlicensed()
    slug = factor.edition.slug
    assert get("/factors", edition=slug).json()["results"] == []
    answer = get(f"/factors/{factor.ef_cid}")
    assert answer.status_code == 403
    assert factor.value is None or factor.value not in answer.content.decode()
    LicenceAcceptance.objects.create(edition=factor.edition, accepted_by="operator", reason="Asked the publisher")
    assert get("/factors", edition=slug).json()["results"]
    assert get(f"/factors/{factor.ef_cid}").status_code == 200


def test_editions_are_described_whether_or_not_their_figures_are_passed_on() -> None:
    listed = {edition["slug"]: edition for edition in get("/editions", limit="500").json()["results"]}
    assert set(listed) == {*FactorEdition.objects.values_list("slug", flat=True)}
    assert listed["epa-hub-2025"]["exportable"] is True
    assert listed[unlicensed().edition.slug]["exportable"] is False
    assert listed["epa-hub-2025"]["factors"] == EmissionFactor.objects.filter(edition__slug="epa-hub-2025").count()
    assert listed["epa-hub-2025"]["tables"]["Table 1"]


def test_warming_potentials_are_open() -> None:
    sets = {each["set_name"]: each for each in get("/gwp-sets").json()["results"]}
    assert {"AR4", "AR5", "AR6"} <= set(sets)
    assert {"gas": "CH4", "origin": "", "value": "28", "use": "inventory"} in sets["AR5"]["values"]


def test_nothing_of_a_tenant_is_in_the_open_catalogue(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        own = approved()
    assert get(f"/factors/{own.ef_cid}").status_code == 404
    assert own.ef_cid not in get("/factors", q="refinery-gas").content.decode()


def test_a_lookup_answers_with_the_factor_and_the_way_to_it(tenant_a: Tenant, api_key: Any) -> None:
    answer = Api(api_key(tenant_a, "auditor")).post("/factors/lookup", GAS)
    assert answer.status_code == 200
    body = answer.json()
    assert [component["value"] for component in body["factor"]["components"]] == ["53.06", "1", "0.1"]
    assert body["trace"] == [{"step": "as-asked", "outcome": "matched", "reason": "exactly as asked"}]


def test_a_lookup_goes_on_where_it_may_and_says_so(tenant_a: Tenant, api_key: Any) -> None:
    grid = {"category": "purchased-electricity", "activity": "electricity", "region": "US-ZZZZ", "unit": "kg/kWh"}
    asked = grid | {"gases": ["CO2"], "edition": "egrid2023-rev2"}
    api = Api(api_key(tenant_a, "auditor"))
    refused = api.post("/factors/lookup", asked)
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["nearest"]
    assert refused.json()["where"] == "factors.region"
    found = api.post("/factors/lookup", asked | {"fallback": ["country"]}).json()
    assert [(step["step"], step["outcome"]) for step in found["trace"]] == [
        ("as-asked", "passed over"),
        ("country", "matched"),
    ]
    assert api.post("/factors/lookup", asked | {"fallback": ["supplier"]}).json()["type"].endswith("unknown-fallback")


@pytest.mark.parametrize(
    "body",
    [{}, [], "x", {**GAS, "region": None}, {**GAS, "gases": "CO2"}, {**GAS, "on": "soon"}, {**GAS, "unit": "kg/ton"},
     {**GAS, "activity": "a\x00b"}, {**GAS, "gases": ["CO3"]}, {**GAS, "fallback": ["x" * 41]}],
)  # fmt: skip
def test_a_malformed_lookup_is_a_problem(tenant_a: Tenant, api_key: Any, body: object) -> None:
    answer = Api(api_key(tenant_a)).post("/factors/lookup", body)
    assert answer.status_code in {400, 422}, answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(("said", "meant"), [("date", "on"), ("day", "on"), ("activty", "activity"), ("gas", "gases")])
def test_a_misspelt_member_of_a_lookup_is_told_with_its_name(
    tenant_a: Tenant, api_key: Any, said: str, meant: str
) -> None:
    answer = Api(api_key(tenant_a)).post("/factors/lookup", GAS | {said: "2025-01-01"})
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["pointer"] == f"/{said}"
    assert f"It is called “{meant}”" in error["detail"]


@pytest.mark.parametrize("field", ["source", "edition"])
def test_an_organisation_without_own_factors_is_told_so(tenant_a: Tenant, api_key: Any, field: str) -> None:
    asked = {name: text for name, text in GAS.items() if name != "edition"} | {field: "private"}
    answer = Api(api_key(tenant_a)).post("/factors/lookup", asked)
    assert answer.status_code == 422
    assert answer.json()["mend"].startswith("Your organisation has no approved factor of its own")


def test_a_lookup_is_for_members_and_knows_their_own_factors_only(
    tenant_a: Tenant, tenant_b: Tenant, api_key: Any
) -> None:
    with tenant_scope(tenant_a.id):
        own = approved()
    asked = GAS | {"activity": "refinery-gas", "gases": ["CO2"], "edition": "private"}
    found = Api(api_key(tenant_a)).post("/factors/lookup", asked).json()
    assert found["factor"]["components"][0]["ef_cid"] == own.ef_cid
    assert Api(api_key(tenant_b)).post("/factors/lookup", asked).status_code == 422
    assert Client().post("/api/v1/factors/lookup", GAS, content_type="application/json").status_code == 401
