"""A file of a secret is there whole or not at all, and is written once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from greenlang.private_files import write_private

SIZE = 4096


def test_of_many_who_make_the_same_file_every_one_reads_the_same_whole_one(tmp_path: Path) -> None:
    barrier = Barrier(8)

    def make(number: int) -> bytes:
        barrier.wait()
        write_private(tmp_path / "keys" / "secret", bytes([number]) * SIZE)
        return (tmp_path / "keys" / "secret").read_bytes()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(make, range(8)))
    assert len(found) == 1
    assert len(found.pop()) == SIZE
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["secret"]


def test_what_is_there_stays_and_is_for_its_owner_only(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        write_private(tmp_path / "secret", content)
    assert (tmp_path / "secret").read_bytes() == b"first"
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
