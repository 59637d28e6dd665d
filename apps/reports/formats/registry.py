"""Which files a report has: one list, which the worker, the portal, the API, the admin and the commands read.

Pure. To add a format, write its module and name it here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from apps.reports.formats.csv_tables import TABLES, write_archive, write_table
from apps.reports.formats.documents import write_report, write_snapshot
from apps.reports.formats.excel import write_excel
from apps.reports.formats.pdf import write_pdf
from apps.reports.shapes import InventorySnapshot
from apps.reports.xbrl.mapping import mappings_of
from apps.reports.xbrl.writing import OIM, PACKAGE, write_xbrl
from greenlang.errors import NotFound


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what examining it found, such as a validator's result; None where nobody examines this format."""

    content: bytes
    checks: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file of a report.

    Attributes:
        extension: what its name ends with, and its name in addresses: ``pdf``, ``snapshot.json``.
        label: for a reader, such as ``Excel``.
        told: one sentence on what is in it.
        write: a snapshot as bytes; the same snapshot gives the same bytes. Raises ``Unavailable`` where this machine
            or this snapshot does not allow it, with the mend.
        part_of: the format that holds it among others; a page that offers that one need not offer this.
        is_kept: written once by a worker and kept; else made anew when somebody asks, as it takes no time.
        is_examined: held against a standard before it is offered, so that what was found stands beside it.
    """

    extension: str
    media_type: str
    label: str
    told: str
    write: Callable[[InventorySnapshot], Written]
    is_kept: bool
    part_of: str = ""
    is_examined: bool = False


def _plain(write: Callable[[InventorySnapshot], bytes]) -> Callable[[InventorySnapshot], Written]:
    return lambda snapshot: Written(write(snapshot))


def _xbrl(standard: str, kind: str, told: str) -> Format:
    """A standard's report package or xBRL-JSON."""

    def write(snapshot: InventorySnapshot) -> Written:
        file = write_xbrl(snapshot, standard=standard, kind=kind)
        return Written(file.content, file.examination.as_document())

    title = mappings_of(standard)[-1].title
    ending, media_type, label = {
        PACKAGE: ("xbri", "application/zip", "Inline XBRL"),
        OIM: ("xbrl.json", "application/json", "xBRL-JSON"),
    }[kind]
    name = f"{standard}.{ending}"
    return Format(name, media_type, f"{title}, {label}", told, write, is_kept=True, is_examined=True)


_XBRL: Final = {
    PACKAGE: "A report package: a page to read whose figures are tagged.",
    OIM: "The same facts without a page, for machines.",
}

FORMATS: Final[tuple[Format, ...]] = (
    Format("pdf", "application/pdf", "PDF", "The printed report.", _plain(write_pdf), is_kept=True),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        "Every line with live formulas.",
        _plain(write_excel),
        is_kept=True,
    ),
    Format(
        "csv.zip",
        "application/zip",
        "CSV",
        "Every table of the report, exact, one file each.",
        _plain(write_archive),
        is_kept=False,
    ),
    *(
        Format(
            f"{table.name}.csv",
            "text/csv; charset=utf-8",
            f"CSV of {table.name}",
            "One table of the report, exact.",
            _plain(partial(write_table, name=table.name)),
            is_kept=False,
            part_of="csv.zip",
        )
        for table in TABLES
    ),
    Format(
        "json",
        "application/json",
        "JSON",
        "The report as a document: its numbers, its sections and what is missing.",
        _plain(write_report),
        is_kept=False,
    ),
    Format(
        "snapshot.json",
        "application/json",
        "Snapshot",
        "The frozen snapshot whose hash every file states.",
        _plain(write_snapshot),
        is_kept=False,
    ),
    *(_xbrl(standard, kind, told) for standard in ("esrs", "vsme", "ifrs-s2") for kind, told in _XBRL.items()),
)
"""In the order in which downloads are offered."""

OFFERED: Final = tuple(each for each in FORMATS if not each.part_of)
"""What a page offers."""
KEPT: Final = tuple(each for each in FORMATS if each.is_kept)


def format_of(extension: str) -> Format:
    """The format of a file's ending.

    Raises:
        NotFound: there is none.
    """
    for each in FORMATS:
        if each.extension == extension:
            return each
    known = ", ".join(each.extension for each in FORMATS)
    raise NotFound(f"There is no format “{extension[:20]}”.", where="format", mend=f"One of {known}.")
