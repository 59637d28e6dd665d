"""Packs as bytes: a reproducible archive, and the strict reader of it. Pure.

Only what `pack_write` writes is read back: regular files with plain names, each once, within bounds. Nothing is
ever extracted by the tar library itself.
"""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Mapping

from apps.registry.errors import BadPack

MAX_BYTES = 20 * 1024 * 1024
MAX_FILES = 500
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,7}\Z")
MANIFEST = "manifest.json"


def sha256_hex(content: bytes) -> str:
    """64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def pack_write(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files: same files, same bytes, on every machine and at every time."""
    buffer = io.BytesIO()
    # No name, no time: gzip would record both.
    with (
        gzip.GzipFile(fileobj=buffer, mode="wb", filename="", mtime=0, compresslevel=9) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.USTAR_FORMAT) as archive,
    ):
        for name in sorted(files):
            if not NAME.match(name) or len(name) > 99:
                raise BadPack(f"“{name}” is no name for a file in a pack.", where=name)
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(files[name]), 0o644, 0
            archive.addfile(entry, io.BytesIO(files[name]))
    return buffer.getvalue()


def pack_read(content: bytes) -> dict[str, bytes]:
    """The files of an archive.

    Raises:
        BadPack: anything but plain files with plain names, each once, at most 500 files and 20 MB in all.
    """
    if len(content) > MAX_BYTES:
        raise BadPack("The archive is larger than 20 MB.", where="archive")
    try:
        plain = _inflate(content)
        with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
            return _read(archive)
    except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError) as error:
        raise BadPack(f"The archive cannot be read: {error}.", where="archive") from error


def _inflate(content: bytes) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    limit = MAX_BYTES + MAX_FILES * 1024 + 20480
    plain = inflater.decompress(content, limit)
    if inflater.unconsumed_tail or not inflater.eof:
        raise BadPack("The archive unpacks to more than 20 MB or is cut off.", where="archive")
    if inflater.unused_data:
        raise BadPack("Something follows the archive.", where="archive")
    return plain


def _read(archive: tarfile.TarFile) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for entry in archive:
        if not entry.isreg() or entry.type != tarfile.REGTYPE or entry.pax_headers or entry.sparse is not None:
            raise BadPack("Only plain files belong into a pack.", where=entry.name[:100])
        if not NAME.match(entry.name):
            raise BadPack("This name leads elsewhere or is not plain.", where=entry.name[:100])
        if entry.name in files:
            raise BadPack("This file stands twice.", where=entry.name)
        total += entry.size
        if total > MAX_BYTES or len(files) >= MAX_FILES:
            raise BadPack("The pack holds more than 500 files or 20 MB.", where=entry.name)
        member = archive.extractfile(entry)
        data = member.read() if member else b""
        if len(data) != entry.size:
            raise BadPack("This file is cut off.", where=entry.name)
        files[entry.name] = data
    return files


def manifest_check(files: Mapping[str, bytes]) -> dict[str, object]:
    """The manifest of a read pack, when it names every file and every hash fits.

    Raises:
        BadPack: naming the file.
    """
    try:
        manifest = json.loads(files[MANIFEST])
        listed = {name: str(digest) for name, digest in manifest["files"].items()}
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise BadPack("The pack has no readable manifest.json.", where=MANIFEST) from error
    present = {name: f"sha256:{sha256_hex(data)}" for name, data in files.items() if name != MANIFEST}
    for name in sorted(listed.keys() | present.keys()):
        if listed.get(name) != present.get(name):
            raise BadPack("The manifest and the file do not agree.", where=name)
    return dict(manifest)
