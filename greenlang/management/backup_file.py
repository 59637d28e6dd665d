"""The file of a backup: the database's dump, the store of checkpoints, and a signed manifest with their hashes.

One uncompressed tar (the dump is compressed in itself). Only names of known forms are read out of one, and nothing of
it is believed before its hash is the manifest's.
"""

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from greenlang.engine.canonical_json import canonical_json
from greenlang.errors import InvalidInput

SCHEMA = "greenlang.backup/1"
DUMP = "database.dump"
MANIFEST = "manifest.json"
KEY = "keys/signing-key.pem"
STORE = "checkpoints/"
_NAMES = re.compile(rf"{MANIFEST}|{DUMP}|{KEY}|{STORE}[a-z0-9-]{{1,64}}\.jsonl")
_BLOCK = 1024 * 1024
_MOST_MANIFEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read: every file fits the manifest.

    Args:
        manifest: ``{"body": {"schema", "at", "version", "files", "tenants"}, "key", "signature"}``.
        store: the files of the store of checkpoints, by name.
        private_key: PEM text, empty where it is not in it.
    """

    path: Path
    manifest: Mapping[str, Any]
    store: Mapping[str, bytes]
    private_key: bytes

    @property
    def body(self) -> Mapping[str, Any]:
        """What the manifest says."""
        found: Mapping[str, Any] = self.manifest["body"]
        return found

    def dump_to(self, target: Path) -> None:
        """Write the database's dump into a file."""
        with tarfile.open(self.path, "r:") as tar, target.open("wb") as out:
            source = tar.extractfile(DUMP)
            while source is not None and (block := source.read(_BLOCK)):
                out.write(block)


def backup_write(path: Path, *, files: Mapping[str, Path | bytes], manifest: Mapping[str, Any]) -> None:
    """Write the archive; mode 0600, and under its name only when it is whole."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with tarfile.open(part, "w:", format=tarfile.PAX_FORMAT) as tar:
        _add(tar, MANIFEST, canonical_json(dict(manifest)))
        for name, content in files.items():
            _add(tar, name, content)
    part.replace(path)


def file_facts(content: Path | bytes) -> dict[str, str]:
    """Hash and length of a file, as the manifest names them."""
    digest, size = hashlib.sha256(), 0
    with _opened(content) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return {"sha256": digest.hexdigest(), "bytes": str(size)}


def backup_read(path: Path) -> Backup:
    """Read an archive and hold every file against the manifest.

    Raises:
        InvalidInput: it is none, is cut short, or a file is not the one that was written.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            names = {member.name: member for member in tar.getmembers()}
            odd = [n for n, member in names.items() if not member.isreg() or not _NAMES.fullmatch(n)]
            if odd or MANIFEST not in names or names[MANIFEST].size > _MOST_MANIFEST:
                raise _unusable(path, f"it holds {odd[0]!r}" if odd else "it has no manifest")
            manifest = json.loads(_content(tar, MANIFEST))
            files = _files_of(manifest, path)
            if set(names) != {MANIFEST, *files}:
                raise _unusable(path, "its files are not those of the manifest")
            for name, facts in files.items():
                _check(tar, name, facts, path)
            store = {n.removeprefix(STORE): _content(tar, n) for n in files if n.startswith(STORE)}
            return Backup(path, manifest, store, _content(tar, KEY) if KEY in files else b"")
    except (OSError, tarfile.TarError, ValueError, EOFError) as error:
        raise _unusable(path, str(error)) from error


def _files_of(manifest: object, path: Path) -> dict[str, Any]:
    body = manifest.get("body") if isinstance(manifest, dict) else None
    files = body.get("files") if isinstance(body, dict) and body.get("schema") == SCHEMA else None
    if not isinstance(files, dict) or DUMP not in files:
        raise _unusable(path, "its manifest is none")
    return files


def _check(tar: tarfile.TarFile, name: str, facts: object, path: Path) -> None:
    digest, size = hashlib.sha256(), 0
    source = tar.extractfile(name)
    while source is not None and (block := source.read(_BLOCK)):
        digest.update(block)
        size += len(block)
    if facts != {"sha256": digest.hexdigest(), "bytes": str(size)}:
        raise _unusable(path, f"{name} is not what the manifest says")


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    source = tar.extractfile(name)
    return b"" if source is None else source.read()


def _add(tar: tarfile.TarFile, name: str, content: Path | bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content) if isinstance(content, bytes) else content.stat().st_size
    entry.mode = 0o600
    with _opened(content) as file:
        tar.addfile(entry, file)


def _opened(content: Path | bytes) -> IO[bytes]:
    return io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")


def _unusable(path: Path, why: str) -> InvalidInput:
    return InvalidInput(f"This is no backup that can be used: {why}.", where=str(path), mend="Take another one.")
