"""Evidence behind rows."""

import hashlib
import uuid
from collections.abc import Sequence

from django.db import transaction

from apps.inventory.models import ActivityData, ActivityUpload, EvidenceFile, EvidenceLine, ReportingPeriod
from apps.inventory.selectors import require_open
from apps.inventory.services.uploads import file_name
from greenlang.errors import InvalidInput

MAX_EVIDENCE_BYTES = 10 * 1024 * 1024


def evidence_attach(
    *, upload: ActivityUpload, activity_ids: Sequence[uuid.UUID], filename: str, content: bytes, added_by: str
) -> EvidenceFile:
    """Keep a file behind rows of an upload; behind all of them where none is named. It is never opened here.

    The same bytes behind the same upload are kept once: the rows are added to what is there.

    Raises:
        InvalidInput: empty, or larger than 10 MB.
        PeriodLocked: the period was signed off.
    """
    if not content:
        raise InvalidInput("The file is empty.", where="evidence", mend="Choose the invoice or the reading itself.")
    if len(content) > MAX_EVIDENCE_BYTES:
        raise InvalidInput("The file is larger than 10 MB.", where="evidence", mend="Send a smaller scan.")
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        require_open(ReportingPeriod.objects.select_for_update(no_key=True).get(id=upload.period_id))
        evidence = EvidenceFile.objects.filter(upload=upload, sha256=sha256).first()
        if evidence is None:
            evidence = EvidenceFile.objects.create(
                upload=upload,
                filename=file_name(filename),
                content=content,
                size=len(content),
                sha256=sha256,
                for_all=not activity_ids,
                added_by=added_by[:200],
            )
        elif not activity_ids and not evidence.for_all:
            EvidenceFile.objects.filter(id=evidence.id).update(for_all=True)
        rows = ActivityData.objects.filter(upload=upload, id__in=activity_ids).values_list("id", flat=True)
        lines = [EvidenceLine(evidence=evidence, activity_id=row) for row in rows]
        EvidenceLine.objects.bulk_create(lines, ignore_conflicts=True)
    return evidence


def evidence_remove(*, evidence: EvidenceFile) -> None:
    """Forget a piece of evidence.

    Raises:
        PeriodLocked: the period was signed off.
    """
    with transaction.atomic():
        require_open(ReportingPeriod.objects.select_for_update(no_key=True).get(id=evidence.upload.period_id))
        evidence.delete()
