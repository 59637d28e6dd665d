"""The library of methods over HTTP: open to everybody, the same for all, and kept by caches."""

from typing import Any

import pytest
from django.test import Client

from greenlang.engine import METHODS

pytestmark = pytest.mark.django_db


def get(path: str, headers: dict[str, str] | None = None, **query: str) -> Any:
    return Client().get(f"/api/v1{path}", query, headers=headers or {})


def test_every_method_is_listed_with_its_hash_and_what_is_not_served_beside() -> None:
    answer = get("/methods", limit="500").json()
    assert {(each["id"], each["version"]) for each in answer["results"]} == set(METHODS)
    assert {each["formula_hash"] for each in answer["results"]} == {
        found.definition.formula_hash for found in METHODS.values()
    }
    assert {each["scope3_category"] for each in answer["not_served"]} == {str(number) for number in range(1, 16)}


def test_a_list_is_narrowed_by_words_scope_and_category() -> None:
    answer = get("/methods", q="waste treatment", scope="3", scope3_category="5").json()
    assert {each["id"] for each in answer["results"]} == {"waste/type-and-treatment", "waste/wastewater"}
    assert {each["scope3_category"] for each in answer["not_served"]} == {"5"}
    assert get("/methods", scope="4").json()["results"] == []


def test_one_method_has_its_mathematics_words_inputs_and_factors() -> None:
    document = get("/methods/refrigerants/mass-balance").json()
    assert document["mathematics"].startswith("<math ")
    assert "opening_stock is the fluid in store" in document["explained"]
    bounds = {given["name"]: given["minimum"] for given in document["inputs"]}
    assert (bounds["purchases"], bounds["capacity_increase"]) == ("0", None)
    assert document["factors"] == [
        {"name": "composition", "unit": "kg/kg", "per_gas": True,
         "meaning": "the mass of each gas per mass of the fluid, 1 for a pure gas"}
    ]  # fmt: skip
    assert get("/methods/purchased-electricity/market-based").json()["fallback"][-2:] == [
        "regional-average",
        "national-average",
    ]


@pytest.mark.parametrize("path", ["/methods/teleport", "/methods/waste/wastewater?version=2", "/methods/" + "x/" * 200])
def test_an_unknown_method_is_a_problem_that_names_the_nearest(path: str) -> None:
    answer = get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "urn:greenlang:problem:unknown-method"
    assert answer.json()["mend"]


def test_who_has_the_answer_already_is_told_that_nothing_has_changed() -> None:
    first = get("/methods/stationary-combustion/energy")
    assert "public" in first["Cache-Control"]
    again = get("/methods/stationary-combustion/energy", {"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
