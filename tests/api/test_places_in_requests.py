"""Every parameter of a query is known or refused; what is wrong is said of the body, of a parameter or of a header."""

import json

import pytest
from django.test import Client
from django.urls import resolve

from greenlang.edges.doors import Door
from greenlang.edges.places import Places
from greenlang.edges.queries import parameters_of
from tests.api.described import NOBODY, Operation, operations, schema
from tests.house import House


def view_of(operation: Operation) -> Door:
    made = resolve(operation.address()).func.view_class()  # type: ignore[attr-defined]
    made.request, made.kwargs = None, {}
    assert isinstance(made, Door), operation
    return made


def named(operation: Operation, *places: str) -> set[str]:
    return {each["name"] for each in operation.document.get("parameters", ()) if each["in"] in places}


def test_every_operation_knows_the_parameters_it_is_described_with_and_refuses_all_others() -> None:
    asked = 0
    for each in operations():
        view = view_of(each)
        assert set(parameters_of(view, each.method.upper()) or ()) == named(each, "query"), each
        assert "400" in each.document["responses"], each
        asked += not view.takes_any_query
    assert asked > 250


def test_no_member_of_a_body_is_called_like_a_parameter_of_its_address() -> None:
    for each in operations():
        content = each.document.get("requestBody", {}).get("content", {})
        for body in content.values():
            name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
            members = schema()["components"]["schemas"].get(name, {}).get("properties", {})
            assert not set(members) & named(each, "query", "path"), each


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "name", "mend"),
    [
        ("get", "/reports?period=x", "period", "There are: cursor, limit, period_id."),
        ("get", "/periods?page=2", "page", "There are: cursor, limit."),
        ("get", f"/reports/{NOBODY}?format=json", "format", "This address takes none."),
        ("post", "/reports?period_id=x", "period_id", "This address takes none."),
        ("get", "/factors?category=x&gaz=CH4", "gaz", "There are: "),
        ("get", "/jobs?%00=", "", "There are: cursor, kind, limit, state."),
        ("post", "/auth/token?x=1", "x", "This address takes none."),
    ],
)
def test_a_parameter_that_means_nothing_is_refused_with_those_that_do(
    house: House, method: str, path: str, name: str, mend: str
) -> None:
    answer = getattr(house.api("analyst@alpha"), method)(path)
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (400, "urn:greenlang:problem:unknown-parameter")
    assert (problem["where"], problem["errors"][0]["parameter"]) == (name, name)
    assert problem["mend"].startswith(mend)


@pytest.mark.django_db
def test_pact_s_own_doors_and_the_token_s_pass_over_what_their_standards_have_passed_over(house: House) -> None:
    key = {"authorization": f"Bearer {house.keys['analyst@alpha']}"}
    assert Client().get("/3/footprints?limit=1&trace=1", headers=key).status_code != 400
    token = Client().post("/api/v1/oauth/token?trace=1", "", content_type="application/x-www-form-urlencoded")
    assert token.json()["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("If-Match", {"header": "If-Match"}),
        ("/limit", {"parameter": "limit"}),
        ("limit", {"parameter": "limit"}),
        ("agents[0].inputs[2].type", {"pointer": "/agents/0/inputs/2/type"}),
        ("/a~1b", {"pointer": "/a~1b"}),
        ("/", {"pointer": ""}),
        ("", {"pointer": ""}),
        ("row 7, column unit", {"where": "row 7, column unit"}),
    ],
)
def test_a_place_is_one_of_the_body_the_address_or_the_headers(where: str, place: dict[str, str]) -> None:
    assert Places({"limit"}).place(where) == place


def test_of_a_request_without_a_body_nothing_points_into_one() -> None:
    finding = {"pointer": "organisation.lei", "detail": "None.", "code": "lacking"}
    assert Places(has_body=False).placed([finding]) == [
        {"where": "organisation.lei", "detail": "None.", "code": "lacking"}
    ]
    assert Places(has_body=False).place("") == {}


@pytest.mark.django_db
def test_what_is_wrong_and_what_mends_it_are_each_said_once(house: House) -> None:
    told = house.api("analyst@alpha").get("/periods?limit=0").json()
    assert (told["detail"], told["mend"]) == ("This is no size of a page.", "1 to 500.")
    assert told["errors"] == [{"parameter": "limit", "detail": told["detail"], "code": "invalid-input"}]
    assert json.dumps(told).count("1 to 500") == 1
