"""``bench freeze``: time and memory of freezing a period of so many lines into one snapshot, part by part.

The organisation is that of ``bench portal``, at another size: a period has six of ten of its entries.
"""

import resource
import statistics
import time
from collections.abc import Callable
from functools import partial

from django.core.management import call_command
from django.db import transaction

from apps.inventory.figures.updating import figures_catch_up
from apps.inventory.models import ReportingPeriod
from apps.reports.datapoints import datapoints_of
from apps.reports.services import report_freeze
from apps.reports.shapes import InventorySnapshot
from apps.reports.snapshot import verify_snapshot
from benchmarks.figure import Figure
from benchmarks.ground.database import kept_database
from benchmarks.ground.million import LATER, Million, million_found, million_make
from benchmarks.ground.profiling import profile_text
from greenlang.isolation import tenant_context, tenant_scope

ROUNDS = 3
ROWS = 10_000
OF_TEN = 6
SECONDS, MEGABYTES = 10.0, 500.0


def figures(tell: Callable[[str], None], rounds: int, rows: int = ROWS) -> list[Figure]:
    """Seconds to freeze, to check and to state a snapshot of so many lines; peak memory of the process."""
    entries = -(-rows * 10 // OF_TEN)
    with kept_database(f"bench_freeze_{rows}", partial(_make, tell, entries)):
        million = million_found()
        with tenant_context(million.tenant.id):
            figures_catch_up()
            before = _megabytes()
            frozen = [_seconds(lambda: _frozen(million)) for _ in range(rounds)]
            snapshot = _frozen(million)
            checked = [_seconds(lambda: verify_snapshot(snapshot)) for _ in range(rounds)]
            stated = [_seconds(lambda: datapoints_of(snapshot)) for _ in range(rounds)]
            tell(profile_text(lambda: _frozen(million)))
    lines = len(snapshot["lines"])
    target = SECONDS if rows <= ROWS else None
    return [
        Figure(f"{lines:,} lines frozen", round(statistics.median(frozen), 3), "s", target),
        Figure(f"{lines:,} lines checked", round(statistics.median(checked), 3), "s"),
        Figure(f"{lines:,} lines stated", round(statistics.median(stated), 3), "s"),
        Figure("memory before", before, "MB"),
        Figure("peak memory", _megabytes(), "MB", MEGABYTES if rows <= ROWS else None),
    ]


def _make(tell: Callable[[str], None], entries: int) -> None:
    tell(f"making {entries:,} calculations, which is done once")
    call_command("load_catalogue", verbosity=0)
    million_make(tell, entries)


def _frozen(million: Million) -> InventorySnapshot:
    with tenant_scope(million.tenant.id), transaction.atomic():
        period = ReportingPeriod.objects.select_related("entity").get(name=str(LATER))
        report = report_freeze(period=period)
        transaction.set_rollback(True)
        snapshot: InventorySnapshot = report.snapshot
        return snapshot


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _megabytes() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
