"""The same calculation by FastAPI and asyncpg, into a chain whose head is locked while a record is hashed.

Tenant by row-level security, ledger row, execution and outbox event in one transaction, as the product commits them.
Runs in an environment of its own; imports nothing of the product.
"""

import hashlib
import os
import uuid
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import asyncpg
import jwt
import orjson
from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import Response
from pydantic import BaseModel

SECRET = os.environ["PEER_SECRET"]
FACTORS = {"CO2": Decimal("53.06"), "CH4": Decimal("0.001"), "N2O": Decimal("0.0001")}
GWP = {"CO2": Decimal(1), "CH4": Decimal(28), "N2O": Decimal(265)}


class Quantity(BaseModel):
    """A number with its unit."""

    value: Decimal
    unit: str
    basis: str = ""


class Inputs(BaseModel):
    """Of one calculation."""

    fuel: str
    quantity: Quantity


class Execution(BaseModel):
    """The body."""

    inputs: Inputs


@asynccontextmanager
async def lifespan(app: FastAPI):  # noqa: ANN201 - the peer is no part of the product's types
    """A pool for as long as the process serves."""
    app.state.pool = await asyncpg.create_pool(os.environ["PEER_DATABASE"], min_size=4, max_size=8)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


@app.post("/execute")
async def execute(body: Execution, request: Request, authorization: str = Header()) -> Response:
    """Authenticate, calculate, lock the head, hash, write."""
    try:
        claims = jwt.decode(authorization.removeprefix("Bearer "), SECRET, algorithms=["HS256"], audience="peer")
    except jwt.InvalidTokenError as error:
        raise HTTPException(401) from error
    tenant = claims["tenant"]
    value = body.inputs.quantity.value
    gases = [{"gas": gas, "mass": str(value * factor), "gwp": str(GWP[gas])} for gas, factor in FACTORS.items()]
    result = str(sum(value * factor * GWP[gas] for gas, factor in FACTORS.items()))
    inputs = orjson.dumps(body.inputs.model_dump(mode="json"), option=orjson.OPT_SORT_KEYS)
    record = {
        "calculation_id": str(uuid.uuid4()),
        "timestamp": datetime.now(UTC).isoformat(),
        "inputs": body.inputs.model_dump(mode="json"),
        "input_hash": hashlib.sha256(inputs).hexdigest(),
        "gases": gases,
        "result": result,
    }
    text = orjson.dumps(record, option=orjson.OPT_SORT_KEYS)
    async with request.app.state.pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT set_config('app.tenant_id', $1, true)", tenant)
        head = await connection.fetchrow(
            "SELECT sequence, chain_hash FROM peer_head WHERE tenant_id = $1 FOR UPDATE", tenant
        )
        sequence = head["sequence"] + 1
        chain = hashlib.sha256(head["chain_hash"].encode() + text).hexdigest()
        await connection.execute(
            "UPDATE peer_head SET sequence = $2, chain_hash = $3 WHERE tenant_id = $1", tenant, sequence, chain
        )
        await connection.execute(
            "INSERT INTO peer_ledger (id, tenant_id, sequence, record, chain_hash) VALUES ($1, $2, $3, $4, $5)",
            uuid.UUID(record["calculation_id"]), tenant, sequence, text.decode(), chain,
        )  # fmt: skip
        await connection.execute(
            "INSERT INTO peer_outbox (id, tenant_id, payload) VALUES ($1, $2, $3)",
            uuid.uuid4(), tenant, orjson.dumps({"sequence": str(sequence), "chain_hash": chain}).decode(),
        )  # fmt: skip
    return Response(
        orjson.dumps({**record, "sequence": str(sequence), "chain_hash": chain}), 201, media_type="application/json"
    )
