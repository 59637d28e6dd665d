"""A run in partitions: every row once, whoever works on it, however often, and however that ends."""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.db.models import DurationField, ExpressionWrapper, F, Sum
from django.db.models.functions import Now

from apps.calculations.models import Calculation
from apps.calculations.models.ledger import ExactNumeric
from apps.calculations.selectors.verification import ledger_verify
from apps.events.dead_letters import dead_letter_replay
from apps.events.models import DeadLetter
from apps.inventory.models import ReportingPeriod
from apps.inventory.services import activity_upload, period_open
from apps.jobs.models import Job
from apps.runtime import tasks
from apps.runtime.batch import attempts, leases
from apps.runtime.batch.attempts import here, partition_attempt, under_guard
from apps.runtime.batch.calculating import Work, partition_work
from apps.runtime.batch.guard import Mark
from apps.runtime.batch.poison import row_again
from apps.runtime.batch.progress import Progress, run_progress, run_state
from apps.runtime.batch.suspects import AT_FAULT
from apps.runtime.batch.sweeping import tenant_sweep
from apps.runtime.errors import LeaseLost, NothingToResume
from apps.runtime.models import Execution, Run, RunPartition
from apps.runtime.selectors import run_lock
from apps.runtime.services.runs import run_cancel, run_create, run_resume, run_settle
from greenlang.engine.batch import BatchCalculator
from greenlang.isolation import tenant_scope
from tests.house import House

ROWS, SIZE = 50, 20
_WAITING_SQL = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
HEADER = "site,start,end,fuel,region,quantity,unit,basis,reference\n"


@pytest.fixture
def period(house: House, settings: Any) -> ReportingPeriod:
    """A period of its own with rows for three partitions: 1, 2, … 50 mmBtu of natural gas."""
    settings.BATCH_PARTITION_ROWS, settings.BATCH_BACKOFF_SECONDS = SIZE, 0
    return period_of(house, ROWS)


def period_of(house: House, rows: int) -> ReportingPeriod:
    """A period with rows of 1, 2, 3, … mmBtu of natural gas."""
    name = f"2025-{uuid.uuid4().hex[:6]}"
    lines = "".join(
        f"North,2025-01-01,2025-01-31,natural-gas,US,{number},mmBtu,gross,R-{number}\n" for number in range(1, rows + 1)
    )
    with tenant_scope(house.alpha.id):
        made = period_open(entity_name="Alpha", name=name, start=date(2025, 1, 1), end=date(2025, 12, 31))
        activity_upload(period=made, filename=f"{name}.csv", data=(HEADER + lines).encode())
    return made


@pytest.fixture
def run(house: House, period: ReportingPeriod) -> Iterator[Run]:
    """A run over it, with a job, that nobody works on yet."""
    with tenant_scope(house.alpha.id):
        made = run_create(version=house.version, period=period, actor="test")
        job = Job.objects.create(kind="run", arguments={"run_id": str(made.id)}, created_by="test")
        made.job_id = job.id
        made.save(update_fields=["job_id"])
    yield made
    attempts.guard_end()
    attempts._works.clear()
    with tenant_scope(house.alpha.id):
        for made in Run.objects.all():
            run_cancel(made)


def partitions(house: House, run: Run) -> list[RunPartition]:
    with tenant_scope(house.alpha.id):
        return list(RunPartition.objects.filter(run=run).order_by("number"))


def attempt(house: House, partition: RunPartition, way: attempts.Way = here) -> RunPartition:
    partition_attempt(tenant_id=house.alpha.id, partition_id=partition.id, way=way)
    with tenant_scope(house.alpha.id):
        run_settle(partition.run_id)
    with tenant_scope(house.alpha.id):
        partition.refresh_from_db()
    return partition


def progress(house: House, run: Run) -> Progress:
    with tenant_scope(house.alpha.id):
        return run_progress(run.id)


def job_of(house: House, run: Run) -> Job:
    with tenant_scope(house.alpha.id):
        return Job.objects.get(arguments__run_id=str(run.id))


def kilograms(house: House, run: Run) -> Decimal:
    """What the run put into the ledger, kg CO2e."""
    with tenant_scope(house.alpha.id):
        made = Execution.objects.filter(run=run, calculation_id__isnull=False).values("calculation_id")
        total = Calculation.objects.filter(id__in=made).aggregate(total=Sum("co2e", output_field=ExactNumeric()))
        return Decimal(total["total"] or 0)


def a_kilogram(house: House) -> Decimal:
    """Of one mmBtu at the period's potentials."""
    return Decimal("53.1145")


def test_a_run_is_split_in_the_order_of_its_rows(house: House, run: Run) -> None:
    made = partitions(house, run)
    assert [(p.number, p.first, p.rows) for p in made] == [(0, 1, 20), (1, 21, 20), (2, 41, 10)]
    assert len({activity for p in made for activity in p.activity_ids}) == ROWS == run.rows


@pytest.mark.parametrize("way", [here, under_guard])
def test_partitions_by_whoever_takes_them_make_one_run(house: House, run: Run, way: attempts.Way) -> None:
    for partition in reversed(partitions(house, run)):
        assert attempt(house, partition, way).state == "done"
    assert kilograms(house, run) == a_kilogram(house) * (ROWS * (ROWS + 1) // 2)
    job = job_of(house, run)
    assert (job.state, job.done, job.total) == ("succeeded", ROWS, ROWS)
    assert job.result["succeeded"] == ROWS
    with tenant_scope(house.alpha.id):
        assert ledger_verify().holds


def test_a_partition_is_taken_once(house: House, run: Run) -> None:
    first = partitions(house, run)[0]
    with tenant_scope(house.alpha.id):
        assert leases.partition_claim(first.id, "one") is not None
        assert leases.partition_claim(first.id, "other") is None


def test_a_worker_whose_lease_was_taken_commits_nothing(house: House, run: Run) -> None:
    first = partitions(house, run)[0]
    with tenant_scope(house.alpha.id):
        lease = leases.partition_claim(first.id, "slow")
        assert lease is not None
        RunPartition.objects.filter(id=first.id).update(lease_until=Now() - timedelta(seconds=1))
        work = Work.of(run.id)
    assert tenant_sweep(house.alpha.id).expired == 1
    assert attempt(house, first).state == "done"
    before = kilograms(house, run)
    with pytest.raises(LeaseLost):
        partition_work(lease, work, Mark())
    with tenant_scope(house.alpha.id):
        assert not leases.lease_renew(lease)
        leases.lease_failed(lease, {"message": "late"})
        leases.lease_blames(lease, str(first.activity_ids[0]), "late", AT_FAULT)
    assert kilograms(house, run) == before == a_kilogram(house) * (SIZE * (SIZE + 1) // 2)
    assert partitions(house, run)[0].state == "done"


def test_were_there_no_fence_the_database_would_refuse_the_second_effect(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = partitions(house, run)[0]
    with tenant_scope(house.alpha.id):
        lease = leases.partition_claim(first.id, "slow")
        assert lease is not None
        RunPartition.objects.filter(id=first.id).update(lease_until=Now() - timedelta(seconds=1))
        work = Work.of(run.id)
    tenant_sweep(house.alpha.id)
    assert attempt(house, first).state == "done"
    whoever = property(lambda lease: RunPartition.objects.filter(id=lease.partition_id))
    monkeypatch.setattr(leases.Lease, "held", whoever)
    with pytest.raises(IntegrityError, match="one_execution_a_row"):
        partition_work(lease, work, Mark())
    assert kilograms(house, run) == a_kilogram(house) * (SIZE * (SIZE + 1) // 2)


def test_what_fails_is_tried_three_times_and_resumed_by_hand(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise ValueError("the disk is full")

    first, second, third = partitions(house, run)
    monkeypatch.setattr(attempts, "partition_work", broken)
    assert [attempt(house, first).state for _ in range(3)] == ["queued", "queued", "failed"]
    monkeypatch.undo()
    attempt(house, second)
    attempt(house, third)
    job = job_of(house, run)
    assert job.state == "failed"
    assert job.error is not None
    assert "20 rows were not calculated" in job.error["message"]
    with tenant_scope(house.alpha.id):
        run_resume(run)
    assert job_of(house, run).state == "running"
    assert attempt(house, first).state == "done"
    assert job_of(house, run).state == "succeeded"
    assert progress(house, run).succeeded == ROWS
    with tenant_scope(house.alpha.id), pytest.raises(NothingToResume):
        run_resume(run)


def test_the_pause_between_attempts_doubles(house: House, run: Run, settings: Any) -> None:
    settings.BATCH_BACKOFF_SECONDS, settings.BATCH_ATTEMPTS = 100, 9
    first = partitions(house, run)[0]
    pauses = []
    for _ in range(3):
        with tenant_scope(house.alpha.id):
            RunPartition.objects.filter(id=first.id).update(due_at=Now())
            lease = leases.partition_claim(first.id, "one")
            assert lease is not None
            leases.lease_failed(lease, {"message": "no"})
            due = RunPartition.objects.annotate(pause=models_pause()).get(id=first.id)
            pauses.append(round(due.pause.total_seconds()))
        assert partition_attempt(tenant_id=house.alpha.id, partition_id=first.id, way=here) is None
    assert pauses == [100, 200, 400]


def models_pause() -> Any:
    return ExpressionWrapper(F("due_at") - Now(), output_field=DurationField())


def test_a_cancelled_run_keeps_what_it_has_and_takes_nothing_more(house: House, run: Run) -> None:
    first, second, third = partitions(house, run)
    attempt(house, first)
    with tenant_scope(house.alpha.id):
        lease = leases.partition_claim(second.id, "one")
        work = Work.of(run.id)
        run_cancel(run)
    assert lease is not None
    with pytest.raises(LeaseLost):
        partition_work(lease, work, Mark())
    assert attempt(house, third).state == "cancelled"
    assert job_of(house, run).state == "cancelled"
    assert (progress(house, run).succeeded, progress(house, run).unreached) == (SIZE, ROWS - SIZE)


def until_somebody_waits_for_a_lock() -> None:
    """Hang guard: half a minute."""
    for _ in range(3000):
        with connection.cursor() as cursor:
            # What the statistics said is kept until the transaction ends.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(_WAITING_SQL)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("Nobody waits.")


def in_scope(house: House, work: Callable[[], object]) -> None:
    """In the calling thread's own connection, which is closed afterwards."""
    try:
        with tenant_scope(house.alpha.id):
            work()
    finally:
        connection.close()


def test_cancelling_while_a_worker_notes_how_far_it_is_ends_well_for_both(house: House, run: Run) -> None:
    with ThreadPoolExecutor(1) as pool:
        with tenant_scope(house.alpha.id):
            run_lock(run.id)
            cancelling = pool.submit(in_scope, house, lambda: run_cancel(run))
            until_somebody_waits_for_a_lock()
            run_settle(run.id)
        cancelling.result(30)
    assert job_of(house, run).state == "cancelled"


def test_a_partition_that_is_being_committed_is_not_in_the_way_of_cancelling(house: House, run: Run) -> None:
    first = partitions(house, run)[0]
    with ThreadPoolExecutor(1) as pool:
        with tenant_scope(house.alpha.id):
            lease = leases.partition_claim(first.id, "one")
        assert lease is not None
        with tenant_scope(house.alpha.id):
            leases.lease_settle(lease, succeeded=SIZE, failed=0, dead=0)
            Execution.objects.create(version=run.version, run=run, activity_id=first.activity_ids[0])
            cancelling = pool.submit(in_scope, house, lambda: run_cancel(run))
            until_somebody_waits_for_a_lock()
        cancelling.result(30)
    assert [each.state for each in partitions(house, run)] == ["done", "cancelled", "cancelled"]
    assert job_of(house, run).state == "cancelled"


def poison(monkeypatch: pytest.MonkeyPatch, quantity: str, what: Any) -> None:
    """An agent that does something no agent may when it meets this quantity."""
    calculate = BatchCalculator.row

    def row(self: BatchCalculator, document: Any) -> Any:
        if document["quantity"]["value"] == quantity:
            what()
        return calculate(self, document)

    monkeypatch.setattr(BatchCalculator, "row", row)


def exits() -> None:
    os._exit(0)


def leaves() -> None:
    raise SystemExit(0)


def raises() -> None:
    raise ZeroDivisionError("by the agent")


def hangs() -> None:
    time.sleep(600)


def eats() -> None:
    bytearray(1 << 40)


@pytest.mark.parametrize("what", [exits, leaves, raises, hangs, eats])
def test_a_poison_row_is_set_aside_after_three_attempts_and_the_others_stay(
    house: House, run: Run, settings: Any, monkeypatch: pytest.MonkeyPatch, what: Any
) -> None:
    settings.BATCH_ROW_SECONDS = 1
    monkeypatch.setattr("apps.runtime.batch.guard._POLL_SECONDS", 0.05)
    poison(monkeypatch, "7", what)
    first = partitions(house, run)[0]
    states = [attempt(house, first, under_guard).state for _ in range(4)]
    assert states == ["queued", "queued", "queued", "done"]
    assert (first.succeeded, first.failed, first.dead) == (SIZE - 1, 1, 1)
    assert kilograms(house, run) == a_kilogram(house) * (SIZE * (SIZE + 1) // 2 - 7)
    with tenant_scope(house.alpha.id):
        refused = Execution.objects.get(run=run, calculation_id=None)
    assert refused.error is not None
    assert refused.error["code"] == "poison-row"
    with tenant_scope(house.alpha.id):
        letter = DeadLetter.objects.get(source=f"run {run.id}")
    assert (letter.kind, letter.attempts, letter.payload["activity_id"]) == (
        "batch-row", 3, str(refused.activity_id),
    )  # fmt: skip
    assert first.attempts == 0


def test_of_a_thousand_rows_the_poison_row_is_set_aside_after_three_attempts_and_999_stay(
    house: House, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BATCH_BACKOFF_SECONDS = 0
    assert (settings.BATCH_PARTITION_ROWS, settings.BATCH_ATTEMPTS) == (1000, 3)
    period = period_of(house, 1000)
    with tenant_scope(house.alpha.id):
        run = run_create(version=house.version, period=period, actor="test")
    poison(monkeypatch, "500", exits)
    [whole] = partitions(house, run)
    assert [attempt(house, whole, under_guard).state for _ in range(4)] == ["queued"] * 3 + ["done"]
    assert (whole.rows, whole.succeeded, whole.failed, whole.dead) == (1000, 999, 1, 1)
    with tenant_scope(house.alpha.id):
        assert Calculation.objects.filter(activity_id__in=whole.activity_ids).count() == 999
        letter = DeadLetter.objects.get(source=f"run {run.id}")
    assert (letter.attempts, letter.payload["activity_id"]) == (3, str(whole.activity_ids[499]))
    assert kilograms(house, run) == a_kilogram(house) * (1000 * 1001 // 2 - 500)
    attempts.guard_end()


def test_a_dead_letter_that_is_replayed_calculates_its_row(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison(monkeypatch, "7", raises)
    for partition in partitions(house, run):
        for _ in range(4):
            attempt(house, partition)
    assert job_of(house, run).result["failed"] == 1
    monkeypatch.undo()
    with tenant_scope(house.alpha.id):
        dead_letter_replay(letter=DeadLetter.objects.get(source=f"run {run.id}"), actor="test")
    assert job_of(house, run).state == "running"
    assert attempt(house, partitions(house, run)[-1]).state == "done"
    assert (job_of(house, run).state, progress(house, run).succeeded) == ("succeeded", ROWS)
    assert kilograms(house, run) == a_kilogram(house) * (ROWS * (ROWS + 1) // 2)


def test_each_row_that_is_calculated_again_keeps_its_place_among_the_runs_rows(
    house: House, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.runtime.batch.poison.partitions_tell", lambda run_id: None)
    whole = partitions(house, run)[1]
    # Backwards, forwards, and the last of what is left: each shifts those behind it in the partition's own list.
    order = [3, 1, 2, SIZE - 1]
    for index in order:
        activity_id = whole.activity_ids[index]
        with tenant_scope(house.alpha.id):
            letter = DeadLetter(payload={"run_id": str(run.id), "activity_id": str(activity_id)})
            RunPartition.objects.filter(id=whole.id).update(failed=1, dead=1)
            row_again(letter)
    again = partitions(house, run)[-len(order) :]
    assert [(each.activity_ids, each.first) for each in again] == [
        ([whole.activity_ids[index]], whole.first + index) for index in order
    ]


def test_the_sweeper_tells_again_what_the_broker_lost(
    house: House, run: Run, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("apps.runtime.batch.telling.current_app.send_task", lambda *a, args, **k: told.append(args[1]))
    settings.BATCH_WORKERS = 2
    tenant_sweep(house.alpha.id)
    names = [str(partition.id) for partition in partitions(house, run)]
    assert told == names[:2]
    tenant_sweep(house.alpha.id)
    assert told == names[:2]
    with tenant_scope(house.alpha.id):
        RunPartition.objects.filter(run=run, told_at__isnull=False).update(told_at=Now() - timedelta(hours=1))
    tenant_sweep(house.alpha.id)
    assert told == names[:2] * 2


def test_a_run_whose_last_worker_died_before_noting_it_is_settled(house: House, run: Run) -> None:
    for partition in partitions(house, run):
        partition_attempt(tenant_id=house.alpha.id, partition_id=partition.id, way=here)
    assert job_of(house, run).state != "succeeded"
    tenant_sweep(house.alpha.id)
    assert job_of(house, run).state == "succeeded"


@pytest.mark.parametrize(
    ("partitions", "done", "job", "state"),
    [
        ({"queued": 2}, 0, "queued", "queued"),
        ({"queued": 2}, 0, "running", "running"),
        ({"queued": 1, "running": 1}, 0, "queued", "running"),
        ({"queued": 1, "done": 1}, 20, "queued", "running"),
        ({"held": 2}, 0, "queued", "held"),
        ({"held": 1, "running": 1}, 0, "running", "held"),
        ({"done": 2}, 40, "running", "running"),
        ({"done": 2}, 40, "succeeded", "succeeded"),
        ({"done": 1, "failed": 1}, 20, "failed", "failed"),
        ({"done": 1, "cancelled": 1}, 20, "cancelled", "cancelled"),
        ({"cancelled": 1, "failed": 1}, 0, None, "cancelled"),
        ({"done": 1, "failed": 1}, 20, None, "failed"),
        ({"done": 2}, 40, None, "succeeded"),
    ],
)
def test_a_runs_state_is_its_jobs_and_what_the_job_does_not_tell_yet(
    partitions: dict[str, int], done: int, job: str | None, state: str
) -> None:
    found = Progress(40, done, 0, 0, 0, partitions, 0, None, "")
    assert run_state(Job(tenant_id=uuid.uuid4(), state=job) if job else None, found) == state


def test_a_run_that_stands_still_has_neither_rate_nor_time_left(house: House, run: Run) -> None:
    attempt(house, partitions(house, run)[0])
    assert progress(house, run).rows_a_second > 0
    for state in ("held", "cancelled", "failed"):
        with tenant_scope(house.alpha.id):
            RunPartition.objects.filter(run=run).exclude(state="done").update(state=state)
        found = progress(house, run)
        assert (found.rows_a_second, found.seconds_left) == (0, None)


def test_progress_says_rows_rate_and_time_left(house: House, run: Run) -> None:
    attempt(house, partitions(house, run)[0])
    found = progress(house, run)
    assert (found.done, found.rows) == (SIZE, ROWS)
    assert found.rows_a_second > 0
    assert found.seconds_left is not None
    assert f"{SIZE} of {ROWS} rows" in found.message
    assert replace(found, held="the agent is paused.").message == f"Held at {SIZE} of {ROWS} rows: the agent is paused."


def test_the_end_of_the_last_run_over_a_period_has_its_report_written_ahead_unless_switched_off(
    house: House, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BATCH_BACKOFF_SECONDS = 0
    period, asked = period_of(house, 2), list[tuple[str, ...]]()
    monkeypatch.setattr(tasks, "under_guard", here)
    monkeypatch.setattr(tasks, "partitions_tell", lambda run_id: None)
    monkeypatch.setattr("apps.runtime.tasks.write_ahead.delay", lambda *named: asked.append(named))

    def to_the_end(run: Run) -> None:
        for partition in partitions(house, run):
            tasks.run_partition.apply(args=(str(house.alpha.id), str(partition.id)), throw=True)

    with tenant_scope(house.alpha.id):
        first, last = (run_create(version=house.version, period=period, actor="test") for _ in range(2))
    to_the_end(first)
    assert asked == []
    to_the_end(last)
    assert asked == [(str(house.alpha.id), str(period.id))]
    settings.REPORTS_AHEAD = False
    with tenant_scope(house.alpha.id):
        further = run_create(version=house.version, period=period, actor="test")
    to_the_end(further)
    assert len(asked) == 1
