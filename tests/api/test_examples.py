"""Every example of the description is one of what it stands beside; the most used operations have them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from greenlang.urls.examples import examples
from tests.api.described import operations, schema

NEEDED = [
    "keys_create", "oauth_token", "auth_token", "reports_create", "agents_execute", "agents_execute_many",
    "periods_runs_create", "agents_run", "webhooks_create", "uploads_create", "activities_create", "calculations_get",
    "calculations_certificate",
]  # fmt: skip


def shown(place: str, content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Each example beside a schema, with where it stands."""
    for media, form in content.items():
        values = [each["value"] for each in form.get("examples", {}).values()]
        for value in [*values, *([form["example"]] if "example" in form else ())]:
            yield f"{place} {media}", form["schema"], value


def all_shown() -> Iterator[tuple[str, dict[str, Any], Any]]:
    for each in operations():
        yield from shown(f"{each} request", each.document.get("requestBody", {}).get("content", {}))
        for status, answer in each.document["responses"].items():
            yield from shown(f"{each} {status}", answer.get("content", {}))
    for name, answer in schema()["components"]["responses"].items():
        yield from shown(name, answer["content"])


def modern(part: Any) -> Any:
    """A schema of OpenAPI 3.0 as one of JSON Schema, where null is a type."""
    if isinstance(part, list):
        return [modern(each) for each in part]
    if not isinstance(part, dict):
        return part
    plain = {name: modern(each) for name, each in part.items() if name != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if part.get("nullable") is True else plain


@cache
def components() -> dict[str, Any]:
    found: dict[str, Any] = modern({"schemas": schema()["components"]["schemas"]})
    return found


def faults(part: dict[str, Any], value: Any) -> list[str]:
    whole = {**modern(part), "components": components()}
    checked = Draft202012Validator(whole, format_checker=FormatChecker(["date", "date-time", "uuid", "uri"]))
    return [f"{each.json_path}: {each.message}" for each in checked.iter_errors(value)]


def test_every_example_is_as_its_schema_says() -> None:
    found = list(all_shown())
    assert len(found) > 90
    assert {place: wrong for place, part, value in found if (wrong := faults(part, value))} == {}


def test_an_example_that_is_not_would_be_found() -> None:
    (place, part, value), *_ = [each for each in all_shown() if each[0].startswith("keys_create 201")]
    assert faults(part, value | {"role": "emperor"}), place
    assert faults(part, {name: each for name, each in value.items() if name != "id"})


@pytest.mark.parametrize("name", NEEDED)
def test_the_most_used_operations_show_what_is_sent_and_what_comes_back(name: str) -> None:
    places = {place.split()[0] + " " + place.split()[1] for place, _, _ in all_shown()}
    (document,) = [each.document for each in operations() if str(each) == name]
    answers = [status for status in document["responses"] if status < "300"]
    wanted = {f"{name} {status}" for status in answers}
    if "application/json" in document.get("requestBody", {}).get("content", {}):
        wanted.add(f"{name} request")
    assert wanted <= places


def test_no_example_is_of_an_operation_that_there_is_not() -> None:
    assert set(examples()) <= {str(each) for each in operations()}


def test_examples_hold_no_secret() -> None:
    told = repr(examples())
    assert not re.search(r"glk_[0-9a-f]{32}|whsec_[A-Za-z0-9+/]{20}|eyJ[\w-]+\.[\w-]+\.[\w-]{20}", told)
