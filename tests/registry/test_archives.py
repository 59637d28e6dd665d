"""Packs: the same bytes for the same files, and nothing read but what was written so."""

import bz2
import contextlib
import gzip
import io
import json
import lzma
import tarfile
import tracemalloc
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.registry.archive import (
    MANIFEST,
    MAX_BYTES,
    manifest_check,
    pack_read,
    pack_write,
    sha256_hex,
    tar_read,
    tar_write,
)
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
    return zipped(buffer.getvalue())


def zipped(plain: bytes) -> bytes:
    return gzip.compress(plain, mtime=0)


def entry(
    name: str, *, kind: bytes = tarfile.REGTYPE, size: int = 0, link: str = "", **more: object
) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname, info.mode = kind, size, link, 0o644
    for member, value in more.items():
        setattr(info, member, value)
    return info


def plain(*names: str) -> bytes:
    """An archive of empty files with these names, whatever they are."""
    return tar_of(*((entry(name), b"") for name in names))


def pax(**headers: str) -> bytes:
    info = entry("a.py")
    info.pax_headers = headers
    return tar_of((info, b""), fmt=tarfile.PAX_FORMAT)


def patched(offset: int, value: bytes, *, sums: bool = True) -> bytes:
    """A good archive with some bytes of its first header changed, its checksum made to fit."""
    content = bytearray(gzip.decompress(pack_write({"a.py": b"x" * 600})))
    content[offset : offset + len(value)] = value
    if sums:
        content[148:156] = b" " * 8
        content[148:156] = b"%06o\0 " % sum(content[:512])
    return zipped(bytes(content))


def gzip_with(flags: int, extra: bytes) -> bytes:
    """A good archive whose gzip header says more than it need."""
    good = pack_write({"a.py": b"1"})
    return good[:3] + bytes([flags]) + good[4:10] + extra + good[10:]


ODD_NAMES = {
    "traversal": "../evil.py",
    "traversal inside": "agent/../../evil.py",
    "traversal at the end": "agent/..",
    "this folder": "./a.py",
    "only a dot": ".",
    "only dots": "..",
    "absolute": "/etc/passwd",
    "two slashes": "//etc/passwd",
    "empty part": "agent//a.py",
    "a slash at the end": "agent/",
    "drive": "C:/a.py",
    "drive with backslash": "C:\\a.py",
    "share": "\\\\host\\share",
    "backslash": "agent\\..\\x",
    "stream": "a.py:hidden",
    "home": "~/a.py",
    "hidden": ".ssh/id",
    "hidden inside": "agent/.git/config",
    "option": "-rf",
    "blank": "a b.py",
    "blank at the end": "a.py ",
    "new line": "a\nb.py",
    "return": "a\rb.py",
    "tab": "a\tb.py",
    "escape sequence": "a\x1b[31m.py",
    "bell": "a\x07.py",
    "delete": "a\x7f.py",
    "glob": "*.py",
    "variable": "$HOME",
    "command": "`id`.py",
    "pipe": "a|b",
    "percent": "%2e%2e/a",
    "quote": "a'b.py",
    "not ASCII": "é.py",
    "right to left": "a\u202eyp.exe",
    "no width": "a\u200b.py",
    "full width dots": "\uff0e\uff0e/a.py",
    "look-alike slash": "..\u2215a.py",
    "combined and composed": "e\u0301.py",
    "byte order mark": "\ufeffa.py",
    "nine folders": "a/b/c/d/e/f/g/h/i.py",
}


def hostile_names() -> dict[str, bytes]:
    return {kind: plain(name) for kind, name in ODD_NAMES.items()}


def hostile_entries() -> dict[str, bytes]:
    kinds = {
        "symbolic link": tarfile.SYMTYPE,
        "hard link": tarfile.LNKTYPE,
        "character device": tarfile.CHRTYPE,
        "block device": tarfile.BLKTYPE,
        "fifo": tarfile.FIFOTYPE,
        "folder": tarfile.DIRTYPE,
        "contiguous file": tarfile.CONTTYPE,
        "old form": tarfile.AREGTYPE,
        "unknown kind": b"Z",
    }
    long = "a" * 150
    return {
        **{kind: tar_of((entry("a", kind=value, link="/etc/passwd"), b"")) for kind, value in kinds.items()},
        "link, then a file through it": tar_of(
            (entry("agent", kind=tarfile.SYMTYPE, link="/tmp"), b""), (entry("agent/a.py"), b"")
        ),
        "sparse": patched(156, b"S"),
        "giant sparse": patched(156, b"S" + b"\0" * 229 + b"77777777777\0" * 8),
        "long name of GNU": tar_of((entry(long), b""), fmt=tarfile.GNU_FORMAT),
        "long link of GNU": tar_of((entry("a", kind=tarfile.SYMTYPE, link=long), b""), fmt=tarfile.GNU_FORMAT),
        "long name that says a short one": patched(156, b"L"),
        "prefix of USTAR": plain(f"{'a' * 60}/{'b' * 60}.py"),
        "pax path": pax(path="../../etc/passwd"),
        "pax size": pax(size="99999999999"),
        "pax link": pax(linkpath="/etc/passwd"),
        "pax sparse": pax(**{"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "9" * 15}),
        "pax with a huge number": patched(156, b"x"),
        "global pax": patched(156, b"g"),
        "owner": tar_of((entry("a.py", uid=1000, uname="root"), b"")),
        "executable": tar_of((entry("a.py", mode=0o755), b"")),
        "set user id": tar_of((entry("a.py", mode=0o4755), b"")),
        "time": tar_of((entry("a.py", mtime=1), b"")),
        "twice": plain("a.py", "a.py"),
        "twice, another between": plain("a.py", "b.py", "a.py"),
        "twice in another case": plain("A.py", "a.py"),
        "file and folder": plain("a", "a/b.py"),
        "out of order": plain("b.py", "a.py"),
    }


def hostile_bytes() -> dict[str, bytes]:
    good = pack_write({"a.py": b"1"})
    tar = gzip.decompress(good)
    return {
        "too many": tar_of(*((entry(f"f{n:03}.py"), b"") for n in range(501))),
        "too large": tar_of((entry("a", size=21 * 1024 * 1024), b"\0" * 21 * 1024 * 1024)),
        "too large in parts": tar_of(*((entry(f"f{n:03}", size=1024 * 1024), b"\0" * 1024 * 1024) for n in range(21))),
        "bomb": zipped(b"\0" * 60 * 1024 * 1024),
        "bomb in a bomb": zipped(zipped(zipped(b"\0" * 60 * 1024 * 1024))),
        "large and not compressed": b"\x1f\x8b\x08\x00" + b"\0" * 20 * 1024 * 1024,
        "cut off": pack_write({"a.py": b"x" * 2000})[:-20],
        "cut off inside": zipped(tar[:700]),
        "no end": zipped(tar[:1024]),
        "one end block": zipped(tar[:1536]),
        "too much end": zipped(tar + b"\0" * 10240),
        "something in the end": zipped(tar[:-1] + b"x"),
        "something in a gap": zipped(tar[:600] + b"x" + tar[601:]),
        "a second archive after the end": zipped(tar + tar),
        "no archive": b"hello",
        "gzip of no archive": zipped(b"hello" * 500),
        "empty": b"",
        "something after": good + b"more",
        "second member": good + pack_write({"b.py": b"1"}),
        "empty second member": good + zipped(b""),
        "checksum of gzip": good[:-8] + b"\0\0\0\0" + good[-4:],
        "length of gzip": good[:-4] + b"\0\0\0\0",
        "file name in gzip": gzip_with(8, b"../evil\0"),
        "extra in gzip": gzip_with(4, b"\x02\x00xx"),
        "comment in gzip": gzip_with(16, b"x\0"),
        "header checksum in gzip": gzip_with(2, b"\0\0"),
        "zip": b"PK\x03\x04" + b"\0" * 40,
        "bzip2": bz2.compress(tar),
        "xz": lzma.compress(tar),
        "not compressed": tar,
        "checksum of a header": patched(148, b"000000\0 ", sums=False),
        "size in another base": patched(124, b"0x10\0       "),
        "negative size": patched(124, b"-0000000001\0"),
        "binary size": patched(124, b"\x80" + b"\xff" * 11),
        "size beyond the end": patched(124, b"77777777777\0"),
        "magic of another tar": patched(257, b"ustar  \0"),
        "something after the name": patched(5, b"../../etc"),
        "device numbers": patched(329, b"0000001\x000000001\0"),
    }


@cache
def hostile() -> dict[str, bytes]:
    return {**hostile_names(), **hostile_entries(), **hostile_bytes()}


@pytest.mark.parametrize("kind", hostile())
def test_a_hostile_archive_is_refused_by_name_and_leaves_nothing(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "target").mkdir()
    monkeypatch.chdir(tmp_path / "target")
    content = hostile()[kind]
    tracemalloc.start()
    try:
        with pytest.raises(BadPack) as refusal:
            pack_read(content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert refusal.value.where
    assert refusal.value.where.isprintable()
    assert refusal.value.message
    assert list(tmp_path.rglob("*")) == [tmp_path / "target"]
    assert peak < 3 * MAX_BYTES


def test_there_are_at_least_sixty_four_of_them() -> None:
    assert len({sha256_hex(content) for content in hostile().values()}) >= 100


@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for reader in (pack_read, tar_read):
        with contextlib.suppress(BadPack):
            reader(content)


@given(st.dictionaries(names, st.binary(max_size=900), min_size=1, max_size=4), st.data())
def test_any_flipped_byte_of_a_plain_archive_is_refused_or_seen(files: dict[str, bytes], data: st.DataObject) -> None:
    content = tar_write(files)
    position = data.draw(st.integers(0, len(content) - 1))
    flipped = content[:position] + bytes([content[position] ^ data.draw(st.integers(1, 255))]) + content[position + 1 :]
    try:
        assert tar_read(flipped) != files
    except BadPack:
        return
    assert tar_write(tar_read(flipped)) == flipped


def test_the_largest_pack_that_is_allowed_is_read_again() -> None:
    files = {f"f{number:03}": bytes(41_000) for number in range(500)}
    assert pack_read(pack_write(files)) == files


def test_the_tar_library_reads_what_is_written() -> None:
    files = {"agent/a.py": b"1" * 700, "b": b""}
    with tarfile.open(fileobj=io.BytesIO(pack_write(files))) as archive:
        members = archive.getmembers()
        read = {member.name: archive.extractfile(member) for member in members}
    assert list(read) == sorted(files)


@pytest.mark.parametrize("kind", ODD_NAMES)
def test_no_pack_is_written_with_such_a_name(kind: str) -> None:
    with pytest.raises(BadPack):
        pack_write({ODD_NAMES[kind]: b""})


def with_manifest(files: dict[str, bytes]) -> dict[str, bytes]:
    listed = {name: f"sha256:{sha256_hex(data)}" for name, data in files.items()}
    return {**files, MANIFEST: json.dumps({"files": listed}).encode()}


def test_the_manifest_names_every_file_and_its_hash() -> None:
    files = with_manifest({"a.py": b"1", "b.py": b"2"})
    assert set(manifest_check(files)["files"]) == {"a.py", "b.py"}  # type: ignore[call-overload]


@pytest.mark.parametrize("change", ["changed", "added", "removed", "no manifest", "broken manifest", "deep manifest"])
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
    elif change == "deep manifest":
        files[MANIFEST] = b'{"files":' * 100_000
    else:
        files[MANIFEST] = b"[]"
    with pytest.raises(BadPack):
        manifest_check(files)
