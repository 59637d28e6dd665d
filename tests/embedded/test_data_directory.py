"""The data directory: where things are, and one clear message when it cannot be used."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from greenlang.embedded import postgres, redis_server
from greenlang.embedded.errors import DataDirectoryUnavailable
from greenlang.embedded.paths import LONGEST_SOCKET_PATH, NOBODY, DataDirectory


def as_ordinary_user(data: DataDirectory) -> str:
    """What ``ensure`` says to a user without privileges, for whom permissions count."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            data.ensure()
        except DataDirectoryUnavailable as error:
            os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        return answer.read()


def test_the_default_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    project = Path(__file__).parents[2]
    assert DataDirectory.default().root == (project / ".greenlang" / "data").resolve()
    monkeypatch.setenv("GREENLANG_HOME", str(tmp_path / "home"))
    assert DataDirectory.default().root == tmp_path / "home" / "data"
    monkeypatch.setenv("GREENLANG_DATA", str(tmp_path / "elsewhere"))
    assert DataDirectory.default().root == tmp_path / "elsewhere"


def test_ensure_makes_private_folders(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path / "a" / "b")
    data.ensure()
    data.ensure()
    for folder in (data.postgres, data.redis, data.keys, data.logs, data.run):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_sockets_have_short_paths_however_deep_the_data(tmp_path: Path) -> None:
    deep = DataDirectory(tmp_path.joinpath(*["a rather long name of a folder"] * 6))
    longest = f"{deep.socket_directory}/postgres/.s.PGSQL.5432.lock"
    assert len(longest) <= LONGEST_SOCKET_PATH
    assert deep.socket_directory != DataDirectory(tmp_path).socket_directory
    assert deep.socket_directory == DataDirectory(deep.root).socket_directory


def test_sockets_go_to_the_runtime_folder_where_it_is_ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runtime = Path("/tmp") / f"rt{os.getpid()}"
    data = DataDirectory(tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    assert data.socket_directory.parent == Path("/tmp")
    runtime.mkdir(mode=0o700)
    try:
        assert data.socket_directory.parent == runtime
    finally:
        runtime.rmdir()


def test_addresses_are_known_before_anything_runs(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    quoted = str(data.socket_directory / "postgres").replace("/", "%2F")
    assert postgres.dsn(data, "greenlang_app") == f"postgresql://greenlang_app@/greenlang?host={quoted}"
    assert postgres.dsn(data, "greenlang_owner", "other").startswith("postgresql://greenlang_owner@/other?")
    assert redis_server.url(data) == f"unix://{data.socket_directory}/redis.sock"
    assert redis_server.celery_url(data) == f"redis+socket://{data.socket_directory}/redis.sock"


def test_a_socket_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    data.socket_directory.symlink_to(tmp_path)
    try:
        with pytest.raises(DataDirectoryUnavailable, match="is not a folder of our own"):
            data.ensure_sockets()
    finally:
        data.socket_directory.unlink()


def test_a_read_only_data_directory_is_one_clear_message(open_folder: Path) -> None:
    folder = open_folder / "read-only"
    folder.mkdir(mode=0o555)
    message = as_ordinary_user(DataDirectory(folder / "data"))
    assert message == (
        f"The data directory {folder}/data cannot be written: Permission denied. "
        "Set GREENLANG_DATA to a folder you may write."
    )


def test_a_foreign_data_directory_is_refused(tmp_path: Path) -> None:
    foreign = DataDirectory(Path("/usr") if os.geteuid() else tmp_path)
    if os.geteuid() == 0:
        os.chown(foreign.root, 12345, -1)
    with pytest.raises(DataDirectoryUnavailable, match="belongs to user"):
        foreign.ensure()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EROFS, "cannot be written: Read-only file system"), (errno.ENOSPC, "is full")],
)
def test_a_disk_that_refuses_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(path: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    with pytest.raises(DataDirectoryUnavailable, match=words):
        DataDirectory(tmp_path).ensure()


def test_a_nearly_full_disk_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(DataDirectoryUnavailable, match="is full"):
        DataDirectory(tmp_path).ensure()
