"""Rows of one segment: hashed here, sent in one go, written by one statement.

Rows travel by COPY into a temporary table, because COPY does not obey row-level security; one statement then moves the
head of the chain and inserts them under their policies. Both stand in one query, so that the server needs nothing
more from here until it is done.
"""

import json
import os
import select
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from operator import itemgetter
from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg import pq
from psycopg.errors import error_from_result

from apps.calculations.models.ledger import instant_text
from apps.calculations.services.ledger import HEAD_SQL, recipes_write, segment_parameters
from apps.events.models import OutboxEvent, Topic
from greenlang.engine.batch import Computed
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.chain import Segment, digest_text, merkle_root
from greenlang.engine.records import RECORD_SCHEMA, Recipe, Record, recipe_id
from greenlang.errors import InvalidInput
from greenlang.isolation import TENANT_SETTING, current_tenant_id

SHARED = ("recorded_at", "period_id", "reverses")
COLUMNS = (
    "position", "id", "recipe_id", "inputs", "masses", "result", "co2e", "co2_biogenic", "source", "activity_id",
)  # fmt: skip
_SCOPE_SQL = "BEGIN; SELECT set_config(%s, %s, true);"
_COPY_SQL = """
CREATE TEMPORARY TABLE IF NOT EXISTS ledger_rows (
    position integer, id uuid, recipe_id uuid, inputs text, masses text, result numeric, co2e numeric,
    co2_biogenic numeric, source text, activity_id uuid, recorded_at timestamptz, period_id uuid, reverses uuid
) ON COMMIT DELETE ROWS;
DELETE FROM pg_temp.ledger_rows;
COPY pg_temp.ledger_rows ({columns}) FROM STDIN;
"""
_APPEND_SQL = f"""{HEAD_SQL}, row AS (
    INSERT INTO calculations_calculation (tenant_id, sequence, recorded_at, id, recipe_id, inputs, masses, result, co2e,
        co2_biogenic, source, activity_id, period_id, reverses)
    SELECT %(tenant_id)s, first_sequence + position, coalesce(r.recorded_at, %(recorded_at)s::timestamptz), id,
        recipe_id, inputs, masses, result, co2e, co2_biogenic, source, activity_id,
        coalesce(r.period_id, %(period_id)s::uuid), r.reverses
    FROM pg_temp.ledger_rows r, head
), event AS (
    INSERT INTO {OutboxEvent._meta.db_table} (id, tenant_id, topic, type, aggregate_type, aggregate_id, payload,
        recorded_at)
    SELECT %(event_id)s, %(tenant_id)s, '{Topic.EXECUTION.value}', 'exec.completed', 'segment', first_sequence::text,
        %(event)s::jsonb || jsonb_build_object('calculations', %(count)s, 'first_sequence', first_sequence::text,
            'last_sequence', (first_sequence + %(count)s - 1)::text, 'chain_hash', chain_hash), now()
    FROM head WHERE %(event)s IS NOT NULL
)
SELECT first_sequence, chain_hash, co2e, co2_biogenic
FROM head, (SELECT sum(co2e) AS co2e, sum(co2_biogenic) AS co2_biogenic FROM pg_temp.ledger_rows) total
"""  # noqa: S608 - names come from this module only
_COUNTERS = tuple(f"7{counter:03x}-8" for counter in range(4096))
# What `json` itself quotes texts with, in C; `JSONEncoder` would ask about every kind of value first.
_quoted = json.encoder.encode_basestring


@dataclass(slots=True)
class Partition:
    """Rows of one segment, hashed and ready to be sent.

    Args:
        shared: columns that every row has alike.
        columns: of ``lines``, in COPY's text format.
        leaves: the records' hashes, in order.
        ids, activity_ids: of the records, in order, as text.
        event: what its event says besides numbers; None for no event.
    """

    tenant_id: uuid.UUID
    shared: Mapping[str, object]
    columns: tuple[str, ...] = COLUMNS
    lines: list[str] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    activity_ids: list[str | None] = field(default_factory=list)
    recipes: dict[str, Recipe] = field(default_factory=dict)
    event: Mapping[str, object] | None = None


def partition_of_records(records: Sequence[Record], recipes: Mapping[str, Recipe]) -> Partition:
    """Records of the present tenant as a segment.

    Raises:
        InvalidInput: a record is another tenant's, or its recipe is missing.
    """
    partition = Partition(current_tenant_id(), dict.fromkeys(SHARED), (*COLUMNS, *SHARED), recipes=dict(recipes))
    for position, record in enumerate(records):
        if record.tenant_id != str(partition.tenant_id) or record.recipe not in recipes:
            raise InvalidInput("The record is another tenant's, or its recipe is not handed in.", where=record.id)
        cells = (
            str(position), record.id, str(recipe_id(record.recipe)), record.inputs, record.masses, record.result,
            record.co2e, record.co2_biogenic, record.source, record.activity_id, record.recorded_at, record.period_id,
            record.reverses,
        )  # fmt: skip
        partition.lines.append("\t".join(_cell(cell) for cell in cells) + "\n")
        partition.leaves.append(sha256(record.text.encode()).digest())
        partition.ids.append(record.id)
        partition.activity_ids.append(record.activity_id)
    return partition


def partition_of(
    tenant_id: uuid.UUID,
    rows: Sequence[tuple[Computed, str, str | None]],
    *,
    period_id: uuid.UUID | None = None,
    recorded_at: datetime | None = None,
) -> Partition:
    """The rows as a segment, with ids and one time for all: each hashed as `Record.text` would give it.

    Args:
        rows: what was computed, the text of its source, the id of its row of activity data.
    """
    moment = recorded_at or timezone.now()
    partition = Partition(tenant_id, {"recorded_at": moment, "period_id": period_id, "reverses": None})
    period = f'"{period_id}"' if period_id else "null"
    middle = f'","recorded_at":"{instant_text(moment)}","result":"'
    end = f',"tenant_id":"{tenant_id}"}}'
    recipes, lines, leaves = partition.recipes, partition.lines, partition.leaves
    names: dict[str, str] = {}
    null = "\\N"
    partition.ids = ids_text(len(rows))
    for position, (computed, source, activity_id) in enumerate(rows):
        recipe, inputs, masses, result, co2e, biogenic = computed
        calculation = partition.ids[position]
        recipe_hash = recipe.hash
        if recipe_hash not in recipes:
            recipes[recipe_hash] = recipe
            names[recipe_hash] = str(recipe.id)
        activity = f'"{activity_id}"' if activity_id else "null"
        text = (
            f'{{"activity_id":{activity},"co2_biogenic":"{biogenic}","co2e":"{co2e}","id":"{calculation}",'
            f'"inputs":{inputs},"masses":{masses},"period_id":{period},"recipe":"{recipe_hash}{middle}{result}",'
            f'"reverses":null,"schema":"{RECORD_SCHEMA}","source":{source}{end}'
        )
        leaves.append(sha256(text.encode()).digest())
        documents = f"{inputs}\t{masses}\t{result}\t{co2e}\t{biogenic}\t{source}"
        if "\\" in documents:
            documents = _cell(documents)
        lines.append(f"{position}\t{calculation}\t{names[recipe_hash]}\t{documents}\t{activity_id or null}\n")
        partition.activity_ids.append(activity_id)
    return partition


def source_text(source: Mapping[str, str]) -> str:
    """The canonical JSON of a flat object of texts.

    Raises:
        InvalidInput: something else stands in it.
    """
    try:
        template, pick = _source_template(tuple(source))
        text = template % tuple(map(_quoted, pick(source)))
        if not text.isascii():
            text.encode()
    except (TypeError, ValueError):
        return canonical_json(dict(source)).decode()
    return text


@lru_cache(maxsize=256)
def _source_template(names: tuple[str, ...]) -> tuple[str, Callable[[Mapping[str, str]], Iterable[str]]]:
    canonical_json(dict.fromkeys(names))
    order = sorted(names)
    members = (f"{canonical_json(name).decode().replace('%', '%%')}:%s" for name in order)
    pick = itemgetter(*order) if len(order) > 1 else lambda source: [source[name] for name in order]
    return f"{{{','.join(members)}}}", pick


def ids_text(count: int) -> list[str]:
    """Ids of version 7 in ascending order: the time, a counter of 12 bits, and 60 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    random = os.urandom(8 * count).hex()
    texts: list[str] = []
    for start in range(0, count, len(_COUNTERS)):
        moment = f"{milliseconds + start // len(_COUNTERS):012x}"
        head = f"{moment[:8]}-{moment[8:]}-"
        places = range(16 * start, 16 * count, 16)
        texts += [
            f"{head}{counter}{random[place : place + 3]}-{random[place + 3 : place + 15]}"
            for counter, place in zip(_COUNTERS, places, strict=False)
        ]
    return texts


def _cell(text: str | None) -> str:
    return "\\N" if text is None else text.replace("\\", "\\\\")


@dataclass(frozen=True, slots=True)
class Written:
    """A segment with the exact sums of its rows, kg."""

    segment: Segment
    co2e: Decimal
    co2_biogenic: Decimal


class Sending:
    """A partition on its way to the server, over the present connection and in its transaction.

    Between `start` and `finish` nothing else may go over this connection; `flow` keeps the data moving meanwhile.

    Args:
        alone: there is no transaction yet: the tenant's scope, the partition and its commit go in the one query, and
            no answer is waited for in between. The recipes must be there already.
    """

    def __init__(self, partition: Partition, *, alone: bool = False) -> None:
        self.partition, self.alone = partition, alone
        self.root = digest_text(merkle_root(partition.leaves))
        self._server: Any = None

    def start(self) -> None:
        """Hand everything over as far as the server takes it at once."""
        partition, count = self.partition, len(self.partition.leaves)
        if not self.alone:
            recipes_write(partition.recipes)
        leaves = b"".join(partition.leaves) if count > 1 else None
        parameters: dict[str, Any] = {
            **segment_parameters(tenant_id=partition.tenant_id, count=count, root=self.root, leaves=leaves),
            **partition.shared,
            "event_id": uuid.uuid4(),
            "event": None if partition.event is None else canonical_json(dict(partition.event)).decode(),
        }
        with connection.cursor() as cursor:
            scope = cursor.mogrify(_SCOPE_SQL, [TENANT_SETTING, str(partition.tenant_id)]) if self.alone else ""
            copy = _COPY_SQL.format(columns=", ".join(partition.columns))
            append = cursor.mogrify(_APPEND_SQL, parameters)
            statements = f"{scope}{copy}{append}{'; COMMIT' if self.alone else ''}"
            self._server = cursor.connection.pgconn
        with connection.wrap_database_errors:
            self._server.send_query(statements.encode())
            self._blocking_flush()
            self._until_copy()
            self._server.put_copy_data("".join(partition.lines).encode())
            self._server.put_copy_end()
            self.flow()

    def flow(self) -> None:
        """Send what the server has room for; returns at once."""
        self._server.flush()

    def finish(self) -> "Written":
        """Wait until the server is done.

        Raises:
            django.db.Error: the segment was not written; the transaction is broken.
        """
        with connection.wrap_database_errors:
            answers = self._answers()
        values = [answer for answer in answers if answer.status == pq.ExecStatus.TUPLES_OK][-1]
        first, chain, co2e, biogenic = (values.get_value(0, column).decode() for column in range(4))
        segment = Segment(int(first), len(self.partition.leaves), self.root, chain)
        return Written(segment, Decimal(co2e), Decimal(biogenic))

    def _until_copy(self) -> None:
        while (answer := self._next()) is not None:
            if answer.status == pq.ExecStatus.COPY_IN:
                return
            if answer.status == pq.ExecStatus.FATAL_ERROR:
                self._raise(answer)

    def _answers(self) -> list[Any]:
        self._blocking_flush()
        answers = []
        while (answer := self._next()) is not None:
            if answer.status == pq.ExecStatus.FATAL_ERROR:
                self._raise(answer)
            answers.append(answer)
        return answers

    def _next(self) -> Any:
        """The next answer, or None after the last. Asking for it before it is there would hold every other thread."""
        while self._server.is_busy():
            select.select([self._server.socket], [], [])
            self._server.consume_input()
        return self._server.get_result()

    def _blocking_flush(self) -> None:
        while self._server.flush():
            readable, _, _ = select.select([self._server.socket], [self._server.socket], [])
            if readable:
                self._server.consume_input()

    def _raise(self, answer: Any) -> None:
        while self._next() is not None:
            pass
        raise error_from_result(answer)
