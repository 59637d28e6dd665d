"""Jobs whose task the broker lost are told again; those whose worker is gone for good say so."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from apps.jobs.lost import MOST_LOST, job_give_up
from apps.jobs.models import QUEUED_SECONDS, Job
from apps.jobs.services import WorkFailed, job_run
from apps.jobs.sweeping import DOUBTED_SECONDS, SILENT_SECONDS, jobs_abandon, jobs_sweep
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope

TASK = "reports.write"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Tasks that the broker is told of: name, job."""
    told: list[tuple[str, str]] = []

    def send_task(name: str, args: list[str]) -> None:
        told.append((name, args[1]))

    monkeypatch.setattr("apps.jobs.sweeping.current_app.send_task", send_task)
    return told


def job(task: str = TASK, **more: Any) -> Job:
    made = Job.objects.create(kind="report", task=task, **more)
    return Job.objects.get(id=made.id)


def test_a_job_that_waits_too_long_is_told_again_once_in_a_while(
    tenant_a: Tenant, sent: list[tuple[str, str]], django_capture_on_commit_callbacks: Any
) -> None:
    with tenant_scope(tenant_a.id):
        fresh, lost = job(), job()
        Job.objects.filter(id=lost.id).update(told_at=Now() - timedelta(seconds=QUEUED_SECONDS + 1))
        for expected in (1, 0):
            with django_capture_on_commit_callbacks(execute=True):
                assert jobs_sweep() == expected
        assert sent == [(TASK, str(lost.id))]
        assert {found.state for found in Job.objects.filter(id__in=[fresh.id, lost.id])} == {"queued"}


def test_a_job_that_runs_longer_than_any_task_may_has_lost_its_worker(tenant_a: Tenant, settings: Any) -> None:
    with tenant_scope(tenant_a.id):
        lost, works = job(), job()
        for each in (lost, works):
            each.begin()
        longest = max(settings.CELERY_TASK_TIME_LIMIT, settings.BATCH_TASK_SECONDS)
        Job.objects.filter(id=lost.id).update(started_at=Now() - timedelta(seconds=longest + 120))
        assert jobs_sweep() == 1
        lost.refresh_from_db()
        works.refresh_from_db()
    assert (lost.state, works.state) == ("failed", "running")
    assert lost.error is not None
    assert "not heard of" in lost.error["message"]


def silent_for(job: Job, **seconds: int) -> None:
    """As if so much time had gone by since."""
    Job.objects.filter(id=job.id).update(**{name: Now() - timedelta(seconds=since) for name, since in seconds.items()})


@pytest.mark.parametrize("task", [TASK, ""])
def test_a_worker_that_is_silent_is_doubted_and_then_given_up(tenant_a: Tenant, task: str) -> None:
    with tenant_scope(tenant_a.id):
        lost = job(task)
        lost.begin(beats=True)
        assert jobs_sweep() == 0
        silent_for(lost, heard_at=SILENT_SECONDS + 1)
        assert [jobs_sweep(), jobs_sweep()] == [0, 0]
        silent_for(lost, doubted_at=DOUBTED_SECONDS + 1)
        assert jobs_sweep() == 1
        lost.refresh_from_db()
    assert (lost.state, lost.finished_at is None) == ("failed", False)
    assert lost.error is not None
    assert "not heard of" in lost.error["message"]


def test_work_that_commits_with_its_end_is_done_by_another_and_not_for_ever(
    tenant_a: Tenant, sent: list[tuple[str, str]], django_capture_on_commit_callbacks: Any
) -> None:
    with tenant_scope(tenant_a.id):
        lost = Job.objects.create(kind="executions", task=TASK)
        for turn in range(MOST_LOST + 1):
            lost = Job.objects.get(id=lost.id)
            lost.begin(beats=True)
            silent_for(lost, heard_at=10_000, doubted_at=DOUBTED_SECONDS + 1)
            with django_capture_on_commit_callbacks(execute=True):
                jobs_sweep()
            lost.refresh_from_db()
            assert (lost.state, len(sent)) == (("queued", turn + 1) if turn < MOST_LOST else ("failed", MOST_LOST))


def test_who_asked_for_an_end_is_not_given_another_turn(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        lost = Job.objects.create(kind="executions", task=TASK)
        lost.begin(beats=True)
        lost.ask_to_cancel()
        job_give_up(lost, "Its worker process ended.")
        lost.refresh_from_db()
    assert lost.state == "failed"


def test_a_worker_that_slept_with_its_machine_is_heard_again_and_goes_on(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        works = job()
        works.begin(beats=True)
        silent_for(works, heard_at=10_000)
        assert jobs_sweep() == 0
        assert works.heard()
        works.refresh_from_db()
        assert works.doubted_at is None
        silent_for(works, doubted_at=0)
        assert jobs_sweep() == 0
        works.refresh_from_db()
    assert works.state == "running"


def test_work_that_goes_on_elsewhere_is_not_doubted(tenant_a: Tenant) -> None:
    run = job_run_as(tenant_a, lambda job: None)
    with tenant_scope(tenant_a.id):
        silent_for(run, heard_at=10_000, doubted_at=10_000)
        run.leave()
        assert jobs_sweep() == 0
        run.refresh_from_db()
    assert (run.state, run.heard_at) == ("running", None)


def test_a_worker_that_was_given_up_notes_nothing(tenant_a: Tenant) -> None:
    def work(job: Job) -> dict[str, str]:
        with tenant_scope(tenant_a.id):
            Job.objects.get(id=job.id).fail(WorkFailed("Its worker was not heard of any more."))
        return {"late": "result"}

    found = job_run_as(tenant_a, work)
    assert (found.state, found.result) == ("failed", {})


def test_a_worker_that_was_given_up_stops_at_its_next_step(tenant_a: Tenant) -> None:
    steps: list[str] = []

    def work(job: Job) -> dict[str, str]:
        with tenant_scope(tenant_a.id):
            Job.objects.get(id=job.id).fail(WorkFailed("Its worker was not heard of any more."))
            Job.objects.get(id=job.id).queue_again()
            Job.objects.get(id=job.id).begin(beats=True)
            steps.append("taken up by another")
            try:
                job.report(done=1, total=2)
            except Exception:
                steps.append("undone")
                raise
        steps.append("went on")
        return {}

    found = job_run_as(tenant_a, work)
    with tenant_scope(tenant_a.id):
        found.refresh_from_db()
    assert (found.state, steps) == ("running", ["taken up by another"])


def test_a_worker_says_that_it_lives_beside_its_work(
    committed: object, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.jobs.beating.BEAT_SECONDS", 0.02)

    def work(job: Job) -> dict[str, int]:
        heard: set[object] = set()
        until = time.monotonic() + 30
        while len(heard) < 3 and time.monotonic() < until:
            with tenant_scope(tenant.id):
                heard.add(Job.objects.get(id=job.id).heard_at)
        return {"heard": len(heard)}

    found = job_run_as(tenant, work)
    assert (found.state, found.result) == ("succeeded", {"heard": 3})


def job_run_as(tenant: Tenant, work: Any) -> Job:
    with tenant_scope(tenant.id):
        made = job()
    return job_run(tenant_id=tenant.id, job_id=made.id, work=work)


@pytest.fixture
def tenant(committed: object) -> Tenant:
    """One whose jobs are really committed, so that another thread sees them."""
    return tenant_create(slug="alpha", name="Alpha")


def test_at_a_start_what_was_begun_is_given_up_and_what_waits_still_does(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        waits, begun, again, run = job(), job(), Job.objects.create(kind="executions", task=TASK), job("")
        Job.objects.filter(id=run.id).update(kind="run")
        for each in (begun, again, run):
            Job.objects.get(id=each.id).begin()
        assert jobs_abandon(keep=["run"]) == 2
        states = [Job.objects.get(id=each.id).state for each in (waits, begun, again, run)]
    assert states == ["queued", "failed", "queued", "running"]
