"""``bench reports``: a report's files, and the first download with and without what was written when the run ended.

Of an organisation that is made once and kept in a database of its own. Each file is written in a process that has
written none yet. Both ways of the first download are measured one after the other in each round, so that the part that
is saved is a ratio within one run, whatever else the machine does.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
from django.core.management import call_command

from apps.reports.ahead import report_prepare_ahead
from apps.reports.formats.registry import FORMATS
from apps.reports.models import FileAhead, InventoryReport
from apps.reports.services import report_freeze, report_write
from benchmarks.figure import Figure
from benchmarks.ground.database import kept_database
from benchmarks.ground.fresh import measured_fresh
from benchmarks.ground.million import Million, million_found, million_make
from greenlang.errors import Unavailable
from greenlang.isolation import tenant_context, tenant_scope

ROUNDS = 3
ROWS = 18_000
"""Calculations, of which some ten thousand are lines of the later year."""
SAVED, LIMIT, MEMORY = 60.0, 10.0, 500.0
"""Per cent, seconds, MB."""


def figures(tell: Callable[[str], None], rounds: int, rows: int = ROWS) -> list[Figure]:
    """Seconds and memory of each format, and of the first download."""
    with kept_database(f"bench_reports_{rows}", partial(_make, tell, rows)):
        million = million_found()
        with tenant_context(million.tenant.id):
            return [*_formats(tell, million), *_first_download(tell, million, rounds)]


def _make(tell: Callable[[str], None], rows: int) -> None:
    tell(f"making {rows:,} calculations, which is done once")
    call_command("load_catalogue", verbosity=0)
    million_make(tell, rows)


def _formats(tell: Callable[[str], None], million: Million) -> list[Figure]:
    with tenant_scope(million.tenant.id):
        report = report_freeze(period=million.period)
    lines = len(report.snapshot["lines"])
    tell(f"{lines:,} lines")
    found = [Figure("lines", lines, "lines")]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot.json"
        path.write_bytes(orjson.dumps(report.snapshot))
        for kind in FORMATS:
            try:
                measures = measured_fresh(kind, path)
            except Unavailable as error:
                tell(f"{kind.label}: {error.message}")
                continue
            tell(f"{measures.seconds:7.2f} s  {measures.cpu:7.2f} s of CPU  {measures.megabytes:6.1f} MB  {kind.label}")
            found += [
                Figure(kind.label, measures.seconds, "s", LIMIT),
                Figure(f"{kind.label}: CPU", measures.cpu, "s"),
                Figure(f"{kind.label}: memory", measures.megabytes, "MB", MEMORY),
            ]
    _forget(million)
    return found


def _first_download(tell: Callable[[str], None], million: Million, rounds: int) -> list[Figure]:
    without, ahead = [], []
    for _ in range(rounds):
        without.append(_seconds(lambda: _report(million)))
        report_prepare_ahead(tenant_id=million.tenant.id, period_id=million.period.id)
        ahead.append(_seconds(lambda: _report(million)))
    saved = [1 - quick / slow for slow, quick in zip(without, ahead, strict=True)]
    tell(f"{statistics.median(without):.2f} s without, {statistics.median(ahead):.2f} s with files written ahead")
    return [
        Figure("first download, nothing written ahead", statistics.median(without), "s"),
        Figure("first download, written ahead", statistics.median(ahead), "s"),
        Figure("part saved", round(100 * statistics.median(saved), 1), "%", better="higher", goal=SAVED),
    ]


def _report(million: Million) -> None:
    """From asking for a report to its PDF and Excel being there."""
    with tenant_scope(million.tenant.id):
        report = report_freeze(period=million.period)
    report_write(report)


def _forget(million: Million) -> None:
    with tenant_scope(million.tenant.id):
        InventoryReport.objects.filter(period_id=million.period.id).delete()
        FileAhead.objects.all().delete()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 3)
