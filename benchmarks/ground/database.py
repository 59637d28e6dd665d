"""A database of the bench's own, migrated, and dropped at the end with everything in it."""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from apps.tenants.services import tenant_create
from greenlang.embedded import postgres
from greenlang.errors import Unavailable

ALIASES = ("default", "owner")


def superuser(database: str = postgres.SUPERUSER) -> "psycopg.Connection[tuple[object, ...]]":
    """A connection of the embedded server's superuser."""
    return psycopg.connect(postgres.dsn(settings.DATA, postgres.SUPERUSER, database), autocommit=True)


def owner() -> "psycopg.Connection[tuple[object, ...]]":
    """A connection of the role that owns the tables, to the bench's database."""
    name = connections["owner"].settings_dict["NAME"]
    return psycopg.connect(postgres.dsn(settings.DATA, postgres.OWNER, name), autocommit=True)


@contextmanager
def own_database() -> Iterator[str]:
    """Everything in the block happens in a fresh database; the product's own is not touched.

    Raises:
        Unavailable: the product runs on a server of its own (DATABASE_URL), where this may make no database.
    """
    if settings.DATABASE_URL:
        raise Unavailable(
            "This bench makes a database of its own and needs the embedded server.",
            where="DATABASE_URL",
            mend="Run it with DATABASE_URL unset.",
        )
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with superuser() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), _role(postgres.OWNER)))
    with superuser(name) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(_role(postgres.OWNER)))
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    checkpoints, rotations = settings.CHECKPOINTS, settings.KEY_ROTATIONS
    with tempfile.TemporaryDirectory(prefix="greenlang-bench-") as folder:
        try:
            _use(dict.fromkeys(ALIASES, name))
            settings.CHECKPOINTS, settings.KEY_ROTATIONS = Path(folder), Path(folder) / rotations.name
            call_command("migrate", verbosity=0, interactive=False)
            yield name
        finally:
            settings.CHECKPOINTS, settings.KEY_ROTATIONS = checkpoints, rotations
            _use(before)
            with superuser() as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def bench_tenant(slug: str = "bench") -> uuid.UUID:
    """A new tenant in the bench's database."""
    tenant_id: uuid.UUID = tenant_create(slug=slug, name="Bench").id
    return tenant_id


def use_database(name: str) -> None:
    """In a process of its own: work in that database."""
    _use(dict.fromkeys(ALIASES, name))


def _use(names: dict[str, str]) -> None:
    connections.close_all()
    for alias, name in names.items():
        connections[alias].settings_dict["NAME"] = name


def _role(name: str) -> sql.Identifier:
    return sql.Identifier(name)
