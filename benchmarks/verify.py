"""``bench verify``: how many records of a ledger are verified in a second, by a core.

Verification keeps two processes busy in turn, its own and the server's; the CPU time of both is counted. Two ledgers:
one written in batches, one record by record (each a segment of its own, with a chain hash to be recomputed).
"""

import statistics
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from django.db import connection

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.statements import Store
from apps.calculations.selectors.verification import ledger_verify
from apps.calculations.services.batch import batch_execute
from apps.calculations.verifying import sound_chain
from benchmarks.figure import Figure
from benchmarks.ground.database import bench_tenant, own_database, superuser
from benchmarks.ground.profiling import profile_text
from benchmarks.ground.sample import batch_rows, calculator
from greenlang.isolation import tenant_scope

ROUNDS = 5
ROWS = 200_000
TARGET = 250_000
SINGLES = 20
"""A ledger of single records has this fraction of the rows."""


def figures(tell: Callable[[str], None], rounds: int, rows: int = ROWS) -> list[Figure]:
    """Records a second and core; beside it by the clock, and of the walk that names the first bad record."""
    singles = max(rows // SINGLES, 1)
    with own_database() as database:
        batched, single = bench_tenant("batched"), bench_tenant("single")
        batch_execute(tenant_id=batched, calculator=calculator(), rows=batch_rows(rows))
        batch_execute(tenant_id=single, calculator=calculator(), rows=batch_rows(singles), partition_size=1)
        with superuser(database) as admin:
            admin.execute("VACUUM ANALYZE")
        tell(f"{rows} records in batches and {singles} single ones are written")
        found: dict[str, list[float]] = {}
        for number in range(rounds):
            for name, tenant_id, count, verify in (
                ("in batches", batched, rows, sound),
                ("single", single, singles, sound),
                ("in batches, with recipes and checkpoints", batched, rows, whole),
            ):
                seconds, cpu = measured(tenant_id, verify)
                found.setdefault(f"{name}, a core", []).append(count / cpu)
                found.setdefault(f"{name}, by the clock", []).append(count / seconds)
            tell(f"round {number + 1} of {rounds}")
        results = _figures(found)
        for figure in results:
            if figure.holds is False:
                tell(f"missed: {figure.name}; where it spends its time:")
                tell(profile_text(lambda: measured(batched, sound)))
    return results


def _figures(found: dict[str, list[float]]) -> list[Figure]:
    targets = {"in batches, a core": TARGET}
    return [
        Figure(name, round(statistics.median(values)), "records/s", targets.get(name), "higher")
        for name, values in found.items()
    ]


def sound() -> bool:
    """The quick way over the whole chain."""
    return sound_chain(Anchors(Store())) is not None


def whole() -> bool:
    """What `verify_ledger` does."""
    return ledger_verify().holds


def measured(tenant_id: uuid.UUID, verify: Callable[[], bool]) -> tuple[float, float]:
    """Seconds by the clock, and of CPU in this process and the server's; the chain must hold."""
    with tenant_scope(tenant_id):
        server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        start, own, theirs = time.perf_counter(), time.process_time(), nanoseconds(server)
        assert verify()
        seconds = time.perf_counter() - start
        return seconds, time.process_time() - own + (nanoseconds(server) - theirs) / 1e9


def nanoseconds(server: Path) -> int:
    """CPU time of the server's process so far; without /proc the clock's, as if it were always busy."""
    try:
        return int(server.read_text().split()[0])
    except OSError:
        return time.perf_counter_ns()
