"""What writes a report's files, by a hash: a file written ahead is handed out only where the same would write it."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from apps.reports.xbrl.supplied import supplied_stamp
from greenlang.engine.canonical_json import sha256_of

_ROOT: Final = Path(__file__).resolve().parents[2]
_PLACES: Final = ("apps/reports", "greenlang/engine", "templates/reports", "static/fonts")
_LEFT_OUT: Final = frozenset({"__pycache__", "migrations"})
_LIBRARIES: Final = ("arelle-release", "fonttools", "jinja2", "lxml", "openpyxl", "pydyf", "weasyprint")


def writer_hash() -> str:
    """``sha256:…`` of code, templates, data, fonts, libraries and supplied taxonomies that files are made with.

    What the system itself brings, such as pango, is not in it.
    """
    packages = [[Path(path).name, str(changed), str(size)] for path, changed, size in supplied_stamp()]
    return sha256_of({"shipped": _shipped(), "taxonomies": packages})


@cache
def _shipped() -> str:
    """Of what does not change while a process runs."""
    return sha256_of(
        [*([name, hashlib.sha256(path.read_bytes()).hexdigest()] for name, path in _files()), *_versions()]
    )


def _files() -> Iterator[tuple[str, Path]]:
    for place in _PLACES:
        for path in sorted((_ROOT / place).rglob("*")):
            if path.is_file() and _LEFT_OUT.isdisjoint(path.parts):
                yield path.relative_to(_ROOT).as_posix(), path


def _versions() -> Iterator[list[str]]:
    """Of a library that is not installed here, nothing can be written."""
    for name in _LIBRARIES:
        try:
            yield [name, metadata.version(name)]
        except metadata.PackageNotFoundError:
            yield [name, ""]
