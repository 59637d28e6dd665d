"""Peers: installed on demand, each into an environment of its own below ``.greenlang/peers``, and served."""

import hashlib
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import jwt
from django.conf import settings

from benchmarks.ground.database import owner
from benchmarks.ground.load import loaded, request_bytes
from benchmarks.ground.serving import free_port, served
from greenlang.bootstrap import find_uv, index_settings, pip_configuration
from greenlang.embedded import postgres
from greenlang.management.serving import WEB_WORKERS

INSTALL_SECONDS = 900
Served: TypeAlias = tuple[int, list[bytes]]
"""Its port, and what it is sent."""
_PEER_TABLES = """
CREATE TABLE peer_head (tenant_id text PRIMARY KEY, sequence bigint NOT NULL, chain_hash text NOT NULL);
CREATE TABLE peer_ledger (id uuid, tenant_id text, sequence bigint, record text NOT NULL, chain_hash text NOT NULL,
    PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, sequence));
CREATE TABLE peer_outbox (position bigserial PRIMARY KEY, id uuid, tenant_id text, payload jsonb NOT NULL,
    recorded_at timestamptz DEFAULT now(), published_at timestamptz);
"""


def peer_environment(name: str, tell: Callable[[str], None]) -> Path | None:
    """The folder of a peer's programs; None where it cannot be installed, which is told."""
    requirements = Path(settings.BASE_DIR) / "benchmarks" / "peers" / name / "requirements.txt"
    folder = Path(settings.BASE_DIR) / ".greenlang" / "peers" / name
    stamp, wanted = folder / "stamp", hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return folder / "bin"
    tell(f"installing the peer {name}")
    uv = find_uv() or str(Path(settings.BASE_DIR) / ".greenlang" / "installer" / "bin" / "uv")
    environment = {**os.environ, **index_settings(os.environ, pip_configuration(os.environ))}
    make = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)]
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(folder / "bin" / "python")]
    try:
        for command in (make, [*sync, str(requirements)]):
            subprocess.run(
                command, env=environment, check=True, capture_output=True, text=True, timeout=INSTALL_SECONDS
            )
    except (OSError, subprocess.SubprocessError) as error:
        said = str(getattr(error, "stderr", "") or error).strip().splitlines()
        tell(f"the peer {name} cannot be installed and is left out: {said[-1] if said else error}")
        return None
    stamp.write_text(wanted)
    return folder / "bin"


def fastapi_served(stack: ExitStack, tell: Callable[[str], None]) -> Served | None:
    """FastAPI with asyncpg and a locked chain; None where it cannot be installed."""
    programs = peer_environment("fastapi_asyncpg", tell)
    if programs is None:
        return None
    tenant, secret, port = str(uuid.uuid4()), uuid.uuid4().hex + uuid.uuid4().hex, free_port()
    with owner() as connection:
        for statement in _PEER_TABLES.split(";")[:-1]:
            connection.execute(statement.encode())
        for table in ("peer_head", "peer_ledger", "peer_outbox"):
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY own ON {table} USING (tenant_id = (SELECT current_setting('app.tenant_id', true)))",
                f'GRANT SELECT, INSERT, UPDATE ON {table} TO "{postgres.APP}"',
            ):
                connection.execute(statement.encode())
        connection.execute(f'GRANT USAGE ON SEQUENCE peer_outbox_position_seq TO "{postgres.APP}"'.encode())
        connection.execute("SELECT set_config('app.tenant_id', %s, false)", [tenant])
        connection.execute("INSERT INTO peer_head VALUES (%s, 0, 'genesis')", [tenant])
        database = connection.info.dbname
    command = [
        str(programs / "uvicorn"), "app:app", "--host", "127.0.0.1", "--port", str(port), "--workers", str(WEB_WORKERS),
        "--loop", "uvloop", "--http", "httptools", "--log-level", "error", "--no-access-log",
    ]  # fmt: skip
    more = {"PEER_SECRET": secret, "PEER_DATABASE": postgres.dsn(settings.DATA, postgres.APP, database)}
    stack.enter_context(served(command, port, more, _folder("fastapi_asyncpg")))
    key = jwt.encode({"tenant": tenant, "aud": "peer"}, secret, algorithm="HS256")
    return (port, [request_bytes(port, "/execute", key, body) for body in _gas_bodies()])


def bentoml_served(stack: ExitStack, tell: Callable[[str], None]) -> Served | None:
    """BentoML with the formula alone; None where it cannot be installed."""
    programs = peer_environment("bentoml_service", tell)
    if programs is None:
        return None
    port = free_port()
    command = [str(programs / "bentoml"), "serve", "service:Combustion", "--host", "127.0.0.1", "--port", str(port)]
    more = {"BENTOML_DO_NOT_TRACK": "True", "PATH": f"{programs}:/usr/bin:/bin", "BENTOML_HOME": str(programs.parent)}
    stack.enter_context(served(command, port, more, _folder("bentoml_service")))
    _until_answered(port, request_bytes(port, "/execute", "-", next(iter(_gas_bodies()))))
    return (port, [request_bytes(port, "/execute", "-", body) for body in _gas_bodies()])


def _until_answered(port: int, request: bytes) -> None:
    """A supervisor may listen before its workers answer."""
    for _ in range(60):
        if loaded(port, [request], connections=1, seconds=0.2).statuses.get(200):
            return
        time.sleep(0.5)


def _gas_bodies() -> Iterator[bytes]:
    for index in range(200):
        quantity = {"value": f"{index + 1}.{index:03d}", "unit": "mmBtu", "basis": "gross"}
        yield json.dumps({"inputs": {"fuel": "natural-gas", "quantity": quantity}}).encode()


def _folder(name: str) -> Path:
    return Path(settings.BASE_DIR) / "benchmarks" / "peers" / name
