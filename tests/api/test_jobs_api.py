"""Long work is listed, watched and stopped by whoever may begin it."""

import pytest

from apps.jobs.models import Job, JobState
from greenlang.isolation import tenant_scope
from tests.house import House


def job_made(house: House, kind: str) -> Job:
    with tenant_scope(house.alpha.id):
        return Job.objects.create(kind=kind, created_by="test")


def test_jobs_are_listed_by_kind_and_state(house: House) -> None:
    auditor, made = house.api("auditor@alpha"), job_made(house, "report")
    listed = auditor.get("/jobs?kind=report&state=queued").json()["results"]
    assert str(made.id) in {row["id"] for row in listed}
    assert {(row["kind"], row["state"]) for row in listed} == {("report", "queued")}
    assert auditor.get("/jobs?state=begun").status_code == 422
    assert house.api("admin@beta").get("/jobs").json() == {"results": [], "next": None}


def test_runs_are_listed_by_period(house: House) -> None:
    auditor = house.api("auditor@alpha")
    (run,) = auditor.get(f"/runs?period_id={house.period.id}").json()["results"]
    assert (run["agent_id"], run["version"], run["state"]) == ("stationary-combustion", "1.0.0", "succeeded")
    assert auditor.get(f"/runs/{run['id']}").json()["rows"] == run["rows"]
    assert auditor.get(f"/runs?period_id={house.report.id}").json()["results"] == []
    assert auditor.get("/runs?period_id=x").json()["errors"][0]["parameter"] == "period_id"
    assert house.api("admin@beta").get("/runs").json()["results"] == []


@pytest.mark.parametrize(
    ("kind", "who", "status"),
    [
        ("report", "analyst", 202),
        ("report", "operator", 403),
        ("build", "operator", 202),
        ("evaluation", "auditor", 403),
        ("operate", "analyst", 403),
        ("data-export", "analyst", 403),
        ("something else", "admin", 202),
    ],
)
def test_a_job_is_stopped_by_whoever_may_begin_it(house: House, kind: str, who: str, status: int) -> None:
    path = f"/jobs/{job_made(house, kind).id}"
    answer = house.api(f"{who}@alpha").post(f"{path}/cancel")
    assert answer.status_code == status
    assert house.api("auditor@alpha").get(path).json()["cancel_requested"] == (status == 202)
    if status == 202:
        assert (answer["Location"], answer["Retry-After"]) == (f"/api/v1{path}", "1")


def test_what_has_ended_and_what_is_anothers_is_not_stopped(house: House) -> None:
    path = f"/jobs/{house.job.id}/cancel"
    assert house.job.state == JobState.SUCCEEDED
    assert house.api("admin@alpha").post(path).status_code == 409
    assert house.api("admin@beta").post(path).status_code == 404
