"""The file itself: a ZIP that is written as the rows are read, so that a million of them need little memory."""

import csv
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from apps.reports.data_export.rows import as_cell, as_line

FORMAT = "greenlang-data-export/1"
README = """Everything {organisation} has in GreenLang, as it stood at {at}.

tables/NAME.csv     one line a row, UTF-8; a text that a spreadsheet would run has an apostrophe before it
tables/NAME.jsonl   the same, one JSON object a line; decimals are texts and have every digit
files/NAME/ID.COLUMN   what was uploaded or made: the cell of that column names it
organisation.json   the organisation and its members
manifest.json       every file with its rows, bytes and SHA-256, and what is left out and why

The ledger is tables/calculations_calculation; its chain is checked by `manage.py verify_ledger` where it is kept.
"""


class Archive:
    """Writes files into a ZIP and keeps account of them.

    Args:
        out: where the ZIP goes.
    """

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6, allowZip64=True)
        self.files: list[dict[str, Any]] = []

    def add(self, path: str, content: bytes, rows: int | None = None) -> None:
        """A whole file."""
        self._zip.writestr(path, content)
        self._note(path, len(content), hashlib.sha256(content).hexdigest(), rows)

    def table(self, name: str, columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]], spool: IO[bytes]) -> int:
        """A table as CSV and as JSON lines; how many rows it has.

        Args:
            rows: as `rows.plain` has them.
            spool: an empty file that can be read again: a ZIP takes one file after the other.
        """
        count = 0
        with self._file(f"tables/{name}.csv") as (writer, note):
            text = csv.writer(writer)
            text.writerow(columns)
            for row in rows:
                text.writerow([as_cell(row[column]) for column in columns])
                spool.write(as_line(dict(row)))
                count += 1
            note["rows"] = count
        spool.seek(0)
        with self._file(f"tables/{name}.jsonl") as (writer, note):
            while chunk := spool.read(1 << 20):
                writer.write(chunk)
            note["rows"] = count
        return count

    def close(self, manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Write the manifest, which is in no list of files; it is returned."""
        document = {"format": FORMAT, **manifest, "files": self.files}
        self._zip.writestr("manifest.json", json.dumps(document, indent=2, ensure_ascii=False))
        self._zip.close()
        return document

    @contextmanager
    def _file(self, path: str) -> Iterator[tuple["_Hashed", dict[str, int]]]:
        note: dict[str, int] = {}
        with self._zip.open(path, "w", force_zip64=True) as entry:
            hashed = _Hashed(entry)
            yield hashed, note
        self._note(path, hashed.bytes, hashed.digest, note.get("rows"))

    def _note(self, path: str, size: int, digest: str, rows: int | None) -> None:
        entry: dict[str, Any] = {"path": path, "bytes": size, "sha256": digest}
        self.files.append(entry if rows is None else {**entry, "rows": rows})


class _Hashed:
    """Passes on what is written, texts as UTF-8, and hashes it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._sha256 = hashlib.sha256()
        self.bytes = 0

    @property
    def digest(self) -> str:
        """Of all that was written."""
        return self._sha256.hexdigest()

    def write(self, what: bytes | str) -> int:
        """Pass it on."""
        chunk = what.encode() if isinstance(what, str) else what
        self._sha256.update(chunk)
        self.bytes += len(chunk)
        return self._out.write(chunk)
