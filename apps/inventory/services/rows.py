"""Rows of activity data that are handed over as such, many at once: taken like the rows of a file."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from apps.inventory.models import ActivityData, ActivityUpload, FileKind, RejectedRow, ReportingPeriod, StagedFile
from apps.inventory.readers.handed_back import as_cell, as_csv
from apps.inventory.readers.rows import OPTIONAL, REQUIRED, own_columns, rows_by
from apps.inventory.readers.tables import MAX_CELL, MAX_COLUMNS, Record
from apps.inventory.selectors import require_open
from apps.inventory.services.keeping import SentFile, rows_sorted, upload_keep
from apps.inventory.services.uploads import file_name
from greenlang.errors import InvalidInput

_BELOW_HEADER = 2
"""The first row's number in the file that is kept of them."""


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A row as it was handed over.

    Args:
        cells: texts by our columns; ``attributes``: by the inputs of agents, in small letters.
        problems: by either name, why its value is none; ``problem``: of the row as a whole.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: accepted as ``activity_id``; or why not, and which column that is about (empty: all)."""

    outcome: str
    activity_id: uuid.UUID | None = None
    column: str = ""
    reason: str = ""


def activity_rows_take(
    *, period: ReportingPeriod, name: str, rows: Sequence[HandedRow], taken_by: str = ""
) -> tuple[ActivityUpload, list[RowOutcome]]:
    """Take rows in: an upload that accounts for all of them, and what became of each, in their order.

    What they said is kept as a file with our columns, so that the rejected ones can be handed back.

    Raises:
        InvalidInput: they name more columns than a file may have.
        PeriodLocked: the period was signed off; nothing was kept.
    """
    require_open(period)
    further = sorted({key for row in rows for key in row.attributes})
    header = (*REQUIRED, *OPTIONAL, *further)
    if len(header) > MAX_COLUMNS:
        message = f"The rows name {len(further)} different attributes."
        raise InvalidInput(message, where="rows", mend=f"At most {MAX_COLUMNS - len(REQUIRED) - len(OPTIONAL)}.")
    records = [_record(number, row, header) for number, row in enumerate(rows, start=_BELOW_HEADER)]
    names, plan = own_columns(header, 1)
    found = rows_sorted(rows_by(plan, names, records, period_start=period.start, period_end=period.end))
    content = as_csv(
        [header, *([as_cell(cell) for cell in each.cells] for each in records)], delimiter=",", encoding="utf-8"
    )
    file = SentFile(file_name(name), hashlib.sha256(content).hexdigest(), taken_by)
    with transaction.atomic():
        upload = upload_keep(period=period, file=file, rows=found)
        StagedFile.objects.create(
            period=period,
            filename=file.filename,
            kind=FileKind.CSV,
            content=content,
            sha256=file.sha256,
            upload=upload,
            created_by=taken_by,
        )
    return upload, _outcomes(upload, len(rows))


def _record(number: int, row: HandedRow, header: Sequence[str]) -> Record:
    said = {**row.attributes, **row.cells}
    texts = [said.get(name, "").strip() for name in header]
    problems = {at: "Longer than 500 characters." for at, text in enumerate(texts) if len(text) > MAX_CELL}
    problems |= {at: row.problems[name] for at, name in enumerate(header) if name in row.problems}
    return Record(number, [text[:MAX_CELL] for text in texts], problems, row.problem)


def _outcomes(upload: ActivityUpload, count: int) -> list[RowOutcome]:
    kept = dict(ActivityData.objects.filter(upload=upload).values_list("row", "id"))
    others = {row.row: row for row in RejectedRow.objects.filter(upload=upload)}
    told = []
    for number in range(_BELOW_HEADER, _BELOW_HEADER + count):
        if number in kept:
            told.append(RowOutcome("accepted", kept[number]))
            continue
        other = others[number]
        outcome = "duplicate" if other.is_duplicate else "rejected"
        told.append(RowOutcome(outcome, None, other.column, other.reason))
    return told
