"""An execution is committed by one statement in one round trip: it asks once more whether it may, and writes
segment, ledger entry, execution and event, and the answer where that is to be kept, or nothing.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import psycopg
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from apps.calculations.services.checkpoints import checkpoint_due
from apps.calculations.services.ledger import ROW_SQL, Place, head_ctes, recipes_write, row_parameters
from apps.events.models import Topic
from apps.jobs.idempotency import KEEP_SQL, UNKNOWN_SQL
from apps.runtime.gateway.discovery import Discovered
from apps.runtime.gateway.groups import Groups
from apps.tenants.callers import Caller
from greenlang.engine.records import Recipe, Record
from greenlang.errors import Unavailable
from greenlang.isolation import current_tenant_id
from greenlang.one_trip import Row, Statement, one_trip

_COMMIT = f"""
WITH accepted AS (
    SELECT 1 FROM agents_agentversion v
    WHERE v.id = %(version_id)s::uuid AND v.state = 'running' AND v.pack_sha256 = %(pack_sha256)s AND {{stands}}
        {{accepted}}
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
){{kept}}
SELECT first_sequence, chain_hash FROM head
"""  # noqa: S608 - names come from this module only
_FIND = """
SELECT c.sequence, s.chain_hash FROM calculations_calculation c
JOIN calculations_ledgersegment s ON s.tenant_id = c.tenant_id AND s.first_sequence = c.sequence
WHERE c.id = %(id)s::uuid
"""
NOTHING: Mapping[str, Any] = MappingProxyType({})
_texts: dict[tuple[str, bool], str] = {}


@dataclass(frozen=True, slots=True)
class Execution:
    """What is to be committed, in the present tenant's scope."""

    found: Discovered
    caller: Caller
    record: Record
    recipe: Recipe


def commit(execution: Execution, keep: Mapping[str, Any] = NOTHING) -> Place | None:
    """Where the record stands; None where version or credential allow it no more, or where the key of the answer that
    is to be kept has one already; then nothing was written.

    Where a group fails, or a connection breaks, each sees for itself over another connection; the record's own id
    tells whether it is there already.

    Args:
        keep: columns of the answer to keep with it, as `apps.jobs.idempotency.columns_of` gives them; none: keep none.

    Raises:
        Unavailable: the database does not answer.
    """
    recipes_write({execution.recipe.hash: execution.recipe})
    tenant_id = current_tenant_id()
    statement = Statement(_text(execution.caller.stands, bool(keep)), _parameters(execution, keep))
    row = one_trip(tenant_id, [statement])[0] if connection.in_atomic_block else _with_others(tenant_id, statement)
    if row is None:
        return None
    place = Place(*row)
    transaction.on_commit(
        lambda: checkpoint_due(tenant_id=tenant_id, sequence=place.sequence, chain_hash=place.chain_hash)
    )
    return place


def place_of(tenant_id: uuid.UUID, calculation_id: uuid.UUID) -> Place | None:
    """Where a record stands that was committed as a segment of one."""
    row = one_trip(tenant_id, [Statement(_FIND, {"id": calculation_id})])[0]
    return Place(*row) if row else None


def _with_others(tenant_id: uuid.UUID, statement: Statement) -> Row | None:
    try:
        return _groups.do(tenant_id, statement)
    except (psycopg.Error, TimeoutError):
        # Another's work may have been at fault, or the answer was lost after the commit: each sees for itself.
        return _by_itself(tenant_id, statement)


def _by_itself(tenant_id: uuid.UUID, statement: Statement) -> Row | None:
    find = Statement(_FIND, {"id": statement.parameters["id"]})
    try:
        return one_trip(tenant_id, [find])[0] or one_trip(tenant_id, [statement])[0]
    except psycopg.OperationalError as error:
        raise Unavailable(
            "The database does not answer.", mend="Ask again; with the same Idempotency-Key nothing is doubled."
        ) from error


_groups: Groups[Statement, Row | None] = Groups(lambda tenant_id, group: one_trip(tenant_id, group))  # noqa: PLW0108 - found by name at each call


def _text(stands: str, keeps: bool) -> str:
    text = _texts.get((stands, keeps))
    if text is None:
        accepted, row = (f"AND {UNKNOWN_SQL}", f", kept AS ({KEEP_SQL} FROM head)") if keeps else ("", "")
        text = _texts[stands, keeps] = _COMMIT.format(stands=stands, accepted=accepted, kept=row)
    return text


def _parameters(execution: Execution, keep: Mapping[str, Any]) -> dict[str, Any]:
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
        **keep,
    }
