"""Appending to the ledger: one statement moves the head and writes the row, so that no lock outlives a round trip."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from apps.calculations.models import Calculation
from greenlang.engine.chain import GENESIS, record_hash
from greenlang.isolation import current_tenant_id

SCHEMA = "1"
# What `record_hash` covers in schema 1. A column added later belongs to a later schema.
COLUMNS = (
    "id",
    "tenant_id",
    "schema",
    "recorded_at",
    "agent_id",
    "agent_version",
    "pack_sha256",
    "formula_id",
    "formula_version",
    "formula_hash",
    "scope",
    "gwp_set",
    "inputs",
    "input_hash",
    "factors",
    "gases",
    "result",
    "result_unit",
    "co2e",
    "co2_biogenic",
    "result_hash",
    "source",
    "period_id",
    "activity_id",
)
_CHAIN = (
    "'sha256:' || encode(sha256(convert_to(concat_ws(E'\\n', 'greenlang-chain-v1', %(tenant_id)s::text, {sequence}, "
    "{previous}, %(record_hash)s::text), 'UTF8')), 'hex')"
)
_TABLE = Calculation._meta.db_table
_APPEND = f"""
WITH head AS (
    INSERT INTO calculations_ledgerhead AS h (tenant_id, sequence, chain_hash)
    VALUES (%(tenant_id)s, 1, {_CHAIN.format(sequence="'1'", previous="%(genesis)s::text")})
    ON CONFLICT (tenant_id) DO UPDATE SET
        sequence = h.sequence + 1,
        chain_hash = {_CHAIN.format(sequence="(h.sequence + 1)::text", previous="h.chain_hash")}
    RETURNING sequence, chain_hash
)
INSERT INTO {_TABLE} ({", ".join(COLUMNS)}, record_hash, sequence, chain_hash)
SELECT {", ".join(f"%({name})s" for name in COLUMNS)}, %(record_hash)s, sequence, chain_hash FROM head
RETURNING sequence, chain_hash
"""  # noqa: S608 - names come from this module only


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in its chain."""

    sequence: int
    chain_hash: str


def instant_text(moment: datetime) -> str:
    """A moment as it is hashed: UTC, microseconds, ``Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hashed_columns(columns: Mapping[str, object]) -> dict[str, str | None]:
    """The columns of a row as they are hashed: every value as text, NULL as null."""
    texts: dict[str, str | None] = {}
    for name in COLUMNS:
        value = columns[name]
        texts[name] = instant_text(value) if isinstance(value, datetime) else None if value is None else str(value)
    return texts


def ledger_append(columns: Mapping[str, Any]) -> Place:
    """Write one record into the present tenant's chain, in the caller's transaction.

    Args:
        columns: every name of `COLUMNS` but ``tenant_id`` and ``schema``.
    """
    row = {**columns, "tenant_id": current_tenant_id(), "schema": SCHEMA}
    parameters = {**row, "record_hash": record_hash(hashed_columns(row)), "genesis": GENESIS}
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, parameters)
        sequence, chain = cursor.fetchone()
    return Place(sequence, chain)


def new_calculation_id() -> uuid.UUID:
    """An id for a record; shown as ``calc_<hex>``."""
    return uuid.uuid4()
