"""A specification explained over the API: understood, not understood, missing, proposed."""

import pytest
from django.test import Client

from tests.agents.spec.spec_samples import wild
from tests.house import PACK, House

YAML = "application/yaml"


def test_an_incomplete_pack_is_explained_with_a_proposal_that_completes_it(house: House) -> None:
    analyst = house.api("analyst@alpha")
    answer = analyst.post("/specs/explain", wild("kiln.factory"), YAML)
    document = answer.json()
    assert (answer.status_code, document["outcome"], document["buildable"]) == (200, "specification", False)
    assert document["understood"]
    assert document["not_understood"]
    assert all(finding["detail"] and finding["mend"] for finding in document["missing"])
    assert ("agents[0].inputs[1]", "lacking") in {(each["path"], each["code"]) for each in document["missing"]}
    parts = {"pack": wild("kiln.factory").decode(), "completion": document["proposal"]["completion"]}
    headers = {"authorization": f"Bearer {analyst.key}"}
    completed = Client().post("/api/v1/specs/explain", data=parts, headers=headers).json()
    assert (completed["buildable"], completed["missing"], completed["proposal"]) == (True, [], None)


def test_a_complete_pack_needs_nothing(house: House) -> None:
    document = house.api("analyst@alpha").post("/specs/explain", PACK.read_bytes(), YAML).json()
    assert (document["buildable"], document["proposal"], document["dialect"]["id"]) == (True, None, "native")
    assert all(test["holds"] for test in document["golden"])


def test_a_manifest_is_listed(house: House) -> None:
    document = house.api("analyst@alpha").post("/specs/explain", wild("suite.manifest"), YAML).json()
    assert (document["outcome"], document["buildable"]) == ("listing", False)
    assert document["domain"]["reasons"]
    assert document["entries"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"a: &a [*a]", b"x: 1"])
def test_what_cannot_be_read_is_a_problem_with_its_place(house: House, body: bytes) -> None:
    answer = house.api("analyst@alpha").post("/specs/explain", body, YAML)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["errors"]


@pytest.mark.parametrize(("who", "status"), [("auditor@alpha", 403), ("operator@alpha", 200), ("admin@beta", 200)])
def test_who_may_build_may_ask(house: House, who: str, status: int) -> None:
    assert house.api(who).post("/specs/explain", PACK.read_bytes(), YAML).status_code == status
