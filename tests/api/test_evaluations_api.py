"""Evaluations on demand over the API and the command line: kept beside the gate's report, which stays what it is."""

import json
import uuid

import pytest
from django.core.management import call_command

from apps.evaluation.models import QualityReport
from apps.evaluation.selectors import gate_report
from apps.factory.evaluations import evaluation_work
from apps.factory.promises import promises_of
from apps.jobs.models import Job
from apps.jobs.services import job_run
from greenlang.isolation import tenant_scope
from tests.house import House

PATH = "/agents/stationary-combustion/versions/1.0.0/evaluations"


def test_one_asked_for_is_kept_beside_the_gate_s(house: House) -> None:
    operator = house.api("operator@alpha")
    accepted = operator.post(PATH, {"depth": "again"})
    assert accepted.status_code == 202, accepted.content
    with tenant_scope(house.alpha.id):
        job = Job.objects.get(id=accepted.headers["Location"].rsplit("/", 1)[1])
        before = gate_report(house.version)
    job_run(tenant_id=house.alpha.id, job_id=job.id, work=lambda job: evaluation_work(job, house.alpha.id))
    done = operator.get(f"/jobs/{job.id}").json()
    assert done["state"] == "succeeded", done
    newest, *older = operator.get(PATH).json()["results"]
    assert (newest["id"], newest["depth"]) == (done["result"]["report_id"], "again")
    assert [report["depth"] for report in older][-1] == "gate"
    whole = operator.get(f"{PATH}/{newest['id']}").json()["document"]
    assert [dimension["number"] for dimension in whole["evaluation"]["dimensions"]] == [str(n) for n in range(1, 13)]
    assert whole["gate"]["verdict"] == "PASS"
    with tenant_scope(house.alpha.id):
        assert gate_report(house.version) == before
        assert QualityReport.objects.filter(version=house.version).first() == before
    shown = operator.get("/agents/stationary-combustion/versions/1.0.0").json()["quality_report"]
    assert shown["evaluation"]["depth"] == "gate"


def test_a_deep_one_is_the_default_and_others_are_refused(house: House) -> None:
    operator = house.api("operator@alpha")
    accepted = operator.post(PATH, {})
    assert accepted.status_code == 202
    with tenant_scope(house.alpha.id):
        job = Job.objects.get(id=accepted.headers["Location"].rsplit("/", 1)[1])
        assert job.arguments["depth"] == "deep"
        job.cancel()
    assert operator.post(PATH, {"depth": "gate"}).status_code == 400
    assert operator.post(PATH, {"deep": True}).status_code == 400
    assert operator.get(f"{PATH}/{uuid.uuid4()}").status_code == 404


def test_an_outsider_and_an_auditor_start_none(house: House) -> None:
    assert house.api("auditor@alpha").get(PATH).status_code == 200
    assert house.api("auditor@alpha").post(PATH, {}).status_code == 403
    outsider, unknown = house.api("admin@beta"), PATH.replace("stationary-combustion", "no-such-agent")
    for path in (PATH, unknown):
        assert (outsider.get(path).status_code, outsider.post(path, {}).status_code) == (404, 404)


@pytest.mark.thorough
def test_the_command_tells_every_dimension(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("stationary-combustion", "--tenant", house.alpha.slug, "--version", "1.0.0")
    call_command("evaluate_agent", *arguments, "--json")
    document = json.loads(capsys.readouterr().out)
    assert (document["tenant"], document["evaluation"]["depth"]) == (house.alpha.slug, "again")
    assert len(document["evaluation"]["dimensions"]) == 12
    call_command("evaluate_agent", *arguments)
    told = capsys.readouterr().out
    assert "PASS" in told
    assert "Interoperability" in told
    assert "mean time between failures, at least, h:" in told


def test_the_next_version_is_compared_with_the_registered_one(house: House) -> None:
    with tenant_scope(house.alpha.id):
        house.version.version, own = "1.1.0", house.version.version
        try:
            promises = promises_of(house.version)
        finally:
            house.version.version = own
        (earlier,) = promises.earlier
        assert (earlier.version, earlier.outputs) == ("1.0.0", {"co2e": "kg CO2e"})
        assert len(earlier.samples) == 9
        assert promises_of(house.version).earlier == ()
