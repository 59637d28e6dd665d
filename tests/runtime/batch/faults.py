"""A batch on several worker nodes, and everything that can go wrong with them, at random."""

import contextlib
import os
import random
import signal
import subprocess
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models import Count, Sum

from apps.agents.models import AgentVersion
from apps.calculations.models import Calculation
from apps.calculations.models.ledger import ExactNumeric
from apps.calculations.selectors.verification import ledger_verify
from apps.factory.services import build_now, version_command
from apps.inventory.models import ActivityUpload, Site
from apps.inventory.services import period_open
from apps.jobs.models import Job
from apps.runtime.batch.progress import Progress, run_progress
from apps.runtime.models import Execution, Run
from apps.runtime.services.runs import run_submit
from apps.tenants.models import Tenant
from apps.tenants.services import tenant_create
from greenlang.isolation import tenant_scope
from tests.database import superuser_connection
from tests.events.surroundings import Surroundings
from tests.house import PACK
from tests.measured import measured_once

A_MMBTU = Decimal("53.1145")
"""kg CO2e of one mmBtu of natural gas at AR5."""
EVERY_REFUSED = 500
"""One row in so many names a fuel that there is not."""
_ROWS_SQL = """
INSERT INTO inventory_activitydata (id, tenant_id, upload_id, period_id, site_id, row, start, "end", quantity, unit,
    basis, attributes, reference, row_hash)
SELECT gen_random_uuid(), %(tenant)s, %(upload)s, %(period)s, %(site)s, n + 1, '2025-01-01', '2025-01-31', n::text,
    'mmBtu', 'gross', jsonb_build_object('fuel', CASE WHEN n %% %(every)s = 0 THEN 'unobtainium' ELSE 'natural-gas' END,
    'region', 'US'), 'R-' || n, 'sha256:' || md5(n::text) || md5(n::text)
FROM generate_series(1, %(rows)s) AS n
"""
# Short, so that what is lost is found within seconds.
SETTINGS = {
    "GREENLANG_BATCH_LEASE_SECONDS": "4",
    "GREENLANG_BATCH_TELL_AGAIN_SECONDS": "4",
    "GREENLANG_BATCH_BACKOFF_SECONDS": "1",
    "GREENLANG_LOG_LEVEL": "WARNING",
}


@dataclass
class Batch:
    """A run over made rows: 1, 2, … mmBtu of natural gas, one row in `EVERY_REFUSED` of something else."""

    tenant: Tenant
    version: AgentVersion
    rows: int
    job: Job = field(init=False)

    @classmethod
    def make(cls, rows: int) -> "Batch":
        """The agent through the whole pipeline, the rows past the door, the run as people submit one."""
        tenant = tenant_create(slug="alpha", name="Alpha")
        with patch("apps.factory.pipeline.evaluate", measured_once):
            version = build_now(tenant_id=tenant.id, source=PACK.read_bytes(), actor="test").version
        batch = cls(tenant, version, rows)
        with tenant_scope(tenant.id):
            version_command(version=version, verb="start", actor="test")
            batch._submit()
        return batch

    def _submit(self) -> None:
        period = period_open(entity_name="Alpha", name="2025", start=date(2025, 1, 1), end=date(2025, 12, 31))
        upload = ActivityUpload.objects.create(
            period=period,
            filename="made.csv",
            sha256="",
            rows_in=self.rows,
            accepted=self.rows,
            rejected=0,
            duplicate=0,
        )
        site = Site.objects.create(entity=period.entity, name="North")
        parameters: dict[str, Any] = {
            "tenant": self.tenant.id, "upload": upload.id, "period": period.id, "site": site.id, "rows": self.rows,
            "every": EVERY_REFUSED,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_ROWS_SQL, parameters)
        self.job = run_submit(version=self.version, period=period, actor="test")

    @property
    def run_id(self) -> uuid.UUID:
        """Of the run."""
        return uuid.UUID(self.job.arguments["run_id"])

    def progress(self) -> Progress:
        """As it stands."""
        with tenant_scope(self.tenant.id):
            return run_progress(self.run_id)

    def is_over(self) -> bool:
        """Whether its job says so."""
        with tenant_scope(self.tenant.id):
            self.job.refresh_from_db()
        return self.job.is_terminal

    def in_ledger(self) -> tuple[int, int]:
        """Records, and rows they are of."""
        with tenant_scope(self.tenant.id):
            made = Calculation.objects.aggregate(rows=Count("id"), different=Count("activity_id", distinct=True))
        return made["rows"], made["different"]

    def check(self) -> None:
        """Every row is in the ledger once, or its reason is kept once; the sum is exact and the chain holds."""
        refused = self.rows // EVERY_REFUSED
        without = sum(range(EVERY_REFUSED, self.rows + 1, EVERY_REFUSED))
        expected = A_MMBTU * (self.rows * (self.rows + 1) // 2 - without)
        with tenant_scope(self.tenant.id):
            run = Run.objects.get(id=self.run_id)
            counted = Execution.objects.filter(run=run).aggregate(
                rows=Count("activity_id"), different=Count("activity_id", distinct=True)
            )
            ledger = Calculation.objects.aggregate(
                rows=Count("id"), different=Count("activity_id", distinct=True),
                co2e=Sum("co2e", output_field=ExactNumeric()),
            )  # fmt: skip
            job = Job.objects.get(id=self.job.id)
            verdict = ledger_verify()
        assert counted == {"rows": self.rows, "different": self.rows}
        assert ledger == {"rows": self.rows - refused, "different": self.rows - refused, "co2e": expected}
        assert (run.succeeded, run.failed) == (self.rows - refused, refused)
        assert (job.state, job.error) == ("succeeded", None)
        assert verdict.holds, verdict.reason


class Nodes:
    """Worker nodes and a sweeper on one broker, each started again when it has ended, as a supervisor does."""

    def __init__(
        self,
        surroundings: Surroundings,
        count: int,
        each: int,
        more: Mapping[str, str],
        app: str = "greenlang.celery",
    ) -> None:
        self.surroundings, self.more = surroundings, {**SETTINGS, **more}
        self.commands = {
            f"node{number}": [
                "-m", "celery", "--app", app, "worker", "--hostname", f"node{number}@%h",
                "--concurrency", str(each), "--without-gossip", "--without-mingle", "--loglevel", "ERROR",
            ]
            for number in range(count)
        }  # fmt: skip
        self.commands["sweeper"] = ["-m", "django", "sweeper"]
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.restarts = 0

    def __enter__(self) -> "Nodes":
        self.keep_up()
        return self

    def __exit__(self, *error: object) -> None:
        for process in self.running.values():
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def keep_up(self) -> None:
        """Start what does not run."""
        for name, command in self.commands.items():
            process = self.running.get(name)
            if process is not None and process.poll() is None:
                continue
            if process is not None:
                self.restarts += 1
                with contextlib.suppress(OSError):  # what it left behind
                    os.killpg(process.pid, signal.SIGKILL)
            self.running[name] = self.surroundings.start(*command, more=self.more)

    def nodes(self) -> list[int]:
        """The processes that are started here."""
        return [process.pid for process in self.running.values() if process.poll() is None]

    def workers(self) -> list[int]:
        """What the nodes have forked to take tasks."""
        return [child for node in self.nodes() for child in _children(node)]

    def guarded(self) -> list[int]:
        """What those have forked to calculate a partition."""
        return [child for worker in self.workers() for child in _children(worker)]


def _children(parent: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{parent}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(text) for text in task.read_text().split()]
    return found


def _is_busy(process: int) -> bool:
    """Whether it computes at this moment."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    return False


@dataclass
class Faults:
    """What goes wrong, by a seed.

    Args:
        weights: how often what happens, against each other.
        stops: seconds a process is stopped for, at least and at most.
    """

    surroundings: Surroundings
    nodes: Nodes
    random: random.Random
    weights: Mapping[str, int]
    stops: tuple[float, float]
    done: Counter[str] = field(default_factory=Counter)
    stopped: dict[int, float] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Faults so far."""
        return sum(self.done.values())

    def one(self) -> None:
        """Let something happen; what finds nobody to happen to is not counted."""
        kind = self.random.choices(list(self.weights), list(self.weights.values()))[0]
        if getattr(self, f"_{kind}")():
            self.done[kind] += 1

    def go_on(self, *, all_of_them: bool = False) -> None:
        """Wake whom it is time to wake."""
        for process, until in list(self.stopped.items()):
            if all_of_them or time.monotonic() > until:
                with contextlib.suppress(OSError):
                    os.kill(process, signal.SIGCONT)
                del self.stopped[process]

    def _kill_guarded(self) -> bool:
        return self._signal(self.nodes.guarded(), signal.SIGKILL)

    def _kill_worker(self) -> bool:
        return self._signal(self.nodes.workers(), signal.SIGKILL)

    def _kill_node(self) -> bool:
        return self._signal(self.nodes.nodes(), signal.SIGKILL)

    def _stop(self) -> bool:
        everybody = [*self.nodes.guarded(), *self.nodes.workers(), *self.nodes.nodes()]
        return self._signal([each for each in everybody if each not in self.stopped], signal.SIGSTOP)

    def _stop_with_child(self) -> bool:
        """A worker and what calculates for it, in the middle: its lease runs out, and it finds out when it goes on.

        Half of the workers are left, to take what it had.
        """
        workers = self.nodes.workers()
        awake = [worker for worker in workers if worker not in self.stopped]
        at_work = [worker for worker in awake if any(_is_busy(child) for child in _children(worker))]
        if not at_work or len(awake) * 2 <= len(workers):
            return False
        worker = self.random.choice(at_work)
        until = time.monotonic() + self.random.uniform(*self.stops)
        for process in (*_children(worker), worker):
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGSTOP)
                self.stopped[process] = until
        return worker in self.stopped

    def _signal(self, processes: list[int], number: signal.Signals) -> bool:
        if not processes:
            return False
        process = self.random.choice(processes)
        try:
            os.kill(process, number)
        except OSError:
            return False
        if number is signal.SIGSTOP:
            self.stopped[process] = time.monotonic() + self.random.uniform(*self.stops)
        return True

    def _cut_connections(self) -> bool:
        """As when the database's server restarts: every second connection ends in the middle of what it does."""
        own = connection.connection.info.backend_pid if connection.connection else 0
        with superuser_connection("postgres") as superuser:
            cut = superuser.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE datname = %s AND pid <> %s AND random() < 0.5 AND backend_type = 'client backend'",
                [self.surroundings.database.name, own],
            ).fetchone()
        return bool(cut and cut[0])

    def _restart_redis(self) -> bool:
        """It comes back empty: everything that was told is forgotten."""
        self.surroundings.redis.stop()
        time.sleep(self.random.uniform(0.0, 0.3))
        self.surroundings.redis.start()
        return True


def batch_under_faults(
    batch: Batch, nodes: Nodes, faults: Faults, *, a_partition: float, longest: float
) -> Iterator[Progress]:
    """Until the run is over: faults at the pace of its progress, so that they come as it goes on and not before.

    Args:
        a_partition: faults for each partition that is done, at least.
        longest: seconds it may take.

    Yields:
        The progress, now and then.
    """
    until = time.monotonic() + longest
    try:
        while not batch.is_over():
            progress = batch.progress()
            assert time.monotonic() < until, f"not over in time: {progress}, {faults.done}"
            yield progress
            nodes.keep_up()
            faults.go_on()
            if not progress.is_over and faults.count < a_partition * (1 + progress.partitions.get("done", 0)):
                faults.one()
            time.sleep(faults.random.uniform(0.02, 0.2))
    finally:
        faults.go_on(all_of_them=True)
