"""Attempts, mended specifications and reviews over the API: by role, and never across tenants."""

import json
from typing import Any

import pytest
from django.test import Client

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.factory.services import BuildFailed, build_now, job_finish
from apps.jobs.models import Job
from greenlang.isolation import tenant_scope
from tests.factory.conditional import conditional, pack_of
from tests.house import Api, House

WRONG = (b'co2e: {value: "2655.725", tolerance: "0"}', b'co2e: {value: "2655.726", tolerance: "0"}')
YAML = "application/yaml"


def failed(house: House, agent_id: str) -> bytes:
    """A version whose golden figure does not come out; gives the pack.yaml that would."""
    source = pack_of(agent_id)
    assert WRONG[0] in source
    with pytest.raises(BuildFailed):
        build_now(tenant_id=house.alpha.id, source=source.replace(*WRONG), actor="key operator")
    return source


def finish(house: House, answer: Any) -> AgentVersion:
    """Do the job that was accepted."""
    with tenant_scope(house.alpha.id):
        job = Job.objects.get(id=answer.headers["Location"].rsplit("/", 1)[1])
    return job_finish(house.alpha.id, job).version


def send_form(api: Api, path: str, **parts: str | bytes | list[str]) -> Any:
    """POST multipart/form-data with texts as parts."""
    data = {name: part.decode() if isinstance(part, bytes) else part for name, part in parts.items()}
    return Client().post(f"/api/v1{path}", data=data, headers={"authorization": f"Bearer {api.key}"})


def test_a_mended_specification_is_another_attempt_and_the_first_stays(house: House) -> None:
    source = failed(house, "mended")
    operator, path = house.api("operator@alpha"), "/agents/mended/versions/1.0.0/revisions"
    (first,) = operator.get(path).json()["results"]
    assert (first["number"], first["submitted_by"], first["reached"]) == (1, "key operator", "failed")
    assert first["failure"]["stage"] == "evaluate"
    assert "2655.726" in json.dumps(first["failure"])
    answer = operator.post(path, source, YAML)
    assert answer.status_code == 202
    assert finish(house, answer).state == State.ACTIVE
    first, second = house.api("auditor@alpha").get("/agents/mended/versions/1.0.0").json()["revisions"]
    assert (first["reached"], second["reached"], second["failure"]) == ("failed", "active", None)
    kept = house.api("auditor@alpha").get(f"{path}/1").json()
    assert ("2655.726" in kept["pack"], kept["completion"]) == (True, "")
    assert operator.get(f"{path}/3").status_code == 404


def test_another_versions_specification_is_no_attempt_at_this_one(house: House) -> None:
    source = failed(house, "exact")
    operator, path = house.api("operator@alpha"), "/agents/exact/versions/1.0.0/revisions"
    for other in (pack_of("exacter"), source.replace(b"version: 1.0.0", b"version: 1.0.1", 1)):
        refused = operator.post(path, other, YAML)
        assert (refused.status_code, refused.json()["type"]) == (422, "urn:greenlang:problem:another-version")
    assert len(operator.get(path).json()["results"]) == 1
    settled = operator.post("/agents/stationary-combustion/versions/1.0.0/revisions", pack_of("exact"), YAML)
    assert settled.status_code == 422


def test_a_build_is_sent_as_a_form_as_well(house: House) -> None:
    operator = house.api("operator@alpha")
    answer = send_form(operator, "/builds", pack=pack_of("by-form"))
    assert answer.status_code == 202, answer.content
    assert finish(house, answer).state == State.ACTIVE
    assert send_form(operator, "/builds", pack=pack_of("by-form"), more="x").status_code == 400
    assert send_form(operator, "/builds", completion="x: 1").status_code == 422
    assert send_form(operator, "/builds", pack=["a", "b"]).status_code == 400
    assert send_form(operator, "/builds", pack=["a"] * 2000).status_code == 400


def test_an_analyst_approves_and_the_rest_goes_on_as_a_job(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    conditional(monkeypatch, house.alpha, source=pack_of("reviewed"), actor="key operator")
    path = "/agents/reviewed/versions/1.0.0/review"
    analyst = house.api("analyst@alpha")
    assert analyst.post(path, {"decision": "approve"}).status_code == 400
    assert analyst.post(path, {"decision": "approve", "reason": "So", "by": "me"}).status_code == 400
    answer = analyst.post(path, {"decision": "approve", "reason": "Small load."})
    assert (answer.status_code, answer.json()["state"], answer.json()["reviewer"]) == (201, "validated", "key analyst")
    assert answer["Location"] == f"/api/v1/jobs/{answer.json()['job']}"
    assert finish(house, answer).state == State.ACTIVE
    (review,) = house.api("auditor@alpha").get("/agents/reviewed/versions/1.0.0").json()["reviews"]
    assert (review["decision"], review["reason"]) == ("approve", "Small load.")
    assert analyst.post(path, {"decision": "reject", "reason": "Late."}).status_code == 409


def test_a_rejection_needs_no_job(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    conditional(monkeypatch, house.alpha, source=pack_of("refused"), actor="key admin")
    path = "/agents/refused/versions/1.0.0/review"
    own = house.api("admin@alpha").post(path, {"decision": "approve", "reason": "Mine."})
    assert (own.status_code, own.json()["type"]) == (403, "urn:greenlang:problem:own-build")
    answer = house.api("analyst@alpha").post(path, {"decision": "reject", "reason": "Too little."})
    assert (answer.status_code, answer.json()["state"], answer.json()["job"]) == (201, "failed", None)


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("auditor@alpha", "review", 403),
        ("operator@alpha", "review", 403),
        ("analyst@alpha", "review", 409),
        ("admin@alpha", "review", 409),
        ("auditor@alpha", "revisions", 403),
        ("analyst@alpha", "revisions", 422),
        ("operator@alpha", "revisions", 422),
    ],
)
def test_a_role_reaches_as_far_as_it_reaches(house: House, who: str, path: str, status: int) -> None:
    address = f"/agents/stationary-combustion/versions/1.0.0/{path}"
    if path == "review":
        answer = house.api(who).post(address, {"decision": "approve", "reason": "Seen."})
    else:
        answer = house.api(who).post(address, b"x: 1", YAML)
    assert answer.status_code == status


def test_an_outsider_gets_the_answer_of_an_unknown_agent(house: House) -> None:
    outsider = house.api("admin@beta")
    for path in ("revisions", "revisions/1", "review"):
        answers = []
        for agent_id in ("stationary-combustion", "no-such-agent"):
            address = f"/agents/{agent_id}/versions/1.0.0/{path}"
            if path == "review":
                answer = outsider.post(address, {"decision": "approve", "reason": "Seen."})
            else:
                answer = outsider.get(address)
            answers.append((answer.status_code, answer.content.replace(agent_id.encode(), b"X")))
        assert answers[0] == answers[1], path
        assert answers[0][0] == 404
    sent = outsider.post(
        "/agents/stationary-combustion/versions/1.0.0/revisions", pack_of("stationary-combustion"), YAML
    )
    assert sent.status_code == 404
