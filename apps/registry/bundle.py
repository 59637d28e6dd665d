"""A pack on its way to another installation: one file with the archive and everything that lies beside it. Pure.

The file is a plain USTAR archive in the one form `tar_write` gives it; each document in it is canonical JSON. So there
is one spelling of a bundle, and a flipped byte of it is always seen.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.registry.archive import MAX_BYTES, tar_read, tar_write
from apps.registry.errors import BadPack
from greenlang.engine.canonical_json import canonical_json
from greenlang.engine.errors import NotCanonical

ARCHIVE, KEY = "pack.tar.gz", "public-key.txt"
DOCUMENTS = ("signature", "quality_report", "statement")
MOST_BYTES = MAX_BYTES + 64 * 1024
"""The largest file: what is in it is 20 MB at most, its headers are a few hundred bytes each."""
_KEY = re.compile(rb"[0-9a-f]{64}\n")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What such a file holds.

    Args:
        content: the archive.
        documents: signature, quality_report and statement, as they lie beside the pack.
        public_key: of the installation that is said to have signed them, 32 bytes; nothing is believed yet.
    """

    content: bytes
    documents: Mapping[str, dict[str, Any]]
    public_key: bytes


def bundle_write(bundle: Bundle) -> bytes:
    """The file.

    Raises:
        BadPack: the pack with what lies beside it is larger than a file may be.
    """
    files = {_name(name): canonical_json(bundle.documents[name]) for name in DOCUMENTS}
    files |= {ARCHIVE: bundle.content, KEY: bundle.public_key.hex().encode() + b"\n"}
    if sum(map(len, files.values())) > MAX_BYTES:
        raise BadPack("The pack and what lies beside it are larger than 20 MB.", where=ARCHIVE)
    return tar_write(files)


def bundle_read(data: bytes) -> Bundle:
    """What a file holds; nothing of it is believed yet.

    Raises:
        BadPack: it is no such file; naming the part.
    """
    if len(data) > MOST_BYTES:
        raise BadPack("The file is larger than 20 MB.", where="file")
    files = tar_read(data)
    expected = {ARCHIVE, KEY, *map(_name, DOCUMENTS)}
    if set(files) != expected:
        odd = sorted(set(files) ^ expected)[0]
        raise BadPack("A pack travels with exactly its signature, report, statement and key.", where=odd)
    if not _KEY.fullmatch(files[KEY]):
        raise BadPack("This is no public key of 64 hexadecimal digits.", where=KEY)
    documents = {name: _document(_name(name), files[_name(name)]) for name in DOCUMENTS}
    return Bundle(files[ARCHIVE], documents, bytes.fromhex(files[KEY].decode()))


def _name(document: str) -> str:
    return f"{document.replace('_', '-')}.json"


def _document(name: str, content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content)
        if not isinstance(document, dict) or canonical_json(document) != content:
            raise ValueError("not canonical")
    except (ValueError, RecursionError, NotCanonical) as error:
        raise BadPack("This is no canonical JSON object.", where=name) from error
    return document
