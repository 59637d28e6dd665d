"""A file of a report, or why there is none."""

import hashlib
from typing import Any

from apps.reports.formats.registry import Format
from apps.reports.shapes import InventorySnapshot
from greenlang.errors import Unavailable


def file_written(kind: Format, snapshot: InventorySnapshot) -> dict[str, Any]:
    """Columns of a file by name, of `ReportFile` and `FileAhead` alike."""
    try:
        written = kind.write(snapshot)
    except Unavailable as error:
        empty: dict[str, Any] = {"content": None, "size": 0, "sha256": "", "problem": error.as_dict(), "checks": None}
        return empty | {"extension": kind.extension}
    return {
        "extension": kind.extension,
        "content": written.content,
        "size": len(written.content),
        "sha256": hashlib.sha256(written.content).hexdigest(),
        "problem": None,
        "checks": written.checks,
    }
