"""An execution is committed by one statement in one round trip: it asks once more whether it may, and writes
segment, ledger entry, execution and event, or nothing.
"""

import uuid
from collections.abc import Mapping
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


def commit(execution: Execution) -> Place | None:
    """Where the record stands; None where version or credential allow it no more, and nothing was written.

    A connection that broke is replaced once: the record's own id tells whether it is there already.

    Raises:
        Unavailable: the database does not answer.
    """
    recipes_write({execution.recipe.hash: execution.recipe})
    statement, parameters = _statement(execution.caller.stands), _parameters(execution)
    place = _in_transaction(statement, parameters) if connection.in_atomic_block else _by_itself(statement, parameters)
    if place is not None:
        tenant_id = current_tenant_id()
        transaction.on_commit(
            lambda: checkpoint_due(tenant_id=tenant_id, sequence=place.sequence, chain_hash=place.chain_hash)
        )
    return place


def _in_transaction(statement: str, parameters: Mapping[str, Any]) -> Place | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    return Place(*row) if row else None


def _by_itself(statement: str, parameters: Mapping[str, Any]) -> Place | None:
    for again in (False, True):
        try:
            if again and (place := _one_trip(_FIND, {"tenant_id": parameters["tenant_id"], "id": parameters["id"]})):
                return place
            return _one_trip(statement, parameters)
        except psycopg.OperationalError as error:
            connection.close()
            if again:
                raise Unavailable(
                    "The database does not answer.", mend="Ask again; with the same Idempotency-Key nothing is doubled."
                ) from error
    raise AssertionError("unreachable")


def _one_trip(statement: str, parameters: Mapping[str, Any]) -> Place | None:
    """A transaction in the tenant's scope, sent whole: no lock outlives a round trip."""
    connection.ensure_connection()
    server = connection.connection
    try:
        with server.pipeline(), psycopg.Cursor(server) as cursor:
            cursor.execute("BEGIN", prepare=True)
            cursor.execute(_SCOPE, [str(parameters["tenant_id"])], prepare=True)
            with psycopg.Cursor(server) as work:
                work.execute(statement, parameters, prepare=True)
                cursor.execute("COMMIT", prepare=True)
                row = work.fetchone()
    except psycopg.Error:
        with suppress(psycopg.Error):
            server.rollback()
        raise
    return Place(*row) if row else None


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
