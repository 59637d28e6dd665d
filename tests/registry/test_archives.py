"""Packs: the same bytes for the same files, and nothing read but what was written so."""

import gzip
import io
import json
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.registry.archive import MANIFEST, manifest_check, pack_read, pack_write, sha256_hex
from apps.registry.errors import BadPack

names = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}){0,2}\.[a-z]{1,3}", fullmatch=True)


@given(st.dictionaries(names, st.binary(max_size=200), max_size=8))
def test_reading_gives_what_was_written(files: dict[str, bytes]) -> None:
    assert pack_read(pack_write(files)) == files


@given(st.dictionaries(names, st.binary(max_size=50), min_size=2, max_size=6))
def test_the_order_of_the_files_does_not_matter(files: dict[str, bytes]) -> None:
    assert pack_write(files) == pack_write(dict(reversed(files.items())))


def test_no_time_and_no_name_is_in_the_archive() -> None:
    content = pack_write({"a.py": b"1"})
    assert content[4:8] == b"\0\0\0\0"
    assert content[3] == 0
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        assert [(m.mtime, m.uid, m.gid, m.uname, m.mode) for m in archive] == [(0, 0, 0, "", 0o644)]


def tar_of(*entries: tuple[tarfile.TarInfo, bytes], fmt: int = tarfile.USTAR_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=fmt) as archive:
        for entry, data in entries:
            archive.addfile(entry, io.BytesIO(data))
    return gzip.compress(buffer.getvalue(), mtime=0)


def entry(name: str, *, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, link
    return info


def hostile() -> dict[str, bytes]:
    pax = entry("a.py")
    pax.pax_headers = {"path": "../../etc/passwd"}
    return {
        "traversal": tar_of((entry("../evil.py"), b"")),
        "traversal inside": tar_of((entry("agent/../../evil.py"), b"")),
        "absolute": tar_of((entry("/etc/passwd"), b"")),
        "symbolic link": tar_of((entry("a", kind=tarfile.SYMTYPE, link="/etc/passwd"), b"")),
        "hard link": tar_of((entry("a", kind=tarfile.LNKTYPE, link="b"), b"")),
        "device": tar_of((entry("a", kind=tarfile.CHRTYPE), b"")),
        "fifo": tar_of((entry("a", kind=tarfile.FIFOTYPE), b"")),
        "folder": tar_of((entry("a", kind=tarfile.DIRTYPE), b"")),
        "twice": tar_of((entry("a.py"), b""), (entry("a.py"), b"")),
        "pax path": tar_of((pax, b""), fmt=tarfile.PAX_FORMAT),
        "hidden": tar_of((entry(".ssh/id"), b"")),
        "backslash": tar_of((entry("agent\\..\\x"), b"")),
        "new line": tar_of((entry("a\nb.py"), b"")),
        "not ASCII": tar_of((entry("é.py"), b"")),
        "too many": tar_of(*((entry(f"f{n}.py"), b"") for n in range(501))),
        "too large": tar_of((entry("a", size=21 * 1024 * 1024), b"\0" * 21 * 1024 * 1024)),
        "bomb": gzip.compress(b"\0" * 60 * 1024 * 1024),
        "cut off": pack_write({"a.py": b"x" * 2000})[:-20],
        "no archive": b"hello",
        "empty": b"",
        "something after": pack_write({"a.py": b"1"}) + b"more",
        "second member": pack_write({"a.py": b"1"}) + pack_write({"b.py": b"1"}),
    }


@pytest.mark.parametrize("kind", hostile())
def test_a_hostile_archive_is_refused(kind: str) -> None:
    with pytest.raises(BadPack):
        pack_read(hostile()[kind])


def with_manifest(files: dict[str, bytes]) -> dict[str, bytes]:
    listed = {name: f"sha256:{sha256_hex(data)}" for name, data in files.items()}
    return {**files, MANIFEST: json.dumps({"files": listed}).encode()}


def test_the_manifest_names_every_file_and_its_hash() -> None:
    files = with_manifest({"a.py": b"1", "b.py": b"2"})
    assert set(manifest_check(files)["files"]) == {"a.py", "b.py"}  # type: ignore[call-overload]


@pytest.mark.parametrize("change", ["changed", "added", "removed", "no manifest", "broken manifest"])
def test_a_file_that_differs_from_the_manifest_is_named(change: str) -> None:
    files = with_manifest({"a.py": b"1", "b.py": b"2"})
    if change == "changed":
        files["b.py"] = b"3"
    elif change == "added":
        files["c.py"] = b""
    elif change == "removed":
        del files["b.py"]
    elif change == "no manifest":
        del files[MANIFEST]
    else:
        files[MANIFEST] = b"[]"
    with pytest.raises(BadPack):
        manifest_check(files)
