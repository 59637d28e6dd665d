"""Jobs whose task the broker lost are told again; those whose worker is gone for good say so."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from apps.jobs.models import Job
from apps.jobs.services import jobs_abandon
from apps.jobs.sweeping import QUEUED_SECONDS, jobs_sweep
from apps.tenants.models import Tenant
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
        Job.objects.filter(id=lost.id).update(
            started_at=Now() - timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 120)
        )
        assert jobs_sweep() == 1
        lost.refresh_from_db()
        works.refresh_from_db()
    assert (lost.state, works.state) == ("failed", "running")
    assert lost.error is not None
    assert "not heard of" in lost.error["message"]


def test_work_in_partitions_goes_on_after_a_start_and_a_tasks_work_does_not(tenant_a: Tenant) -> None:
    with tenant_scope(tenant_a.id):
        task, run = job(), Job.objects.create(kind="run")
        assert jobs_abandon(keep=["run"]) == 1
        task.refresh_from_db()
        run.refresh_from_db()
    assert (task.state, run.state) == ("failed", "queued")
