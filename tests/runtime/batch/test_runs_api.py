"""A run at its doors: progress, cancelling, resuming, and the error file, by API and in the portal."""

import csv
import io
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.jobs.models import Job
from apps.runtime.models import Run, RunPartition
from apps.runtime.services.runs import run_cancel, run_submit
from greenlang.isolation import tenant_scope
from tests.house import House


def path_of(house: House) -> str:
    return f"/runs/{house.run['run_id']}"


def submitted(house: House, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A run that no worker hears of."""
    monkeypatch.setattr("apps.runtime.batch.telling._send", lambda tenant_id, ids: None)
    with tenant_scope(house.alpha.id):
        job = run_submit(version=house.version, period=house.period, actor="test")
        return Run.objects.get(id=job.result["run_id"])


def test_a_run_tells_its_rows_and_partitions(house: House) -> None:
    answer = house.api("auditor@alpha").get(path_of(house))
    assert answer.status_code == 200
    document = answer.json()
    assert (document["rows"], document["succeeded"], document["failed"], document["unreached"]) == (4, 3, 1, 0)
    assert document["partitions"] == {"done": 1}
    assert (document["state"], document["seconds_left"]) == ("succeeded", None)
    assert document["finished_at"] is not None
    assert (document["agent_id"], document["held"]) == ("stationary-combustion", "")


def test_the_error_file_says_row_place_reason_and_mend(house: House) -> None:
    answer = house.api("auditor@alpha").get(f"{path_of(house)}/errors.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].endswith('-errors.csv"')
    lines = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len(lines) == 1
    assert (lines[0]["file"], lines[0]["row"]) == ("activity.csv", "5")
    assert "unobtainium" in lines[0]["reason"]
    assert lines[0]["place"]
    assert lines[0]["mend"]


@pytest.mark.parametrize("path", ["", "/errors.csv"])
def test_another_tenants_run_is_an_unknown_one(house: House, path: str) -> None:
    unknown = house.api("admin@beta").get(f"/runs/00000000-0000-4000-8000-000000000000{path}")
    theirs = house.api("admin@beta").get(f"{path_of(house)}{path}")
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.json() == unknown.json()


def test_a_run_is_cancelled_and_resumed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    run = submitted(house, monkeypatch)
    api = house.api("analyst@alpha")
    assert house.api("auditor@alpha").post(f"/runs/{run.id}/cancel").status_code == 403
    assert (api.get(f"/runs/{run.id}").json()["state"], run.finished_at) == ("queued", None)
    cancelled = api.post(f"/runs/{run.id}/cancel").json()
    assert (cancelled["state"], cancelled["finished_at"] is not None) == ("cancelled", True)
    assert (cancelled["partitions"], cancelled["unreached"]) == ({"cancelled": 1}, 4)
    assert api.get(f"/jobs/{run.job_id}").json()["state"] == "cancelled"
    lines = list(csv.DictReader(io.StringIO(api.get(f"/runs/{run.id}/errors.csv").content.decode())))
    assert [line["reason"] for line in lines] == ["The run was cancelled."] * 4
    resumed = api.post(f"/runs/{run.id}/resume").json()
    assert (resumed["state"], resumed["finished_at"]) == ("running", None)
    assert (resumed["partitions"], resumed["unreached"]) == ({"queued": 1}, 0)
    job = api.get(f"/jobs/{run.job_id}").json()
    assert (job["state"], job["started_at"] is not None) == ("running", True)
    assert api.post(f"/runs/{run.id}/resume").status_code == 409
    assert api.post(f"/runs/{run.id}/forget").status_code == 404


def test_the_portal_cancels_resumes_and_hands_out_the_error_file(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    run = submitted(house, monkeypatch)
    browser = house.browser("analyst@alpha")
    page = f"/runs/{run.job_id}"
    assert "Cancel" in browser.get(page).content.decode()
    browser.post(page, {"cancel": "1"})
    shown = browser.get(page).content.decode()
    assert "Resume" in shown
    assert "0 accepted + 0 rejected + 0 duplicate + 4 not reached</dd>" in shown
    assert 'hx-trigger="every 15s"' in shown
    browser.post(page, {"resume": "1"})
    shown = browser.get(page).content.decode()
    assert "Calculating" in shown
    assert 'hx-trigger="every 1s"' in shown
    answer = browser.get(f"{page}/errors.csv")
    assert answer["Content-Type"].startswith("text/csv")


def test_the_portal_says_of_a_run_what_its_job_does_not_yet(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    run = submitted(house, monkeypatch)
    browser, page = house.browser("auditor@alpha"), f"/runs/{run.job_id}"
    waiting = browser.get(page).content.decode()
    assert "Waiting for a worker" in waiting
    assert "Rows in</dt><dd>4 = 0 accepted + 0 rejected + 0 duplicate + 4 not reached yet</dd>" in waiting
    assert "0.0 ms" not in waiting
    with tenant_scope(house.alpha.id):
        RunPartition.objects.filter(run=run).update(state="running", lease_until=Now() + timedelta(hours=1))
        assert Job.objects.get(id=run.job_id or "").state == "queued"
    shown = browser.get(page).content.decode()
    with tenant_scope(house.alpha.id):
        run_cancel(run)
    assert "Calculating" in shown
    assert "4 not reached yet" in shown


def test_the_portal_finds_a_run_by_its_own_id_too(house: House) -> None:
    own = f"/runs/{house.run['run_id']}"
    browser = house.browser("auditor@alpha")
    answer = browser.get(own)
    assert (answer.status_code, answer["Location"]) == (302, f"/runs/{house.job.id}")
    assert browser.get(f"{own}/errors.csv").status_code == 200
    shown = browser.get(answer["Location"]).content.decode()
    assert "4 = 3 accepted + 1 rejected + 0 duplicate</dd>" in shown
    assert "hx-trigger" not in shown
    assert house.browser("admin@beta").get(own).status_code == 404


def test_a_retired_agents_run_is_refused_its_resumption_at_both_doors(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = submitted(house, monkeypatch)
    api, browser, page = house.api("analyst@alpha"), house.browser("analyst@alpha"), f"/runs/{run.job_id}"
    api.post(f"/runs/{run.id}/cancel")
    with tenant_scope(house.alpha.id):
        AgentVersion.objects.filter(id=house.version.id).update(state=State.RETIRED)
    answer = api.post(f"/runs/{run.id}/resume")
    shown = browser.get(page).content.decode()
    asked = browser.post(page, {"resume": "1"}, follow=True).content.decode()
    with tenant_scope(house.alpha.id):
        AgentVersion.objects.filter(id=house.version.id).update(state=State.RUNNING)
    assert answer.status_code == 410
    assert "is retired" in answer.json()["detail"]
    assert 'name="resume"' not in shown
    assert "run another agent over the period" in asked
    assert api.get(f"/runs/{run.id}").json()["state"] == "cancelled"


def test_what_looks_like_a_formula_is_written_as_text(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.runtime.batch import errors_file

    monkeypatch.setattr(errors_file, "_refused", lambda run: iter([("=1+1", "2", "", "@SUM", "-")]))
    with tenant_scope(house.alpha.id):
        text = errors_file.errors_csv(Run.objects.get(id=house.run["run_id"]))
    assert "'=1+1,2,,'@SUM,'-" in text
