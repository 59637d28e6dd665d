"""Appending to the ledger: one statement moves the head and writes the rows, so that no lock outlives a round trip."""

import os
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from apps.calculations.models import ledger
from apps.calculations.models.ledger import instant_text
from apps.calculations.services.checkpoints import checkpoint_due
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.chain import CHAIN, GENESIS
from greenlang.engine.records import Recipe, Record, recipe_id
from greenlang.isolation import TENANT_SETTING, current_tenant_id

CHAIN_SQL = (
    f"'sha256:' || encode(sha256(convert_to(concat_ws(E'\\n', '{CHAIN}', %(tenant_id)s::text, ({{first}})::text, "
    "%(count)s::text, {previous}, %(root)s::text), 'UTF8')), 'hex')"
)


def head_ctes(accepted: str = "") -> str:
    """Common table expressions that move the head by a segment and write it; what follows writes the rows with
    ``first_sequence`` from "head".

    Args:
        accepted: an expression before these; where it has no row, nothing is moved and nothing written.
    """
    source = f" FROM {accepted}" if accepted else ""
    return f"""
moved AS (
    INSERT INTO calculations_ledgerhead AS h (tenant_id, sequence, chain_hash)
    SELECT %(tenant_id)s::uuid, %(count)s, {CHAIN_SQL.format(first="1", previous="%(genesis)s::text")}{source}
    ON CONFLICT (tenant_id) DO UPDATE SET
        sequence = h.sequence + %(count)s,
        chain_hash = {CHAIN_SQL.format(first="h.sequence + 1", previous="h.chain_hash")}
    RETURNING sequence, chain_hash
), head AS (
    SELECT sequence - %(count)s + 1 AS first_sequence, chain_hash FROM moved
), segment AS (
    INSERT INTO calculations_ledgersegment (id, tenant_id, first_sequence, count, root, chain_hash, leaves)
    SELECT %(segment_id)s::uuid, %(tenant_id)s::uuid, first_sequence, %(count)s, %(root)s, chain_hash,
        %(leaves)s::bytea FROM head
)
"""  # noqa: S608 - names come from this module only


HEAD_SQL = f"WITH {head_ctes()}"
ROW_SQL = """
INSERT INTO calculations_calculation (id, tenant_id, sequence, recorded_at, recipe_id, inputs, masses, result, co2e,
    co2_biogenic, source, period_id, activity_id, reverses)
SELECT %(id)s::uuid, %(tenant_id)s::uuid, first_sequence, %(recorded_at)s::timestamptz, %(recipe_id)s::uuid,
    %(inputs)s::text, %(masses)s::text, %(result)s::numeric, %(co2e)s::numeric, %(co2_biogenic)s::numeric,
    %(source)s::text, %(period_id)s::uuid, %(activity_id)s::uuid, %(reverses)s::uuid FROM head
"""
RECIPE_SQL = """
INSERT INTO calculations_recipe (tenant_id, id, hash, document, agent_id, agent_version, pack_sha256, formula_id,
    formula_version, scope, gwp_set, activity, result_unit)
VALUES (%(tenant_id)s, %(id)s, %(hash)s, %(document)s, %(agent_id)s, %(agent_version)s, %(pack_sha256)s,
    %(formula_id)s, %(formula_version)s, %(scope)s, %(gwp_set)s, %(activity)s, %(result_unit)s)
ON CONFLICT (tenant_id, id) DO NOTHING
"""
_APPEND = HEAD_SQL + ROW_SQL + "RETURNING sequence, (SELECT chain_hash FROM head)"  # noqa: S608 - as above
# Recipes that this process has seen committed, by tenant: they need not be written again.
_known: set[tuple[uuid.UUID, str]] = set()
_MOST_KNOWN = 100_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in its chain."""

    sequence: int
    chain_hash: str


def new_calculation_id() -> uuid.UUID:
    """An id for a record, shown as ``calc_<hex>``: ordered by time (version 7), so that an index grows at its end."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    return uuid.UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def record_of(
    *,
    recipe: Recipe,
    inputs: str,
    masses: str,
    result: str,
    co2e: str,
    co2_biogenic: str,
    source: Mapping[str, str],
    period_id: uuid.UUID | None = None,
    activity_id: uuid.UUID | None = None,
    reverses: uuid.UUID | None = None,
    calculation_id: uuid.UUID | None = None,
    recorded_at: datetime | None = None,
) -> Record:
    """A record of the present tenant, with an id and the time unless they are given."""
    return Record(
        id=str(calculation_id or new_calculation_id()),
        tenant_id=str(current_tenant_id()),
        recorded_at=instant_text(recorded_at or timezone.now()),
        recipe=recipe.hash,
        inputs=inputs,
        masses=masses,
        result=result,
        co2e=co2e,
        co2_biogenic=co2_biogenic,
        source=canonical_json(dict(source)).decode(),
        period_id=_text(period_id),
        activity_id=_text(activity_id),
        reverses=_text(reverses),
    )


def ledger_append(record: Record, recipe: Recipe) -> Place:
    """Write one record into the present tenant's chain as a segment of one, in the caller's transaction."""
    tenant_id = current_tenant_id()
    parameters = row_parameters(record, tenant_id)
    recipes_write({recipe.hash: recipe})
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, parameters)
        sequence, chain = cursor.fetchone()
    transaction.on_commit(lambda: checkpoint_due(tenant_id=tenant_id, sequence=sequence, chain_hash=chain))
    return Place(sequence, chain)


def row_parameters(record: Record, tenant_id: uuid.UUID) -> dict[str, Any]:
    """What `head_ctes` and `ROW_SQL` take for a record that is a segment of one."""
    return {name: getattr(record, name) for name in _ROW} | {
        "recipe_id": recipe_id(record.recipe),
        **segment_parameters(tenant_id=tenant_id, count=1, root=record.hash, leaves=None),
    }


_ROW = (
    "id", "recorded_at", "inputs", "masses", "result", "co2e", "co2_biogenic", "source", "period_id", "activity_id",
    "reverses",
)  # fmt: skip


def segment_parameters(*, tenant_id: uuid.UUID, count: int, root: str, leaves: bytes | None) -> dict[str, Any]:
    """What `HEAD_SQL` takes."""
    return {
        "tenant_id": tenant_id,
        "segment_id": new_calculation_id(),
        "count": count,
        "root": root,
        "leaves": leaves,
        "genesis": GENESIS,
    }


def recipes_write(recipes: Mapping[str, Recipe]) -> None:
    """Commit the recipes that are not there yet, over a connection of their own.

    A recipe is named by its content and harms nobody without a record. In the caller's transaction its row would be
    locked until the end, and two writers with the same new recipes could wait for each other, or one for the head of
    the chain that the other holds.
    """
    tenant_id = current_tenant_id()
    new = [recipes[key] for key in sorted(recipes) if (tenant_id, key) not in _known]
    if not new:
        return
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT set_config(%s, %s, true)", [TENANT_SETTING, str(tenant_id)])
            for recipe in new:
                cursor.execute(RECIPE_SQL, recipe_columns(tenant_id, recipe))
            cursor.execute("COMMIT")
    finally:
        own.close()
    if len(_known) > _MOST_KNOWN:
        _known.clear()
    _known.update((tenant_id, recipe.hash) for recipe in new)


def recipe_columns(tenant_id: uuid.UUID, recipe: Recipe) -> dict[str, Any]:
    """What `RECIPE_SQL` takes."""
    columns = ledger.Recipe.columns_of(recipe.document)
    return {"tenant_id": tenant_id, "id": recipe.id, "hash": recipe.hash, "document": recipe.text, **columns}


def _text(value: uuid.UUID | None) -> str | None:
    return None if value is None else str(value)
