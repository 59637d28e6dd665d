"""Taking activity data in, from a file that has our columns."""

import hashlib
from collections.abc import Iterator

from django.db import transaction

from apps.inventory.models import ActivityUpload, FileKind, ReportingPeriod, StagedFile
from apps.inventory.readers.bounded import file_facts, sheet_records
from apps.inventory.readers.files import kind_of
from apps.inventory.readers.rows import AcceptedRow, RejectedRow, own_columns, read_rows, rows_by
from apps.inventory.selectors import require_open
from apps.inventory.services.keeping import SentFile, rows_sorted, upload_keep


def activity_upload(*, period: ReportingPeriod, filename: str, data: bytes, uploaded_by: str = "") -> ActivityUpload:
    """Take a file with our columns in, CSV or the first sheet of a workbook: rows in = accepted + rejected + duplicate,
    each rejected one with column and reason.

    Raises:
        UnreadableFile: the file as a whole; nothing was kept.
        PeriodLocked: the period was signed off.
    """
    require_open(period)
    kind = kind_of(data)
    rows = rows_sorted(_rows(kind, data, period))
    file = SentFile(file_name(filename), hashlib.sha256(data).hexdigest(), uploaded_by)
    with transaction.atomic():
        upload = upload_keep(period=period, file=file, rows=rows)
        StagedFile.objects.create(
            period=period,
            filename=file.filename,
            kind=kind,
            content=data,
            sha256=file.sha256,
            upload=upload,
            created_by=uploaded_by,
        )
    return upload


def _rows(kind: str, data: bytes, period: ReportingPeriod) -> Iterator[AcceptedRow | RejectedRow]:
    if kind == FileKind.CSV:
        return read_rows(data, period_start=period.start, period_end=period.end)
    _, sheets = file_facts(data)
    header, plan = own_columns(sheets[0].header if sheets else (), sheets[0].header_row if sheets else 1)
    records = sheet_records(data, sheets[0].name)
    return rows_by(plan, header, records, period_start=period.start, period_end=period.end)


def file_name(text: str) -> str:
    """As a file is called here: without the folders it came from, and not too long."""
    name = text.replace("\x00", "").replace("\\", "/").rpartition("/")[2].strip()
    return name[:200] or "activity.csv"
