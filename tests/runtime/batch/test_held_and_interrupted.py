"""Paused work waits, retired work fails with the reason, and what breaks from outside counts as no attempt."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.factory.services import version_command
from apps.jobs.models import Job
from apps.runtime.batch import attempts
from apps.runtime.batch.attempts import Way, here, partition_attempt, under_guard
from apps.runtime.batch.errors_file import errors_csv
from apps.runtime.batch.progress import run_progress, run_state
from apps.runtime.batch.sweeping import tenant_sweep
from apps.runtime.models import Run, RunPartition
from apps.runtime.selectors import run_get
from apps.runtime.services.runs import _where, run_cancel, run_resume, run_settle, run_submit
from greenlang.errors import Gone
from greenlang.isolation import tenant_scope
from tests.house import House


@pytest.fixture
def run(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Four rows in two partitions; no broker hears of them."""
    monkeypatch.setattr(settings, "BATCH_PARTITION_ROWS", 2)
    monkeypatch.setattr(settings, "BATCH_BACKOFF_SECONDS", 0)
    monkeypatch.setattr("apps.runtime.batch.telling._send", lambda tenant_id, ids: None)
    with tenant_scope(house.alpha.id):
        job = run_submit(version=house.version, period=house.period, actor="test")
        made = Run.objects.get(id=job.result["run_id"])
    yield made
    attempts.guard_end()
    attempts._works.clear()
    with tenant_scope(house.alpha.id):
        run_cancel(made)


def attempt(house: House, run: Run, number: int, way: Way = here) -> RunPartition:
    with tenant_scope(house.alpha.id):
        partition = RunPartition.objects.get(run=run, number=number)
    partition_attempt(tenant_id=house.alpha.id, partition_id=partition.id, way=way)
    with tenant_scope(house.alpha.id):
        run_settle(run.id)
        return RunPartition.objects.get(id=partition.id)


def states(house: House, run: Run) -> list[str]:
    with tenant_scope(house.alpha.id):
        return states_here(run)


def states_here(run: Run) -> list[str]:
    return list(RunPartition.objects.filter(run=run).order_by("number").values_list("state", flat=True))


def test_a_paused_agents_partitions_are_held_with_the_reason_and_go_on_by_the_sweeper(house: House, run: Run) -> None:
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb="pause", actor="test", reason="meter")
    assert attempt(house, run, 0).state == "held"
    assert states(house, run) == ["held", "held"]
    tenant_sweep(house.alpha.id)
    with tenant_scope(house.alpha.id):
        progress = run_progress(run.id)
        job = Job.objects.get(id=run.job_id or "")
        # As where the process that resumed it ended before it could say so to the run.
        AgentVersion.objects.filter(id=house.version.id).update(state=State.RUNNING)
    assert "paused" in progress.held
    assert run_state(job, progress) == "held"
    assert job.message.startswith("Held at 0 of 4 rows")
    assert not job.is_terminal
    assert tenant_sweep(house.alpha.id).went_on == 2
    assert [attempt(house, run, number).state for number in (0, 1)] == ["done", "done"]
    with tenant_scope(house.alpha.id):
        job.refresh_from_db()
    assert (job.state, job.result["succeeded"], job.result["failed"]) == ("succeeded", 3, 1)


@pytest.mark.parametrize(("way", "error"), [(here, InterfaceError), (under_guard, OperationalError)])
def test_a_database_that_goes_away_is_an_interruption_and_no_attempt(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch, way: Way, error: type[Exception]
) -> None:
    def cut(*args: object) -> None:
        raise error("closed")

    monkeypatch.setattr(settings, "BATCH_INTERRUPTIONS", 3)
    monkeypatch.setattr(attempts, "partition_work", cut)
    first, second = attempt(house, run, 0, way), attempt(house, run, 0, way)
    assert [(p.state, p.interruptions, p.attempts) for p in (first, second)] == [("queued", 1, 0), ("queued", 2, 0)]
    third = attempt(house, run, 0, way)
    assert (third.state, third.interruptions, third.suspects) == ("failed", 3, {})
    assert third.error is not None
    assert "The database went away" in third.error["message"]


@pytest.mark.parametrize("by", ["the retirement", "the sweeper"])
def test_what_is_held_fails_with_the_reason_once_the_agent_is_retired(house: House, run: Run, by: str) -> None:
    late = partial(RunPartition.objects.filter(run=run).update, state="held", error={"message": "it is paused"})
    with undone_afterwards(house):
        version_command(version=house.version, verb="pause", actor="test", reason="meter")
        if by == "the retirement":
            late()
        version_command(version=house.version, verb="retire", actor="test", reason="replaced")
        if by == "the sweeper":
            late()
            tenant_sweep(house.alpha.id)
        job = Job.objects.get(id=run.job_id or "")
        progress = run_progress(run.id)
        assert (job.state, run_state(job, progress), progress.held) == ("failed", "failed", "")
        run.refresh_from_db()
        assert run.finished_at is not None
        assert job.error is not None
        assert "4 rows were not calculated" in job.error["message"]
        assert job.error["message"].endswith("is retired (replaced).")
        assert job.error["where"] == "rows 1 to 4"
        assert job.error["mend"].startswith("The run cannot be resumed")
        assert "in the ledger" not in job.error["mend"]


@pytest.mark.parametrize("before", ["failed", "cancelled"])
def test_a_retired_agents_run_is_not_resumed_and_advises_another(house: House, run: Run, before: str) -> None:
    with undone_afterwards(house):
        version_command(version=house.version, verb="pause", actor="test", reason="meter")
        if before == "cancelled":
            run_cancel(run)
        else:
            RunPartition.objects.filter(run=run).update(state="failed", error={"message": "It broke."})
            run_settle(run.id)
            job = Job.objects.get(id=run.job_id or "")
            assert job.error is not None
            assert job.error["mend"].startswith("Resume the run")
        version_command(version=house.version, verb="retire", actor="test", reason="replaced")
        stopped = run_get(run.id)
        with pytest.raises(Gone, match=r"is retired \(replaced\)\. The run cannot be resumed"):
            run_resume(stopped)
        assert states_here(run) == [before, before]
        lines = errors_csv(stopped).splitlines()[1:]
        assert ["run another agent" in line for line in lines] == [True] * 4


def test_rows_of_neighbouring_partitions_are_told_as_one_stretch() -> None:
    assert _where([(13_001, 1000), (14_001, 5960)]) == "rows 13001 to 19960"
    assert _where([(1, 2), (5, 1), (6, 4)]) == "rows 1 to 2, 5 to 9"
    assert _where((place, 1) for place in range(1, 20, 2)) == (
        "rows 1 to 1, 3 to 3, 5 to 5, 7 to 7, 9 to 9 and 5 stretches more"
    )


@contextmanager
def undone_afterwards(house: House) -> Iterator[None]:
    """The tenant's scope, of which nothing stays: the house's agent serves other tests."""
    with tenant_scope(house.alpha.id):
        yield
        transaction.set_rollback(True)
    with tenant_scope(house.alpha.id):
        house.version.refresh_from_db()


def test_a_retired_agents_run_fails_with_the_reason_and_is_tried_no_more(house: House, run: Run) -> None:
    with tenant_scope(house.alpha.id):
        version_command(version=house.version, verb="pause", actor="test", reason="replaced")
        version_command(version=house.version, verb="retire", actor="test", reason="replaced")
    assert [attempt(house, run, number).attempts for number in (0, 1)] == [1, 1]
    assert states(house, run) == ["failed", "failed"]
    with tenant_scope(house.alpha.id):
        job = Job.objects.get(id=run.job_id or "")
    assert job.state == "failed"
    assert job.error is not None
    assert "is retired" in job.error["message"]
