"""An execution is committed by one statement in one round trip: it asks once more whether it may, and writes
segment, ledger entry, execution and event, or nothing.
"""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from apps.calculations.services.checkpoints import checkpoint_due
from apps.calculations.services.ledger import ROW_SQL, Place, head_ctes, recipes_write, row_parameters
from apps.events.models import Topic
from apps.runtime.gateway.discovery import Discovered
from apps.runtime.gateway.groups import Groups
from apps.tenants.callers import Caller
from greenlang.engine.records import Recipe, Record
from greenlang.errors import Unavailable
from greenlang.isolation import TENANT_SETTING, current_tenant_id

_COMMIT = f"""
WITH accepted AS (
    SELECT 1 FROM agents_agentversion v
    WHERE v.id = %(version_id)s::uuid AND v.state = 'running' AND v.pack_sha256 = %(pack_sha256)s AND {{stands}}
    FOR SHARE OF v
), {head_ctes("accepted")}, row AS ({ROW_SQL}), execution AS (
    INSERT INTO runtime_execution (id, tenant_id, version_id, calculation_id, actor, recorded_at)
    SELECT %(execution_id)s::uuid, %(tenant_id)s::uuid, %(version_id)s::uuid, %(id)s::uuid, %(actor)s::text, now()
    FROM head
), event AS (
    INSERT INTO events_outboxevent (id, tenant_id, topic, type, aggregate_type, aggregate_id, payload, recorded_at)
    SELECT %(event_id)s::uuid, %(tenant_id)s::uuid, '{Topic.EXECUTION.value}', 'exec.completed', 'execution',
        %(execution_id)s::text, %(event)s::jsonb || jsonb_build_object('sequence', first_sequence::text,
            'chain_hash', chain_hash), now()
    FROM head
)
SELECT first_sequence, chain_hash FROM head
"""  # noqa: S608 - names come from this module only
_SCOPE = f"SELECT set_config('{TENANT_SETTING}', %s, true)"
_FIND = """
SELECT c.sequence, s.chain_hash FROM calculations_calculation c
JOIN calculations_ledgersegment s ON s.tenant_id = c.tenant_id AND s.first_sequence = c.sequence
WHERE c.id = %(id)s::uuid
"""
_statements: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Execution:
    """What is to be committed, in the present tenant's scope."""

    found: Discovered
    caller: Caller
    record: Record
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class _Work:
    """A statement with its parameters, in a tenant's scope."""

    tenant_id: uuid.UUID
    statement: str
    parameters: Mapping[str, Any]


def commit(execution: Execution) -> Place | None:
    """Where the record stands; None where version or credential allow it no more, and nothing was written.

    Where a group fails, or a connection breaks, each sees for itself over another connection; the record's own id
    tells whether it is there already.

    Raises:
        Unavailable: the database does not answer.
    """
    recipes_write({execution.recipe.hash: execution.recipe})
    tenant_id = current_tenant_id()
    work = _Work(tenant_id, _statement(execution.caller.stands), _parameters(execution))
    place = _in_transaction(work) if connection.in_atomic_block else _with_others(work)
    if place is not None:
        transaction.on_commit(
            lambda: checkpoint_due(tenant_id=tenant_id, sequence=place.sequence, chain_hash=place.chain_hash)
        )
    return place


def _in_transaction(work: _Work) -> Place | None:
    with connection.cursor() as cursor:
        cursor.execute(work.statement, work.parameters)
        row = cursor.fetchone()
    return Place(*row) if row else None


def _with_others(work: _Work) -> Place | None:
    try:
        return _groups.do(work.tenant_id, work)
    except (psycopg.Error, TimeoutError):
        # Another's work may have been at fault, or the answer was lost after the commit: each sees for itself.
        return _by_itself(work)


def _by_itself(work: _Work) -> Place | None:
    find = _Work(work.tenant_id, _FIND, {"id": work.parameters["id"]})
    try:
        return _one_trip([find])[0] or _one_trip([work])[0]
    except psycopg.OperationalError as error:
        raise Unavailable(
            "The database does not answer.", mend="Ask again; with the same Idempotency-Key nothing is doubled."
        ) from error


def _one_trip(group: Sequence[_Work]) -> list[Place | None]:
    """A transaction in one tenant's scope, sent whole: no lock outlives a round trip.

    Raises:
        psycopg.Error: nothing of it is known to be committed; the connection is given up.
    """
    connection.ensure_connection()
    server = connection.connection
    # The framework turns prepared statements off for its connections, and planning this one takes as long as doing it.
    server.prepare_threshold = 0
    try:
        with server.pipeline(), psycopg.Cursor(server) as frame:
            frame.execute("BEGIN", prepare=True)
            frame.execute(_SCOPE, [str(group[0].tenant_id)], prepare=True)
            cursors = [psycopg.Cursor(server).execute(work.statement, work.parameters, prepare=True) for work in group]
            frame.execute("COMMIT", prepare=True)
            rows = [cursor.fetchone() for cursor in cursors]
    except psycopg.Error:
        with suppress(psycopg.Error):
            connection.close()
        raise
    return [Place(*row) if row else None for row in rows]


_groups: Groups[_Work, Place | None] = Groups(lambda group: _one_trip(group))  # noqa: PLW0108 - found by name at each call


def _statement(stands: str) -> str:
    statement = _statements.get(stands)
    if statement is None:
        statement = _statements[stands] = _COMMIT.format(stands=stands)
    return statement


def _parameters(execution: Execution) -> dict[str, Any]:
    tenant_id, found, record = current_tenant_id(), execution.found, execution.record
    event = {
        "agent_id": found.document["id"],
        "version": found.document["version"],
        "calculation_id": f"calc_{uuid.UUID(record.id).hex}",
        "result": record.result,
        "result_unit": execution.recipe.document["result_unit"],
    }
    return {
        **row_parameters(record, tenant_id),
        **execution.caller.parameters,
        "version_id": found.version_id,
        "pack_sha256": found.pack_sha256,
        "execution_id": uuid.uuid4(),
        "actor": execution.caller.principal.name,
        "event_id": uuid.uuid4(),
        "event": Jsonb(event),
    }
