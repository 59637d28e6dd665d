"""A database of the bench's own, migrated, and dropped at the end with everything in it."""

import tempfile
import uuid
from collections.abc import Callable, Iterator
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
    _refuse_a_server_of_its_own()
    name = f"bench_{uuid.uuid4().hex[:12]}"
    _create(name)
    with tempfile.TemporaryDirectory(prefix="greenlang-bench-") as folder:
        try:
            with _used(name, Path(folder)):
                call_command("migrate", verbosity=0, interactive=False)
                yield name
        finally:
            _drop(name)


def _refuse_a_server_of_its_own() -> None:
    if settings.DATABASE_URL:
        raise Unavailable(
            "This bench makes a database of its own and needs the embedded server.",
            where="DATABASE_URL",
            mend="Run it with DATABASE_URL unset.",
        )


def _create(name: str) -> None:
    with superuser() as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), _role(postgres.OWNER)))
    with superuser(name) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(_role(postgres.OWNER)))


def _drop(name: str) -> None:
    with superuser() as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _used(name: str, folder: Path) -> Iterator[None]:
    """Work in a database, with its checkpoints in a folder, and go back to where one was."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    checkpoints, rotations = settings.CHECKPOINTS, settings.KEY_ROTATIONS
    try:
        _use(dict.fromkeys(ALIASES, name))
        settings.CHECKPOINTS, settings.KEY_ROTATIONS = folder, folder / rotations.name
        yield
    finally:
        settings.CHECKPOINTS, settings.KEY_ROTATIONS = checkpoints, rotations
        _use(before)


@contextmanager
def kept_database(name: str, make: Callable[[], None]) -> Iterator[None]:
    """Everything in the block happens in a database that stays for the next bench.

    One that is not there is made, and filled by ``make``; one that was left half made is made anew. The signed
    checkpoints of its ledgers are kept beside it.

    Raises:
        Unavailable: as `own_database`.
    """
    _refuse_a_server_of_its_own()
    whole = _is_whole(name)
    if not whole:
        _drop(name)
        _create(name)
    folder = settings.DATA.root / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _used(name, folder):
        call_command("migrate", verbosity=0, interactive=False)
        if not whole:
            make()
            with superuser() as connection:
                connection.execute(sql.SQL("COMMENT ON DATABASE {} IS 'whole'").format(sql.Identifier(name)))
        yield


def _is_whole(name: str) -> bool:
    with superuser() as connection:
        said = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        found = connection.execute(said, [name]).fetchone()
    return found == ("whole",)


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
