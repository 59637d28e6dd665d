"""Rejected rows that nobody has to see to any more: they came again mended, or a person said why they need not."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.models import ActivityUpload, RejectedRow, ReportingPeriod
from apps.inventory.readers.handed_back import message_of
from apps.inventory.readers.rows import AcceptedRow
from apps.inventory.selectors import require_open
from greenlang.errors import InvalidInput

MAX_REASON = 500
_ROW_OF = re.compile(r"Row ([0-9]{1,7}): ")


def rejected_settle(*, upload: ActivityUpload, row_ids: Sequence[uuid.UUID] | None, reason: str, actor: str) -> int:
    """Say of rejected rows why nobody has to see to them; they stay listed, with the reason. How many.

    Args:
        row_ids: None: every rejected row of the file.

    Raises:
        InvalidInput: no row, or no reason.
        PeriodLocked: the period was signed off.
    """
    told = reason.strip()[:MAX_REASON]
    if not told:
        raise InvalidInput("No reason was given.", where="reason", mend="Say what became of the rows.")
    with transaction.atomic():
        rows = _chosen(upload, row_ids).filter(settled_at=None)
        count = rows.update(settled_at=timezone.now(), settled_by=actor[:200], settled_reason=told)
        ActivityUpload.objects.filter(id=upload.id).update(settled=F("settled") + count)
        _tell("settled", upload, count, told, actor)
    return count


def rejected_reopen(
    *, upload: ActivityUpload, row_ids: Sequence[uuid.UUID] | None, actor: str, reason: str = ""
) -> int:
    """They wait for somebody again. How many.

    Args:
        reason: only those that were settled with it.

    Raises:
        InvalidInput: no row.
        PeriodLocked: the period was signed off.
    """
    with transaction.atomic():
        rows = _chosen(upload, row_ids).exclude(settled_at=None)
        rows = rows.filter(settled_reason=reason) if reason else rows
        count = rows.update(settled_at=None, settled_by="", settled_reason="")
        ActivityUpload.objects.filter(id=upload.id).update(settled=F("settled") - count)
        _tell("opened again", upload, count, "", actor)
    return count


def _chosen(upload: ActivityUpload, row_ids: Sequence[uuid.UUID] | None) -> "QuerySet[RejectedRow]":
    """Rejected rows of a file, whose account is held until the caller's transaction ends."""
    if row_ids is not None and not row_ids:
        raise InvalidInput("No row was chosen.", where="rows", mend="Tick the rows that are meant.")
    require_open(ReportingPeriod.objects.select_for_update(no_key=True).get(id=upload.period_id))
    rows = RejectedRow.objects.filter(upload=upload, is_duplicate=False)
    return rows if row_ids is None else rows.filter(id__in=row_ids)


def _tell(act: str, upload: ActivityUpload, count: int, reason: str, actor: str) -> None:
    if count:
        detail = f"{count} rejected row{'' if count == 1 else 's'}{f': {reason}' if reason else ''}"
        audit_record(kind=AuditKind.DATA, act=act, actor=actor, subject=upload.filename, detail=detail)


def mended_settle(
    *, upload: ActivityUpload, rows: Iterable[AcceptedRow], again: Mapping[uuid.UUID, Mapping[int, int]], actor: str
) -> int:
    """Settle what an upload brings mended, in the caller's transaction that holds the period. How many rows.

    A row is known for a mended one by the message of the file it was handed back with; or because the file is an
    earlier one sent again: other rows stand in both at the same place, and this one was rejected then.

    Args:
        rows: everything of the upload that could be read.
        again: by earlier upload, the places there of rows that say the same, by their places here.
    """
    told = {row.row: " ".join(row.message.split()) for row in rows}
    by_row = {int(found[1]): row for row, message in told.items() if (found := _ROW_OF.match(message))}
    settled = 0
    files = ActivityUpload.objects.filter(period_id=upload.period_id, withdrawn_at=None, settled__lt=F("rejected"))
    for earlier in files.exclude(id=upload.id):
        stem = PurePath(earlier.filename).stem.casefold()
        if stem not in upload.filename.casefold():
            continue
        same = again.get(earlier.id, {})
        is_same = bool(same) and all(here == there for here, there in same.items())
        waiting = RejectedRow.objects.filter(
            upload=earlier, is_duplicate=False, settled_at=None, row__in=[*by_row, *(told if is_same else ())]
        )
        mended = [
            row
            for row in waiting
            if (is_same and row.row in told)
            or told.get(by_row.get(row.row, 0), "").startswith(
                " ".join(message_of(row.row, row.column, row.reason).split())
            )
        ]
        settled += _mended(earlier, upload, mended, actor)
    return settled


def _mended(earlier: ActivityUpload, upload: ActivityUpload, rows: Sequence[RejectedRow], actor: str) -> int:
    for row in rows:
        row.settled_at, row.settled_by = timezone.now(), actor[:200]
        row.settled_reason = _mended_in(upload)
    RejectedRow.objects.bulk_update(rows, ["settled_at", "settled_by", "settled_reason"], batch_size=1000)
    ActivityUpload.objects.filter(id=earlier.id).update(settled=F("settled") + len(rows))
    return len(rows)


def mended_reopen(*, upload: ActivityUpload) -> None:
    """What an upload brought mended waits again, now that the upload is taken back; in the caller's transaction."""
    rows = RejectedRow.objects.filter(upload__period_id=upload.period_id, settled_reason=_mended_in(upload))
    for earlier in set(rows.values_list("upload_id", flat=True)):
        count = rows.filter(upload_id=earlier).update(settled_at=None, settled_by="", settled_reason="")
        ActivityUpload.objects.filter(id=earlier).update(settled=F("settled") - count)


def _mended_in(upload: ActivityUpload) -> str:
    return f"Mended in {upload.filename}."
