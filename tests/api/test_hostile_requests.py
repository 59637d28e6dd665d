"""What no client sends by mistake: answered by a problem, never by a 500."""

import json
from typing import Any

import pytest
from django.test import Client
from rest_framework import exceptions

from greenlang.edges.problems import MOST_FINDINGS, problem_response
from tests.house import GAS, House

EXECUTE = "/agents/stationary-combustion/executions"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (" " * (1024 * 1024 + 1), 413),
        ('{"inputs": {"\\ud800": 1}}', 400),
        ('{"\\ud800": 1}', 400),
        ('{"inputs": {}, "version": "\\ud800"}', 400),
        (json.dumps({"inputs": {**GAS, "fuel": "a\x00b"}}), 400),
        (json.dumps({"inputs": {**GAS, "fuel": {"a": 1}}}), 422),
        (json.dumps({"inputs": {**GAS, "quantity": ["50"]}}), 422),
        (json.dumps({"inputs": {**GAS, "quantity": {"value": "50", "unit": "m" * 10000}}}), 422),
    ],
)
def test_a_hostile_body_is_a_problem(house: House, body: str, status: int) -> None:
    answer = house.api("analyst@alpha").post(EXECUTE, body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_a_large_body_is_not_read_before_anybody_has_signed_in() -> None:
    answer = Client().post("/api/v1/auth/token", " " * (2 * 1024 * 1024), content_type="application/json")
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "path",
    ["/agents/x/versions/%00", "/agents/stationary-combustion/versions/1.0.0%00", "/nothing", "/jobs/no-uuid", "/"],
)
def test_an_address_that_is_none_is_a_problem(house: House, path: str) -> None:
    answer = house.api("admin@alpha").get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    [
        "/agents/search?input=%00",
        "/agents/search?input=a&input=b%00",
        "/agents/x/compare?from=%00&to=1.0.0",
    ],
)
def test_a_nul_in_a_query_is_a_problem(house: House, path: str) -> None:
    answer = house.api("admin@alpha").get(path)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert "NUL" in answer.json()["detail"]


def test_head_reaches_no_further_than_get(house: House) -> None:
    headers = {"authorization": f"Bearer {house.keys['auditor@alpha']}"}
    assert Client().head("/api/v1/keys", headers=headers).status_code == 403
    assert Client().head("/api/v1/calculations", headers=headers).status_code == 200


def test_no_cache_keeps_an_answer(house: House) -> None:
    for answer in (house.api("auditor@alpha").get("/calculations"), Client().get("/nowhere"), Client().get("/sign-in")):
        assert "no-store" in answer["Cache-Control"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_a_period_with_an_unknown_gwp_set_is_refused(house: House) -> None:
    body = {"entity": "Alpha", "name": "2030", "start": "2030-01-01", "end": "2030-12-31", "gwp_set": "ZZZ"}
    answer = house.api("analyst@alpha").post("/periods", body)
    assert answer.status_code == 422
    assert "AR5" in answer.json()["mend"]


def test_static_files_are_for_every_cache_and_pages_are_compressed() -> None:
    answer = Client().get("/static/css/app.css")
    assert answer["Cache-Control"] == "public, max-age=300, s-maxage=86400"
    page = Client().get("/sign-in", headers={"accept-encoding": "gzip"})
    assert (page["Content-Encoding"], "no-store" in page["Cache-Control"]) == ("gzip", True)


@pytest.mark.parametrize(
    ("types", "pointers"),
    [
        (["agent.*", 1, {}], ["/types/2"]),
        ([[], "x" * 100], ["/types/0", "/types/1"]),
        ("exec.*", ["/types"]),
    ],
)
def test_a_finding_deep_in_a_body_is_told_with_its_place_and_in_words(
    house: House, types: object, pointers: list[str]
) -> None:
    answer = house.api("admin@alpha").post("/webhooks", {"url": "https://hooks.example.com/", "types": types})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert answer.json()["detail"] == "The fields named below need mending."
    assert "ErrorDetail" not in answer.content.decode()


def test_of_very_many_findings_the_first_are_told_and_that_there_are_more() -> None:
    many = exceptions.ValidationError({"a/b": {str(number): ["No."] for number in range(500)}})
    answer = problem_response(many, {})
    assert answer is not None
    assert answer.data is not None
    assert answer.data["detail"] == f"The fields named below need mending. There are more than {MOST_FINDINGS}."
    assert [error["pointer"] for error in answer.data["errors"]] == [f"/a~1b/{n}" for n in range(MOST_FINDINGS)]


@pytest.mark.parametrize("detail", ["No.", ["No."], {"detail": "No.", "code": "x"}])
def test_what_is_said_of_the_whole_is_said_in_the_detail(detail: Any) -> None:
    answer = problem_response(exceptions.ParseError(detail), {})
    assert answer is not None
    assert answer.data is not None
    assert answer.data["detail"].startswith("No.")
    assert answer.data["errors"] == []
