"""Packs as bytes: a reproducible archive, and the strict reader of it. Pure.

Only what `pack_write` writes is read back: regular files with plain names, each once, in order, within bounds, every
header to the byte the one that would be written. No tar library reads what others have written.
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
MAX_NAME = 99
BLOCK = tarfile.BLOCKSIZE
MANIFEST = "manifest.json"
PACK_PURPOSE = "agent-pack"
"""What a signature of a pack's hash says that it is for."""
PLAIN_GZIP = b"\x1f\x8b\x08\x00"
KINDS = {
    tarfile.AREGTYPE: "a file of the old form",
    tarfile.LNKTYPE: "a hard link",
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.CHRTYPE: "a character device",
    tarfile.BLKTYPE: "a block device",
    tarfile.DIRTYPE: "a folder",
    tarfile.FIFOTYPE: "a named pipe",
    tarfile.CONTTYPE: "a contiguous file",
    tarfile.GNUTYPE_LONGNAME: "a long name",
    tarfile.GNUTYPE_LONGLINK: "a long link",
    tarfile.GNUTYPE_SPARSE: "a sparse file",
    tarfile.XHDTYPE: "an extended header",
    tarfile.XGLTYPE: "a global extended header",
    tarfile.SOLARIS_XHDTYPE: "an extended header",
}


def sha256_hex(content: bytes) -> str:
    """64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def pack_write(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files: same files, same bytes, whenever and wherever they are written.

    Raises:
        BadPack: a name that stands in no pack.
    """
    buffer = io.BytesIO()
    # No name, no time: gzip would record both.
    with gzip.GzipFile(fileobj=buffer, mode="wb", filename="", mtime=0, compresslevel=9) as compressed:
        compressed.write(tar_write(files))
    return buffer.getvalue()


def pack_read(content: bytes) -> dict[str, bytes]:
    """The files of an archive.

    Raises:
        BadPack: anything but plain files with plain names, each once, at most 500 files and 20 MB in all.
    """
    if len(content) > MAX_BYTES:
        raise BadPack("The archive is larger than 20 MB.", where="archive")
    return tar_read(_inflate(content))


def tar_write(files: Mapping[str, bytes]) -> bytes:
    """The files as a USTAR archive, sorted by name, without times and owners.

    Raises:
        BadPack: a name that stands in no pack.
    """
    seen: set[str] = set()
    blocks = []
    for name in sorted(files):
        _check_name(name, seen)
        content = files[name]
        blocks += [_header(name, len(content)), content, b"\0" * (-len(content) % BLOCK)]
    archive = b"".join(blocks)
    return archive + b"\0" * _closing(len(archive))


def tar_read(plain: bytes) -> dict[str, bytes]:
    """The files of a USTAR archive, of the one form that `tar_write` writes. Its reader knows nothing else.

    Raises:
        BadPack: naming the entry and what is wrong with it.
    """
    files: dict[str, bytes] = {}
    seen: set[str] = set()
    position = total = 0
    while plain[position : position + BLOCK].strip(b"\0"):
        name, size = _entry(plain[position : position + BLOCK])
        _check_name(name, seen)
        if files and name < next(reversed(files)):
            raise BadPack("The files are not in the order of their names.", where=name)
        total += size
        if total > MAX_BYTES or len(files) >= MAX_FILES:
            raise BadPack("The pack holds more than 500 files or 20 MB.", where=name)
        position += BLOCK
        data, gap = plain[position : position + size], -size % BLOCK
        if len(data) != size or plain[position + size : position + size + gap] != b"\0" * gap:
            raise BadPack("This file is cut off.", where=name)
        files[name] = data
        position += size + gap
    if plain[position:] != b"\0" * _closing(position):
        raise BadPack("The archive does not end as one ends.", where="archive")
    return files


def _closing(length: int) -> int:
    """How many bytes end an archive: two empty blocks, and what fills its last record."""
    return 2 * BLOCK + -(length + 2 * BLOCK) % tarfile.RECORDSIZE


def _header(name: str, size: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o644, 0
    return entry.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def _entry(header: bytes) -> tuple[str, int]:
    """Name and size of an entry whose header is, to the byte, the one that is written for them."""
    name = header[:100].rstrip(b"\0").decode("ascii", "backslashreplace")
    if (kind := header[156:157]) != tarfile.REGTYPE:
        what = KINDS.get(kind, "no plain file")
        raise BadPack(f"Only plain files belong into a pack; this is {what}.", where=ascii(name)[1:-1])
    digits = header[124:135]
    if not re.fullmatch(rb"[0-7]{11}", digits):
        raise BadPack("The size of this file is no number of bytes.", where=ascii(name)[1:-1])
    size = int(digits, 8)
    if not NAME.match(name) or header != _header(name, size):
        raise BadPack("This name leads elsewhere, or its entry is not a plain one.", where=ascii(name)[1:-1])
    return name, size


def _check_name(name: str, seen: set[str]) -> None:
    """A plain relative name that no other one hides on any file system: neither twice, nor in another case, nor as a
    folder.
    """
    if not NAME.match(name) or len(name) > MAX_NAME:
        raise BadPack(f"“{ascii(name)[1:-1][:100]}” is no name for a file in a pack.", where=ascii(name)[1:-1][:100])
    folded = name.casefold()
    parts = folded.split("/")
    if folded in seen:
        raise BadPack("This file stands twice.", where=name)
    if any("/".join(parts[:count]) + "\n" in seen for count in range(1, len(parts))) or f"{folded}/" in seen:
        raise BadPack("This is a file and a folder at once.", where=name)
    seen.update((folded, f"{folded}\n", *("/".join(parts[:count]) + "/" for count in range(1, len(parts)))))


def _inflate(content: bytes) -> bytes:
    if content[:4] != PLAIN_GZIP:
        raise BadPack("This is no gzip archive without names and extras.", where="archive")
    inflater = zlib.decompressobj(wbits=31)
    limit = MAX_BYTES + MAX_FILES * 2 * BLOCK + 2 * tarfile.RECORDSIZE
    try:
        plain = inflater.decompress(content, limit)
    except zlib.error as error:
        raise BadPack(f"The archive cannot be read: {error}.", where="archive") from error
    if inflater.unconsumed_tail or not inflater.eof:
        raise BadPack("The archive unpacks to more than 20 MB or is cut off.", where="archive")
    if inflater.unused_data:
        raise BadPack("Something follows the archive.", where="archive")
    return plain


def manifest_check(files: Mapping[str, bytes]) -> dict[str, object]:
    """The manifest of a read pack, when it names every file and every hash fits.

    Raises:
        BadPack: naming the file.
    """
    try:
        manifest = json.loads(files[MANIFEST])
        listed = {name: str(digest) for name, digest in manifest["files"].items()}
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise BadPack("The pack has no readable manifest.json.", where=MANIFEST) from error
    present = {name: f"sha256:{sha256_hex(data)}" for name, data in files.items() if name != MANIFEST}
    for name in sorted(listed.keys() | present.keys()):
        if listed.get(name) != present.get(name):
            raise BadPack("The manifest and the file do not agree.", where=name)
    return dict(manifest)
