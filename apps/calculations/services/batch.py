"""Many calculations at once: partitions of rows, each one segment of the chain and one transaction.

While the server writes a partition, the next one is computed here. The partitions go over a connection of their own,
so that the caller's may be read from meanwhile; there are no threads, which would wait for each other.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from apps.calculations.services.checkpoints import checkpoint_due
from apps.calculations.services.ledger import recipes_write
from apps.calculations.services.partitions import (
    Partition,
    Sending,
    Written,
    partition_of,
    partition_of_records,
    source_text,
)
from greenlang.engine.batch import BatchCalculator, Computed, Refusal
from greenlang.engine.chain import Segment
from greenlang.engine.numbers import exact_sum
from greenlang.engine.records import Recipe, Record
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope

__all__ = ["PARTITION", "BatchResult", "BatchRow", "Partition", "batch_execute", "segment_append"]

PARTITION = 1000
REFUSALS_KEPT = 1000
_ROWS_A_FLOW = 100

T = TypeVar("T")
Within = Callable[[Partition, Segment], None]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One document, where it came from, and the id of the row of activity data it is about, as text."""

    document: Mapping[str, object]
    source: Mapping[str, str]
    activity_id: str | None = None


@dataclass(slots=True)
class BatchResult:
    """What a batch came to.

    Args:
        calculated, refused: rows.
        co2e, co2_biogenic: kg, exact sums over the calculated.
        refusals: the first of them; ``refused`` counts all.
        segments: how many were committed.
        first_sequence, last_sequence: where they stand in the chain; other records may lie between. 0 without any.
    """

    calculated: int = 0
    refused: int = 0
    co2e: Decimal = Decimal(0)
    co2_biogenic: Decimal = Decimal(0)
    refusals: list[Refusal] = field(default_factory=list)
    segments: int = 0
    first_sequence: int = 0
    last_sequence: int = 0

    def count(self, written: Written) -> None:
        """Add a segment that was committed."""
        segment = written.segment
        self.segments += 1
        self.calculated += segment.count
        self.co2e = exact_sum((self.co2e, written.co2e))
        self.co2_biogenic = exact_sum((self.co2_biogenic, written.co2_biogenic))
        self.first_sequence = self.first_sequence or segment.first_sequence
        self.last_sequence = segment.last_sequence


def segment_append(records: Sequence[Record], recipes: Mapping[str, Recipe]) -> Segment:
    """Write records into the present tenant's chain as one segment, in the caller's transaction.

    Args:
        records: of the present tenant, in their order.
        recipes: those the records name, by hash.

    Raises:
        InvalidInput: a record is another tenant's, its recipe is missing, or there is none.
    """
    sending = Sending(partition_of_records(records, recipes))
    sending.start()
    segment, tenant_id = sending.finish().segment, sending.partition.tenant_id
    transaction.on_commit(
        lambda: checkpoint_due(tenant_id=tenant_id, sequence=segment.last_sequence, chain_hash=segment.chain_hash)
    )
    return segment


def batch_execute(
    *,
    tenant_id: uuid.UUID,
    calculator: BatchCalculator,
    rows: Iterable[BatchRow],
    period_id: uuid.UUID | None = None,
    partition_size: int = PARTITION,
    within: Within | None = None,
    event: Mapping[str, object] | None = None,
) -> BatchResult:
    """Calculate rows and append them to a tenant's ledger, a partition at a time.

    A row that is refused stops nothing. Outside a transaction each partition is a transaction of its own, with one
    event; where the caller has one open (a tenant scope is one), everything is written in that. Rows are taken as
    they are needed and not kept.

    Args:
        calculator: of the agent.
        period_id: of all rows.
        within: called in the transaction of each partition, in the tenant's scope, after its rows; what it raises
            undoes the partition and ends the batch.
        event: what the event of each partition says besides its numbers, in canonical JSON's types.

    Raises:
        Whatever keeps a partition from being written, or a row from being handed in; committed partitions stay.
    """
    result = BatchResult()
    with _writer(tenant_id, within) as writer:
        for partition in _partitions(
            calculator=calculator,
            rows=rows,
            result=result,
            tenant_id=tenant_id,
            period_id=period_id,
            size=partition_size,
            writer=writer,
        ):
            partition.event = event or {}
            writer.settle(result)
            writer.write(partition)
        writer.settle(result)
    return result


def _partitions(
    *,
    calculator: BatchCalculator,
    rows: Iterable[BatchRow],
    result: BatchResult,
    tenant_id: uuid.UUID,
    period_id: uuid.UUID | None,
    size: int,
    writer: "_Writer",
) -> Iterator[Partition]:
    """The rows in partitions; one of which every row is refused is none."""
    numbered = enumerate(rows, 1)
    while chunk := list(islice(numbered, size)):
        done: list[tuple[Computed, str, str | None]] = []
        for number, row in chunk:
            if number % _ROWS_A_FLOW == 0:
                writer.flow()
            try:
                done.append((calculator.row(row.document), source_text(row.source), row.activity_id))
            except GreenLangError as error:
                result.refused += 1
                if len(result.refusals) < REFUSALS_KEPT:
                    result.refusals.append(Refusal.of(number, error))
        if done:
            yield partition_of(tenant_id, done, period_id=period_id)


class _Writer:
    """Writes one partition at a time: `write` hands it to the server, `settle` waits for it and commits.

    What happens here is seen by nobody else: it has its own context (the tenant's scope is open between the two
    calls), and outside a transaction its own connection.
    """

    def __init__(self, tenant_id: uuid.UUID, within: Within | None, own: BaseDatabaseWrapper | None) -> None:
        self.tenant_id, self.within, self.own = tenant_id, within, own
        self.context = copy_context()
        self.sent: tuple[Sending, ExitStack] | None = None
        self.recipes: set[str] = set()

    def here(self, work: Callable[[], T]) -> T:
        """Do something in this writer's context, over its connection."""

        def inside() -> T:
            if self.own is None:
                return work()
            before = connections[DEFAULT_DB_ALIAS]
            connections[DEFAULT_DB_ALIAS] = self.own
            try:
                return work()
            finally:
                connections[DEFAULT_DB_ALIAS] = before

        return self.context.run(inside)

    def write(self, partition: Partition) -> None:
        """Begin a transaction and hand the partition to the server."""

        alone = self.own is not None and self.within is None

        def send() -> None:
            if alone:
                self._recipes(partition.recipes)
            with ExitStack() as stack:
                if not alone:
                    stack.enter_context(tenant_scope(self.tenant_id))
                sending = Sending(partition, alone=alone)
                sending.start()
                self.sent = sending, stack.pop_all()

        self.here(send)

    def _recipes(self, recipes: Mapping[str, Recipe]) -> None:
        """Commit the recipes this writer has not seen yet, before the rows that name them."""
        new = {name: recipe for name, recipe in recipes.items() if name not in self.recipes}
        if new:
            with tenant_scope(self.tenant_id):
                recipes_write(new)
            self.recipes.update(new)

    def flow(self) -> None:
        """Keep the data moving."""
        if self.sent is not None:
            self.sent[0].flow()

    def settle(self, result: BatchResult) -> None:
        """Wait for what was sent, commit it and count it."""
        if self.sent is None:
            return
        sending, scope = self.sent
        self.sent = None

        def finish() -> Written:
            with scope:
                written = sending.finish()
                if self.within is not None:
                    self.within(sending.partition, written.segment)
            return written

        written = self.here(finish)
        result.count(written)
        segment = written.segment
        due = partial(
            checkpoint_due, tenant_id=self.tenant_id, sequence=segment.last_sequence, chain_hash=segment.chain_hash
        )
        self.here(lambda: transaction.on_commit(due))

    def abandon(self, error: BaseException) -> None:
        """Take back what was handed over and not committed."""
        if self.sent is None:
            return
        sending, scope = self.sent
        self.sent = None

        def undo() -> None:
            with suppress(Exception):
                sending.finish()
            scope.__exit__(type(error), error, error.__traceback__)

        with suppress(Exception):
            self.here(undo)


@contextmanager
def _writer(tenant_id: uuid.UUID, within: Within | None) -> Iterator[_Writer]:
    own = None if connection.in_atomic_block else connections.create_connection(DEFAULT_DB_ALIAS)
    writer = _Writer(tenant_id, within, own)
    try:
        yield writer
    except BaseException as error:
        writer.abandon(error)
        raise
    finally:
        if own is not None:
            own.close()
