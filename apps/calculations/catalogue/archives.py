"""Editions as they are sent: a zip of folders, each as `reading` takes it, or a description with its one table."""

import io
import re
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from apps.calculations.catalogue.editions import ReadEdition
from apps.calculations.catalogue.errors import InvalidEdition
from apps.calculations.catalogue.reading import MAX_BYTES, read_editions

MOST_EDITIONS = 20
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_FILES = ("edition.toml", "factors.csv", "gwp.csv")
_FOLDERS_OF_SYSTEMS = ("__MACOSX",)


def read_archive(content: bytes) -> tuple[ReadEdition, ...]:
    """Every edition of a zip file, by slug; nothing is kept on the disk.

    Raises:
        InvalidEdition: no zip, a file that belongs to no edition, one that is too large, or an edition that breaks
            the catalogue's rules.
    """
    files = _unpacked(content)
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        return read_editions(Path(folder))


def archive_of(description: bytes, table: bytes) -> bytes:
    """A zip of one edition, from its edition.toml and its CSV file.

    Raises:
        InvalidEdition: the description is no TOML, or says neither its slug nor what its rows are.
    """
    try:
        document = tomllib.loads(description.decode("utf-8"))
    except ValueError as error:
        raise InvalidEdition(f"This is not TOML: {error}.", where="edition.toml") from None
    slug, kind = str(document.get("slug", "")), document.get("kind")
    if not _SLUG.match(slug) or kind not in ("factors", "gwp"):
        mend = 'It begins with slug = "publisher-2025" and kind = "factors" or "gwp".'
        raise InvalidEdition("The description names no slug or no kind.", where="edition.toml", mend=mend)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{slug}/edition.toml", description)
        archive.writestr(f"{slug}/{kind}.csv", table)
    return packed.getvalue()


def _unpacked(content: bytes) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not _is_beside(member)]
            _check(members)
            return {"/".join(Path(member.filename).parts[-2:]): _data(archive, member) for member in members}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        mend = "Send a zip file, or edition.toml and its CSV file."
        raise InvalidEdition(f"This is no zip file that can be read: {error}.", where="file", mend=mend) from None


def _is_beside(member: zipfile.ZipInfo) -> bool:
    return member.is_dir() or Path(member.filename).parts[0] in _FOLDERS_OF_SYSTEMS


def _check(members: list[zipfile.ZipInfo]) -> None:
    if not members or len(members) > MOST_EDITIONS * 2:
        raise InvalidEdition(f"There are {len(members)} files; 1 to {MOST_EDITIONS} editions are taken.", where="file")
    seen: set[tuple[str, ...]] = set()
    for member in members:
        parts = Path(member.filename).parts
        fits = len(parts) >= 2 and bool(_SLUG.match(parts[-2])) and parts[-1] in _FILES
        if not fits or parts[-2:] in seen:
            mend = "An edition is a folder, named by its slug, of edition.toml and factors.csv or gwp.csv."
            raise InvalidEdition(f"“{member.filename[:100]}” is no file of an edition.", where="file", mend=mend)
        seen.add(parts[-2:])
    if sum(member.file_size for member in members) > 2 * MAX_BYTES:
        raise InvalidEdition(f"Unpacked it is larger than {2 * MAX_BYTES} bytes.", where="file")


def _data(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What a file says its size is need not be it."""
    with archive.open(member) as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InvalidEdition(f"“{member.filename[:100]}” is larger than {MAX_BYTES} bytes.", where="file")
    return data
