"""Embedded PostgreSQL and Redis: real servers, started, shared, killed and started again."""

import os
import signal
import time
from pathlib import Path

import psycopg
import pytest
import redis

from greenlang.embedded import postgres, redis_server
from greenlang.embedded.errors import DataDirectoryInUse, ServiceFailed
from greenlang.embedded.paths import DataDirectory
from greenlang.embedded.predecessors import processes_in
from greenlang.embedded.services import EmbeddedServices
from tests.embedded.processes import said, supervisor, wait_for

RUNNING = """
with EmbeddedServices(DataDirectory(Path(sys.argv[1]))) as services:
    print("ready", flush=True)
    time.sleep(60)
"""


def servers(data: DataDirectory) -> list[int]:
    """Processes of the embedded servers of this data directory."""
    return processes_in(data.postgres) + processes_in(data.redis)


def answering(data: DataDirectory) -> bool:
    return postgres.answers(data) and redis_server.answers(data)


def test_what_was_stored_is_there_after_a_second_start(data: DataDirectory) -> None:
    with EmbeddedServices(data) as services:
        with psycopg.connect(services.database_url(postgres.OWNER)) as connection:
            assert connection.execute("SHOW server_version_num").fetchone() >= ("180000",)  # type: ignore[operator]
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('ähre')")
        with redis.Redis.from_url(services.redis_url()) as client:
            client.set("kept", "yes")
            assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            assert client.config_get("port") == {"port": "0"}
    assert servers(data) == []
    assert not data.socket_directory.exists()
    began = time.monotonic()
    with EmbeddedServices(data) as services:
        assert time.monotonic() - began < 5
        with psycopg.connect(services.database_url(postgres.OWNER)) as connection:
            assert connection.execute("SELECT word FROM kept").fetchall() == [("ähre",)]
            connection.execute("DROP TABLE kept")
        with redis.Redis.from_url(services.redis_url()) as client:
            assert client.get("kept") == b"yes"


def test_roles_own_and_may_what_they_should(data: DataDirectory) -> None:
    with EmbeddedServices(data, redis=False):
        with psycopg.connect(postgres.dsn(data, postgres.SUPERUSER)) as connection:
            connection.execute("ALTER ROLE greenlang_service BYPASSRLS CREATEDB")
        postgres.prepare(data)
        with psycopg.connect(postgres.dsn(data, postgres.SUPERUSER)) as connection:
            rows = connection.execute(
                "SELECT rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole"
                " FROM pg_roles WHERE rolname LIKE 'greenlang%' ORDER BY rolname"
            ).fetchall()
            owner = connection.execute(
                "SELECT pg_get_userbyid(datdba), datlocprovider, datlocale, pg_encoding_to_char(encoding)"
                " FROM pg_database WHERE datname = 'greenlang'"
            ).fetchone()
        assert rows == [
            (role, True, False, False, False, False)
            for role in ("greenlang_app", "greenlang_owner", "greenlang_service")
        ]
        assert owner == ("greenlang_owner", "b", "C.UTF-8", "UTF8")
        for role in (postgres.APP, postgres.SERVICE):
            with (
                psycopg.connect(postgres.dsn(data, role)) as connection,
                pytest.raises(psycopg.errors.InsufficientPrivilege),
            ):
                connection.execute("CREATE TABLE mine (id int)")


def test_the_superuser_copies_databases_from_a_template(data: DataDirectory) -> None:
    with (
        EmbeddedServices(data, redis=False),
        psycopg.connect(postgres.dsn(data, "postgres", "postgres"), autocommit=True) as connection,
    ):
        connection.execute("CREATE DATABASE copy TEMPLATE greenlang OWNER greenlang_owner")
        with psycopg.connect(postgres.dsn(data, postgres.OWNER, "copy")) as copy:
            row = copy.execute(
                "SELECT current_database(), pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'copy'"
            )
            assert row.fetchone() == ("copy", postgres.OWNER)
        connection.execute("DROP DATABASE copy")


def test_a_second_stack_is_refused_and_a_command_attaches(data: DataDirectory) -> None:
    with EmbeddedServices(data):
        with pytest.raises(DataDirectoryInUse, match=rf"process {os.getpid()}, runs on .*{data.root.name}"):
            EmbeddedServices(data).__enter__()
        with EmbeddedServices.attach_or_start(data) as command:
            assert command.attached
            assert command.healthy()
        assert answering(data)
        with EmbeddedServices.attach_or_start(data, redis=False):
            pass
        assert answering(data)


def test_a_command_alone_starts_the_servers_for_its_own_duration(data: DataDirectory) -> None:
    with EmbeddedServices.attach_or_start(data) as services:
        assert not services.attached
        assert answering(data)
    assert servers(data) == []


def test_servers_started_by_one_command_outlive_it_while_another_uses_them(data: DataDirectory) -> None:
    code = """
with EmbeddedServices.attach_or_start(DataDirectory(Path(sys.argv[1]))):
    print("ready", flush=True)
    sys.stdin.readline()
"""
    first = supervisor(code.replace("sys.stdin.readline()", "time.sleep(0.5)"), data.root)
    assert said(first) == "ready"
    with EmbeddedServices.attach_or_start(data) as second:
        assert second.attached
        time.sleep(0.9)
        assert first.poll() is None
        assert answering(data)
    assert first.wait(10) == 0
    assert servers(data) == []


def test_a_holder_with_external_servers_is_not_waited_for(data: DataDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/x")
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    with EmbeddedServices(data) as external:
        assert external.database_url() == "postgresql://elsewhere/x"
        assert external.redis_url() == "redis://elsewhere"
        assert servers(data) == []
        with EmbeddedServices.attach_or_start(data):
            pass
        monkeypatch.delenv("DATABASE_URL")
        with pytest.raises(DataDirectoryInUse, match="Set DATABASE_URL as it does"):
            EmbeddedServices.attach_or_start(data).__enter__()


def test_a_killed_supervisor_leaves_nothing_and_loses_nothing(data: DataDirectory) -> None:
    killed = supervisor(RUNNING, data.root)
    assert said(killed) == "ready"
    with psycopg.connect(postgres.dsn(data, postgres.OWNER)) as connection:
        connection.execute("CREATE TABLE survivor AS SELECT 1 AS n")
    with redis.Redis.from_url(redis_server.url(data)) as client:
        client.set("survivor", "1")
    assert len(servers(data)) > 2
    killed.kill()
    killed.wait()
    assert wait_for(lambda: servers(data) == [])
    with EmbeddedServices(data):
        with psycopg.connect(postgres.dsn(data, postgres.OWNER)) as connection:
            assert connection.execute("SELECT n FROM survivor").fetchone() == (1,)
            connection.execute("DROP TABLE survivor")
        with redis.Redis.from_url(redis_server.url(data)) as client:
            assert client.get("survivor") == b"1"


def test_a_start_right_after_a_kill_waits_for_the_leftovers(data: DataDirectory) -> None:
    killed = supervisor(RUNNING, data.root)
    assert said(killed) == "ready"
    killed.kill()
    killed.wait()
    with EmbeddedServices(data):
        assert answering(data)


def test_a_killed_server_and_its_stale_files_do_not_prevent_a_start(data: DataDirectory) -> None:
    with EmbeddedServices(data) as services:
        for name in ("postgres", "redis"):
            child = next(child for child in services.children if child.name == name)
            os.kill(child.pid, signal.SIGKILL)
        assert wait_for(lambda: services.children.dead() is not None)
        with pytest.raises(ServiceFailed, match="ended unexpectedly with status -9"):
            services.check()
    # After a restart of the machine the recorded process id may belong to anybody, here to this test.
    (data.postgres / "postmaster.pid").write_text(f"{os.getpid()}\n{data.postgres}\n1\n5432\n\n\n1 1\nready\n")
    with EmbeddedServices(data):
        assert answering(data)


def test_a_termination_signal_stops_the_servers_in_order(data: DataDirectory) -> None:
    stopped = supervisor(RUNNING, data.root)
    assert said(stopped) == "ready"
    stopped.terminate()
    assert stopped.wait(10) == 128 + signal.SIGTERM
    assert servers(data) == []
    assert not (data.postgres / "postmaster.pid").exists()
    assert not data.socket_directory.exists()


def test_a_server_that_cannot_start_is_reported_with_its_reason(open_folder: Path) -> None:
    data = DataDirectory(open_folder / "older")
    data.ensure()
    (data.postgres / "PG_VERSION").write_text("17\n")
    with pytest.raises(ServiceFailed, match=r"(?s)postgres\.log: postgres ended unexpectedly.*could not"):
        EmbeddedServices(data).__enter__()
    assert servers(data) == []
    assert not data.socket_directory.exists()


def test_an_initdb_that_was_killed_is_repaired(open_folder: Path) -> None:
    data = DataDirectory(open_folder / "half")
    data.ensure()
    half = data.root / "postgres.building"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with EmbeddedServices(data, redis=False) as services:
        assert services.healthy()
    assert not half.exists()
