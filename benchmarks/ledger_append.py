"""``bench ledger_append``: single records into one tenant's chain, by 1, 8 and 32 writers, against bare inserts.

Every writer is a thread with a connection of its own and commits each record by itself: into a table without chain or
provenance (1.00); by the one statement that moves the head and writes record and segment; and by group commit, where
the writers wait for one thread that writes what has gathered as one segment.
"""

import queue
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from itertools import count

from django.db import connection

from apps.calculations.services.batch import segment_append
from apps.calculations.services.ledger import ledger_append, new_calculation_id
from benchmarks.figure import Figure
from benchmarks.ground.database import bench_tenant, own_database, owner
from benchmarks.ground.measuring import interleaved, median_ratio
from benchmarks.ground.sample import calculator, documents
from greenlang.embedded import postgres
from greenlang.engine.records import Recipe, Record
from greenlang.isolation import tenant_scope

ROUNDS = 5
ROWS = 960
WRITERS = (1, 8, 32)
GATHERED = 200
_BARE_SQL = "INSERT INTO bench_bare (id, tenant_id, inputs, result) VALUES (%s, %s, %s, %s)"
Append = Callable[[], object]


def figures(tell: Callable[[str], None], rounds: int, rows: int = ROWS) -> list[Figure]:
    """Rates against bare inserts by as many writers, and appends a second."""
    found: list[Figure] = []
    with own_database():
        tenant_id = bench_tenant()
        _create_bare()
        records = _records(tenant_id)
        for writers in WRITERS:
            group = GroupCommit(tenant_id)
            ways: dict[str, Append] = {
                "bare": lambda: bare(tenant_id),
                "one statement": lambda: single(tenant_id, next(records)),
                "group commit": lambda group=group: group.append(next(records)),  # type: ignore[misc]
            }
            works = {name: _crowd(writers, max(rows // writers, 1), way) for name, way in ways.items()}
            interleaved(works, 1)
            seconds = interleaved(works, rounds)
            group.stop()
            done = max(rows // writers, 1) * writers
            tell(f"{writers} writers: {rounds} rounds of {done} records each way")
            for name, values in seconds.items():
                label = f"{name}, {writers} writers"
                found.append(
                    Figure(label, round(done / sorted(values)[len(values) // 2]), "appends/s", better="higher")
                )
                if name != "bare":
                    ratio = median_ratio(seconds["bare"], values)
                    found.append(Figure(f"{label} / bare", round(ratio, 2), "x", better="higher"))
    return found


def bare(tenant_id: uuid.UUID) -> None:
    """A row without anything around it."""
    with tenant_scope(tenant_id), connection.cursor() as cursor:
        cursor.execute(_BARE_SQL, [new_calculation_id(), tenant_id, "{}", "1.5"])


def single(tenant_id: uuid.UUID, entry: tuple[Record, Recipe]) -> None:
    """A record as the product appends it."""
    with tenant_scope(tenant_id):
        ledger_append(*entry)


class GroupCommit:
    """One thread that writes for all: whatever waits becomes one segment in one transaction."""

    def __init__(self, tenant_id: uuid.UUID) -> None:
        self.tenant_id = tenant_id
        self.waiting: queue.Queue[tuple[Record, Recipe, Future[int]] | None] = queue.Queue()
        self.thread = threading.Thread(target=self._work, daemon=True)
        self.thread.start()

    def append(self, entry: tuple[Record, Recipe]) -> int:
        """Wait until the record is committed; its sequence."""
        done: Future[int] = Future()
        self.waiting.put((*entry, done))
        return done.result(timeout=60)

    def stop(self) -> None:
        """Let what waits be written, and end."""
        self.waiting.put(None)
        self.thread.join(60)

    def _work(self) -> None:
        ends = False
        while not ends:
            gathered = list(self._gathered())
            ends = None in gathered
            self._write([entry for entry in gathered if entry is not None])
        connection.close()

    def _gathered(self) -> Iterator[tuple[Record, Recipe, "Future[int]"] | None]:
        yield self.waiting.get()
        try:
            for _ in range(GATHERED - 1):
                yield self.waiting.get_nowait()
        except queue.Empty:
            return

    def _write(self, entries: "list[tuple[Record, Recipe, Future[int]]]") -> None:
        if not entries:
            return
        try:
            with tenant_scope(self.tenant_id):
                records = [record for record, _, _ in entries]
                segment = segment_append(records, {recipe.hash: recipe for _, recipe, _ in entries})
        except Exception as error:
            for _, _, done in entries:
                done.set_exception(error)
            return
        for place, (_, _, done) in enumerate(entries):
            done.set_result(segment.first_sequence + place)


def _crowd(writers: int, each: int, append: Append) -> Callable[[], None]:
    """So many threads that append so many records each."""

    def work() -> None:
        try:
            for _ in range(each):
                append()
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    failed: list[BaseException] = []

    def crowd() -> None:
        threads = [threading.Thread(target=work) for _ in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failed:
            raise failed[0]

    return crowd


def _records(tenant_id: uuid.UUID) -> Iterator[tuple[Record, Recipe]]:
    """Records of calculations made beforehand, each with an id of its own."""
    batch = calculator()
    entries = []
    for document in documents(500):
        computed = batch.row(document)
        record = Record(
            id="", tenant_id=str(tenant_id), recorded_at="2025-06-01T12:00:00.000000Z", recipe=computed.recipe.hash,
            inputs=computed.inputs, masses=computed.masses, result=computed.result, co2e=computed.co2e,
            co2_biogenic=computed.co2_biogenic, source='{"file":"fuel-2025.csv","row":"2"}',
        )  # fmt: skip
        entries.append((record, computed.recipe))
    return _Endless(entries)


class _Endless(Iterator[tuple[Record, Recipe]]):
    """The entries over and over; many threads may ask."""

    def __init__(self, entries: list[tuple[Record, Recipe]]) -> None:
        self.entries, self.numbers = entries, count()

    def __next__(self) -> tuple[Record, Recipe]:
        record, recipe = self.entries[next(self.numbers) % len(self.entries)]
        return replace(record, id=str(new_calculation_id())), recipe


def _create_bare() -> None:
    with owner() as admin:
        admin.execute("CREATE TABLE bench_bare (id uuid PRIMARY KEY, tenant_id uuid, inputs text, result numeric)")
        admin.execute(f'GRANT INSERT ON bench_bare TO "{postgres.APP}"'.encode())
