"""Dumping and restoring the database with PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import connections

from greenlang.embedded import postgres
from greenlang.errors import Unavailable

# The whole schema goes and comes back in one transaction: what an installation of a later version has beside the
# backup must not stay, and a failure leaves everything as it was.
_EMPTIED = """
SET lock_timeout = '20s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""


def backup_dsn() -> str:
    """Where to dump from and restore to: as a role that row-level security does not hold for.

    The embedded server's superuser; for a server of one's own, DATABASE_BACKUP_URL, else the owner's.
    """
    name = str(connections["default"].settings_dict["NAME"])
    if not settings.DATABASE_URL:
        return postgres.dsn(settings.DATA, postgres.SUPERUSER, name)
    return os.environ.get("DATABASE_BACKUP_URL") or settings.DATABASE_OWNER_URL


def database_dump(dsn: str, target: Path) -> None:
    """Write the database into a file, in PostgreSQL's custom format.

    Raises:
        Unavailable: with what pg_dump says.
    """
    _run([_program("pg_dump"), "--format=custom", "--compress=6", f"--file={target}", dsn], dsn)


def database_restore(dsn: str, source: Path) -> None:
    """Put a dump in the place of everything the database holds, in one transaction.

    Raises:
        Unavailable: with what psql says; the database is as it was.
    """
    script = source.with_suffix(".sql")
    _run([_program("pg_restore"), f"--file={script}", str(source)], dsn)
    emptied = source.with_suffix(".first.sql")
    emptied.write_text(_EMPTIED)
    psql = [_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    connections.close_all()
    _run([*psql, f"--file={emptied}", f"--file={script}", dsn], dsn)


def _program(name: str) -> str:
    """The embedded PostgreSQL's program, or for a server of one's own the one that is installed."""
    found = shutil.which(name) if settings.DATABASE_URL else None
    return found or str(postgres.binary(name))


def _run(command: Sequence[str], dsn: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode == 0:
        return
    said = "; ".join(line for line in done.stderr.replace(dsn, "…").splitlines() if line.strip())[:600]
    mend = (
        "Set DATABASE_BACKUP_URL to a role that is a superuser or has BYPASSRLS and may change the schema; "
        f"{Path(command[0]).name} must not be older than the server."
        if settings.DATABASE_URL
        else "See what it says; nothing was changed."
    )
    raise Unavailable(f"{Path(command[0]).name} failed: {said}", where="database", mend=mend)
