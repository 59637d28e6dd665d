"""The interface beside its description: where the two differ it is seen, and a hostile description harms nobody."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from apps.evaluation.instruments.inside.documents import documents
from apps.evaluation.instruments.interface import InterfaceRun, run_interface
from greenlang.sandbox import run
from tests.evaluation.agents import DOCUMENTS, OPENAPI, QUICK, agent

Change = Callable[[dict[str, Any]], object]


def asked(description: object) -> InterfaceRun:
    return run_interface(agent({"openapi.json": json.dumps(description)}), sandbox=run, depth=QUICK)


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def responses(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/execute"]["post"]["responses"]
    return found


@pytest.mark.usefixtures("sandboxed")
def test_an_honest_description_conforms_for_every_kind_of_request() -> None:
    done = asked(OPENAPI)
    assert (done.unusable, done.wrong, done.findings) == ("", 0, ())
    assert done.requests == QUICK.requests
    assert set(done.answered or {}) == {"200", "400", "404", "405", "413", "415", "422"}


LIES: dict[str, tuple[Change, str]] = {
    "a member that never comes": (
        lambda it: schemas(it)["Result"]["required"].append("total"), "'total' is a required property"
    ),
    "a sample that is not allowed": (
        lambda it: schemas(it)["Input"]["properties"]["fuel"].update(enum=["diesel"]), "A sample of the pack is not"
    ),
    "an input that may be left out": (
        lambda it: schemas(it)["Input"].update(required=[], minProperties=3), "A sample of the pack is not"
    ),
    "an answer that is not described": (lambda it: responses(it).pop("422"), "4XX"),
    "another media type": (
        lambda it: responses(it).update({"200": {"content": {"text/plain": {"schema": {}}}}}), "application/json is not"
    ),
    "a refusal of another shape": (
        lambda it: schemas(it)["Problem"]["properties"].update(detail={"type": "integer"}), "is not of type 'integer'"
    ),
}  # fmt: skip


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize("lie", LIES)
def test_a_description_that_lies_is_found_out(lie: str) -> None:
    change, said = LIES[lie]
    description = copy.deepcopy(dict(OPENAPI))
    change(description)
    if said == "4XX":
        responses(description).pop("4XX")
        said = "The description knows no answer 422."
    done = asked(description)
    assert done.wrong > 0
    assert any(said in message for _, message in done.findings), done.findings


HOSTILE: dict[str, Change] = {
    "a reference to another machine": lambda it: schemas(it).update(Result={"$ref": "http://192.0.2.1/schema.json"}),
    "a reference to a file": lambda it: schemas(it).update(Result={"$ref": "file:///etc/passwd"}),
    "a reference to itself": lambda it: schemas(it).update(Result={"$ref": "#/components/schemas/Result"}),
    "a pattern that never ends": lambda it: schemas(it)["Problem"]["properties"].update(
        detail={"type": "string", "pattern": "^(([a-zA-Z., ']+)+)+$"}
    ),
    "an input that is no schema": lambda it: schemas(it).update(Input=["x"]),
}


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_description_earns_nothing_and_harms_nobody(name: str) -> None:
    description = copy.deepcopy(dict(OPENAPI))
    HOSTILE[name](description)
    done = asked(description)
    assert done.unusable or done.wrong > 0


@pytest.mark.usefixtures("sandboxed")
@pytest.mark.parametrize("description", ["", "[]", "{}", '{"components": {}}', "\x00"])
def test_what_is_no_description_is_said_to_be_unusable(description: str) -> None:
    done = run_interface(agent({"openapi.json": description}), sandbox=run, depth=QUICK)
    assert done.unusable


def test_documents_are_the_same_each_time_and_each_sample_comes_first() -> None:
    schema = OPENAPI["components"]["schemas"]["Input"]
    first = list(documents(schema, DOCUMENTS, 60, "seed"))
    assert first == list(documents(schema, DOCUMENTS, 60, "seed"))
    assert [made.document for made in first[: len(DOCUMENTS)]] == DOCUMENTS
    assert len(first) == 60
    assert {"a sample", "allowed values", "an unknown input"} <= {made.how for made in first}
    assert first != list(documents(schema, DOCUMENTS, 60, "another"))
