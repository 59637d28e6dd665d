"""What the description allows to be asked, and what it does not, is answered as it says, and never by a fault."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from schemathesis import GenerationMode

from tests.api.described import Operation, operations, schema
from tests.api.furnished import furnish, standing
from tests.api.fuzzed import Found, Furnished, fuzz
from tests.api.reached import UNREACHED, own
from tests.house import House

NEVER = {"tenant_id", "no_such_member"}
TOLD_AT_ONCE = 20
CHANGES = ["post", "put", "patch", "delete"]


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    """A quick machine asks more often within a second than is allowed."""
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, 1_000_000)


@pytest.fixture(scope="module")
def furnished(house: House) -> Furnished:
    furnish(house)
    return Furnished(house, standing(house), {})


@pytest.fixture(scope="module")
def reaching(furnished: Furnished) -> Furnished:
    """With what single operations need besides."""
    return replace(furnished, own=own(furnished.house, furnished.known))


def unmoved(found: Found, methods: list[str]) -> list[str]:
    """Operations that never did what was asked, beside those of which it is known why; every one was asked."""
    assert set(found.answered) == {str(each) for each in operations() if each.method in methods}
    assert all(found.answered.values())
    never = set(found.answered) - found.fulfilled - set(UNREACHED)
    return [f"{name}: {dict(found.answered[name])}" for name in sorted(never)]


def test_reads_are_answered_as_described(furnished: Furnished) -> None:
    found = fuzz(furnished, ["get"], examples=1, mode=GenerationMode.POSITIVE)
    assert found.wrong == []
    assert len(found.fulfilled) > 100


def test_changes_are_answered_as_described(furnished: Furnished) -> None:
    found = fuzz(furnished, CHANGES, examples=1, mode=GenerationMode.POSITIVE)
    assert found.wrong == []
    assert len(found.fulfilled) > 40


@pytest.mark.thorough
def test_every_read_does_what_it_is_for(reaching: Furnished) -> None:
    found = fuzz(reaching, ["get"], examples=1, mode=GenerationMode.POSITIVE)
    assert found.wrong == []
    assert unmoved(found, ["get"]) == []


@pytest.mark.thorough
def test_changes_do_what_they_are_for(reaching: Furnished) -> None:
    found = fuzz(reaching, CHANGES, examples=1, mode=GenerationMode.POSITIVE)
    assert found.wrong == []
    assert unmoved(found, CHANGES) == []


@pytest.mark.long
@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("mode", GenerationMode)
def test_many_requests_are_answered_as_described(reaching: Furnished, mode: GenerationMode, turn: int) -> None:
    found = fuzz(reaching, ["get", *CHANGES], examples=15, mode=mode, turn=turn)
    assert found.wrong == []


def members(content: dict[str, Any]) -> dict[str, Any]:
    """Those of an object; of anything else there are none."""
    part = content.get("application/json", {}).get("schema", {})
    if "$ref" in part:
        part = schema()["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    found: dict[str, Any] = part.get("properties", {})
    return found


def bodies() -> Iterator[tuple[Operation, list[str]]]:
    """Each operation that takes an object, and what it must not take."""
    for operation in operations():
        taken = members(operation.document.get("requestBody", {}).get("content", {}))
        if taken:
            answers = [answer for status, answer in operation.document["responses"].items() if status < "300"]
            said = {name for answer in answers for name in members(answer.get("content", {}))}
            yield operation, sorted((NEVER | said) - {*taken})


def refused(house: House, operation: Operation, address: str, names: list[str]) -> set[str]:
    """Those of the names that the answer refuses, asked as somebody who may."""
    for who in ("admin@alpha", "auditor@alpha"):
        headers = {"authorization": f"Bearer {house.keys[who]}"}
        if any(each["name"] == "If-Match" for each in operation.document.get("parameters", ())):
            tag = Client().get(address, headers=headers).headers.get("ETag")
            headers |= {"if-match": tag} if tag else {}
        said = json.dumps(dict.fromkeys(names, 1))
        answer = Client().generic(operation.method.upper(), address, said, "application/json", headers=headers)
        if answer.status_code in {400, 422}:
            return {error["pointer"].removeprefix("/") for error in answer.json()["errors"] if "pointer" in error}
    return set()


def test_every_body_refuses_what_only_an_answer_says(furnished: Furnished) -> None:
    house, known, taken, tried = furnished.house, furnished.known, [], 0
    for operation, names in bodies():
        address = operation.address(known)
        if any(each["name"] == "company_id" for each in operation.document.get("parameters", ())):
            address += f"?company_id={known['entity_id']}"
        left = set(names)
        for first in range(0, len(names), TOLD_AT_ONCE):
            left -= refused(house, operation, address, names[first : first + TOLD_AT_ONCE])
        taken += [f"{operation}: {name}" for name in left if name not in refused(house, operation, address, [name])]
        tried += 1
    assert taken == []
    assert tried > 70
