"""The fixed reference of the batch bench: a table of 22 columns, 1 KB a row, three indexes, filled by a bare COPY."""

import hashlib
import uuid

from benchmarks.ground.database import owner

BLOCK = 500
_CREATE = """
CREATE TABLE {table} (
    id uuid PRIMARY KEY, tenant_id uuid NOT NULL, sequence bigint NOT NULL, recorded_at timestamptz NOT NULL,
    agent_id text NOT NULL, agent_version text NOT NULL, pack_sha256 text NOT NULL, formula_id text NOT NULL,
    formula_version text NOT NULL, formula_hash text NOT NULL, scope text NOT NULL, gwp_set text NOT NULL,
    input_hash text NOT NULL, result numeric NOT NULL, result_unit text NOT NULL, co2e numeric NOT NULL,
    co2_biogenic numeric NOT NULL, period_id uuid, activity_id uuid, record_hash text NOT NULL UNIQUE,
    chain_hash text NOT NULL, provenance {provenance} NOT NULL
);
CREATE INDEX {table}_tenant ON {table} (tenant_id)
"""
_TENANT = uuid.UUID(int=1)
_PROVENANCE = (
    '{"inputs":{"fuel":"natural-gas","quantity":{"unit":"mmBtu(HHV)","value":"%s"},"region":"US"},"factor":{"ef_cid":'
    '"ef_5f2b7c1d9a","source":"US EPA","table":"Table 1","value":"53.06","unit":"kg/mmBtu(HHV)"},"gases":[{"gas":'
    '"CO2","mass":"%s"},{"gas":"CH4","mass":"0.05"},{"gas":"N2O","mass":"0.005"}],"source":{"file":"fuel-2025.csv",'
    '"row":"%s"}}'
)


def create_reference(table: str, provenance: str = "jsonb") -> None:
    """Make the table; ``provenance`` is the type of its last column."""
    with owner() as connection:
        for statement in _CREATE.format(table=table, provenance=provenance).split(";"):
            connection.execute(statement.encode())


def reference_blocks(count: int, start: int) -> list[bytes]:
    """Rows in COPY's text format, made before the clock runs."""
    lines = (_line(index) for index in range(start, start + count))
    blocks, block = [], []
    for line in lines:
        block.append(line)
        if len(block) == BLOCK:
            blocks.append("".join(block).encode())
            block = []
    return [*blocks, "".join(block).encode()]


def reference_copy(table: str, blocks: list[bytes]) -> None:
    """One connection, one COPY, one commit."""
    with owner() as connection, connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
        for block in blocks:
            copy.write(block)


def _line(index: int) -> str:
    digest = hashlib.sha256(str(index).encode()).hexdigest()
    number = f"{index % 9973}.{index % 997:03d}"
    cells = (
        str(uuid.UUID(hex=digest[:32])), str(_TENANT), str(index), "2025-06-01 12:00:00+00", "stationary-combustion",
        "1.0.0", "b" * 64, "by_energy", "1", f"sha256:{'c' * 64}", "1", "AR5", f"sha256:{digest}", number, "kg CO2e",
        number, "0", str(_TENANT), str(uuid.UUID(hex=digest[32:])), f"sha256:{digest[::-1]}",
        f"sha256:{digest[32:]}{digest[:32]}", _PROVENANCE % (number, number, index),
    )  # fmt: skip
    return "\t".join(cells) + "\n"
