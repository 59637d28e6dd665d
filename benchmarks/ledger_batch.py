"""``bench ledger_batch``: a batch with full provenance, chain and forced row-level security, against a bare COPY.

Every round persists its share of the rows in each way, one after the other, into a database of the bench's own: the
reference table by one bare COPY of rows made beforehand (1.00), the same with its provenance as text, the batch by one
worker (calculated, hashed, chained, committed by partitions), the batch by two processes on one tenant, and a tenth
of the rows by Django's ``bulk_create``. The rows of activity data are made beforehand, as those of the reference are.
"""

import multiprocessing
import os
import statistics
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.db import connections

from apps.calculations.models import Calculation
from apps.calculations.services.batch import BatchResult, BatchRow, batch_execute
from apps.calculations.services.ledger import new_calculation_id
from benchmarks.figure import Figure
from benchmarks.ground.database import bench_tenant, own_database, superuser, use_database
from benchmarks.ground.measuring import (
    ServerClock,
    cpu_seconds,
    interleaved,
    median_ratio,
    peak_memory,
    seconds_of,
)
from benchmarks.ground.profiling import profile_text
from benchmarks.ground.reference import create_reference, reference_blocks, reference_copy
from benchmarks.ground.sample import batch_rows, calculator
from greenlang.isolation import tenant_scope

ROUNDS = 5
ROWS = 1_000_000
ONE_WORKER, TWO_WORKERS = 0.90, 0.70
FEWER = 10
"""``bulk_create`` does this fraction of the rows; its seconds are scaled."""
FLAT = 1.1
_TABLES = ("calculations_calculation", "calculations_recipe", "calculations_ledgersegment")


def figures(tell: Callable[[str], None], rounds: int, rows: int = ROWS) -> list[Figure]:
    """Ratios to the reference, microseconds a row, bytes a record, memory."""
    share = max(rows // rounds, 1000)
    with own_database() as database:
        bench = _Bench(database, share, tell)
        seconds = bench.measure(rounds)
        found = _ratios(seconds, share)
        found += [*bench.cpu(), *bench.size(), *_memory(database, bench.tenant_id, share)]
        missed = [figure.name for figure in found if figure.holds is False]
        if missed:
            tell(f"missed: {', '.join(missed)}; where one worker spends its time:")
            profiled = list(batch_rows(min(share, 20_000)))
            tell(profile_text(lambda: batch(bench.tenant_id, profiled)))
    return found


class _Bench:
    """The ways, each over the same rows of a round."""

    def __init__(self, database: str, share: int, tell: Callable[[str], None]) -> None:
        self.database, self.share, self.tell = database, share, tell
        self.tenant_id, self.other_tenant_id = bench_tenant(), bench_tenant("other")
        self.kinds = {"jsonb": "bench_reference", "text": "bench_reference_text"}
        for kind, table in self.kinds.items():
            create_reference(table, kind)
        self.round = -1
        self.blocks: list[bytes] = []
        self.rows: list[BatchRow] = []
        self.workers = [_Worker(database, self.tenant_id) for _ in range(2)]

    def measure(self, rounds: int) -> dict[str, list[float]]:
        """Seconds of each way in each round; a small round before them warms up."""
        share, self.share = self.share, 2000
        seconds: dict[str, list[float]] = {}
        try:
            self._round()
            self.share = share
            for number in range(rounds):
                for name, values in self._round().items():
                    seconds.setdefault(name, []).extend(values)
                self.tell(f"round {number + 1} of {rounds}: {share} rows each")
        finally:
            for worker in self.workers:
                worker.stop()
        return seconds

    def _round(self) -> dict[str, list[float]]:
        self.round += 1
        start = self.round * 10_000_000
        self.blocks = reference_blocks(self.share, start)
        self.rows = list(batch_rows(self.share, start))
        half = self.share // 2
        for index, worker in enumerate(self.workers):
            worker.prepare(half, start + index * half)
        ways = {
            "reference": lambda: reference_copy(self.kinds["jsonb"], self.blocks),
            "reference, provenance as text": lambda: reference_copy(self.kinds["text"], self.blocks),
            "one worker": lambda: batch(self.tenant_id, self.rows),
            "two workers": self._two,
        }
        names = list(ways)
        turned = names[self.round % len(names) :] + names[: self.round % len(names)]
        seconds = interleaved({name: ways[name] for name in turned}, 1)
        fewer = self.share // FEWER
        seconds["bulk_create"] = [
            seconds_of(lambda: bulk_create(self.other_tenant_id, start, fewer)) * self.share / fewer
        ]
        return seconds

    def _two(self) -> None:
        for worker in self.workers:
            worker.go()
        for worker in self.workers:
            worker.done()

    def cpu(self) -> list[Figure]:
        """CPU time a row of both processes together; unlike the clock's it hardly feels what else is running."""
        with superuser(self.database) as connection:
            server = ServerClock(connection.info.backend_pid)
        blocks = reference_blocks(self.share, 10**12)
        seconds = {
            "reference": cpu_seconds(lambda: reference_copy(self.kinds["jsonb"], blocks), server),
            "one worker": cpu_seconds(lambda: batch(self.tenant_id, self.rows), server),
        }
        ratio = seconds["one worker"] / seconds["reference"] if seconds["reference"] else 0.0
        return [
            *(
                Figure(f"CPU of {name}, a row", round(value / self.share * 1e6, 2), "us")
                for name, value in seconds.items()
            ),
            Figure("CPU, one worker / reference", round(ratio, 3), "x"),
        ]

    def size(self) -> list[Figure]:
        """Bytes a record, with its share of recipes and segments, indexes and all; and of the reference."""
        with superuser(self.database) as connection:
            counted = connection.execute("SELECT count(*) FROM calculations_calculation").fetchone()
            reference = connection.execute("SELECT count(*) FROM bench_reference").fetchone()
            size = "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) name"
            batched = connection.execute(size, [list(_TABLES)]).fetchone()
            bare = connection.execute(size, [["bench_reference"]]).fetchone()
        assert counted and reference and batched and bare
        return [
            Figure("bytes a record", round(int(str(batched[0])) / int(str(counted[0]))), "B"),
            Figure("bytes a row of the reference", round(int(str(bare[0])) / int(str(reference[0]))), "B"),
        ]


def batch(tenant_id: uuid.UUID, rows: list[BatchRow]) -> BatchResult:
    """One worker's batch, every row of which must be in the ledger."""
    result = batch_execute(tenant_id=tenant_id, calculator=calculator(), rows=rows)
    assert (result.calculated, result.refused) == (len(rows), 0)
    return result


def bulk_create(tenant_id: uuid.UUID, start: int, count: int) -> None:
    """The rows the batch would write, by Django; without hashes, chain, recipes or calculation."""
    moment, recipe_id = datetime.now(UTC), uuid.UUID(int=0)
    rows = (
        Calculation(
            id=new_calculation_id(), tenant_id=tenant_id, sequence=start + index, recorded_at=moment,
            recipe_id=recipe_id,
            inputs='{"fuel":"natural-gas","quantity":{"unit":"scf","value":"2.001"},"region":"US"}',
            masses='["0.10893355956","0.000002053026","0.0000002053026"]', result="0.109045449477",
            co2e="0.109045449477", co2_biogenic="0", source=str(index) * 30, activity_id=uuid.UUID(int=index),
        )
        for index in range(count)
    )  # fmt: skip
    with tenant_scope(tenant_id):
        Calculation.objects.bulk_create(rows, batch_size=1000)


class _Worker:
    """A process of its own that waits to be let go."""

    def __init__(self, database: str, tenant_id: uuid.UUID) -> None:
        connections.close_all()
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, database, tenant_id), daemon=True)
        self.process.start()

    def prepare(self, count: int, start: int) -> None:
        self.pipe.send((count, start))
        assert self.pipe.recv() == "ready"

    def go(self) -> None:
        self.pipe.send("go")

    def done(self) -> None:
        assert self.pipe.recv() == "done"

    def stop(self) -> None:
        self.pipe.send(None)
        self.process.join(10)


def _work(pipe: "multiprocessing.connection.Connection", database: str, tenant_id: uuid.UUID) -> None:
    use_database(database)
    while (wanted := pipe.recv()) is not None:
        rows = list(batch_rows(*wanted))
        pipe.send("ready")
        assert pipe.recv() == "go"
        batch(tenant_id, rows)
        pipe.send("done")
    connections.close_all()
    os._exit(0)


def _ratios(seconds: dict[str, list[float]], share: int) -> list[Figure]:
    reference = seconds["reference"]
    targets = {"one worker": ONE_WORKER, "two workers": TWO_WORKERS}
    found = [
        Figure(f"{name} / reference", round(median_ratio(values, reference), 3), "x", targets.get(name))
        for name, values in seconds.items()
        if name != "reference"
    ]
    return found + [
        Figure(f"{name}, a row", round(statistics.median(values) / share * 1e6, 2), "us")
        for name, values in seconds.items()
    ]


def _memory(database: str, tenant_id: uuid.UUID, share: int) -> list[Figure]:
    """Peak of a fresh worker that takes its rows as they come, for some rows and for four times as many."""
    peaks = []
    for factor in (1, 4):
        count = max(share // 8, 5000) * factor
        call = f"import django; django.setup(); from {__name__} import memory_of; "
        call += f"print(memory_of({database!r}, {str(tenant_id)!r}, {count}))"
        done = subprocess.run(
            [sys.executable, "-c", call],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]},
            capture_output=True,
            text=True,
            check=True,
        )
        peaks.append((count, float(done.stdout)))
    found = [Figure(f"peak memory, {count} rows", round(peak, 1), "MB") for count, peak in peaks]
    return [*found, Figure("memory at four times the rows", round(peaks[1][1] / peaks[0][1], 3), "x", FLAT)]


def memory_of(database: str, tenant_id: str, count: int) -> float:
    """Most MB of this process, once it has persisted so many rows."""
    use_database(database)
    result = batch_execute(tenant_id=uuid.UUID(tenant_id), calculator=calculator(), rows=batch_rows(count))
    assert result.calculated == count
    return peak_memory()
