"""Uploads with what became of their rows."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet, Sum

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityData, ActivityUpload, EvidenceFile, EvidenceLine
from apps.runtime.models import Execution, Run, UploadOutcome
from apps.runtime.services.outcomes import runs_note


def uploads_listed() -> "QuerySet[ActivityUpload]":
    """Uploads, newest first."""
    return ActivityUpload.objects.select_related("period__entity").order_by("-uploaded_at", "-id")


@dataclass(frozen=True, slots=True)
class UploadState:
    """Where the accepted rows of an upload stand, in words; ``tone``: ``on``, ``wait``, ``bad`` or empty."""

    label: str
    tone: str = ""
    detail: str = ""


def upload_states(uploads: Sequence[ActivityUpload]) -> dict[uuid.UUID, UploadState]:
    """Of each upload; as many queries however many rows.

    What became of the rows is noted when a run ends (`UploadOutcome`); where that was not done, it is done here.
    """
    periods = {upload.period_id for upload in uploads}
    runs_note(periods)
    going = set(
        Run.objects.filter(period_id__in=periods, finished_at=None).order_by().values_list("period_id", flat=True)
    )
    noted = {each.upload_id: each for each in UploadOutcome.objects.filter(upload_id__in=[one.id for one in uploads])}
    back = _taken_back_since(noted)
    return {
        each.id: _state(each, noted.get(each.id), back[each.id], is_running=each.period_id in going) for each in uploads
    }


def _taken_back_since(noted: Mapping[uuid.UUID, UploadOutcome]) -> Counter[uuid.UUID]:
    """By upload, how many calculations were taken back since its outcome was noted."""
    if not noted:
        return Counter()
    since = min(each.noted_at for each in noted.values())
    rows = Calculation.objects.filter(reverses__isnull=False, recorded_at__gt=since).order_by()
    moments = dict(rows.values_list("activity_id", "recorded_at"))
    found = ActivityData.objects.filter(id__in=[each for each in moments if each], upload_id__in=list(noted))
    placed = found.order_by().values_list("id", "upload_id")
    return Counter(upload for row, upload in placed if moments[row] > noted[upload].noted_at)


def _state(upload: ActivityUpload, noted: UploadOutcome | None, back: int, *, is_running: bool) -> UploadState:
    calculated, refused = (max(0, noted.calculated - back), noted.refused) if noted else (0, 0)
    if upload.withdrawn_at is not None:
        return UploadState("Taken back")
    if not upload.accepted:
        return UploadState("Nothing accepted", "bad" if upload.rejected else "")
    if calculated == upload.accepted:
        return UploadState("Calculated", "on")
    told = f"{calculated:,} of {upload.accepted:,} calculated" + (f", {refused:,} refused" if refused else "")
    if is_running:
        return UploadState("Running", "on", told if calculated else "")
    if not calculated and not refused:
        return UploadState("Ready")
    if not calculated and refused == upload.accepted:
        return UploadState("Refused", "bad", "by every agent that was run")
    return UploadState("Partly calculated", "wait", told)


def period_rows(period_id: uuid.UUID) -> int:
    """Accepted rows of a period, by the accounts of its files."""
    standing = ActivityUpload.objects.filter(period_id=period_id, withdrawn_at=None)
    return standing.aggregate(rows=Sum("accepted"))["rows"] or 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: the calculation made of it last, or why the last attempt made none."""

    calculation: str
    reason: str
    is_reversed: bool = False


def rows_listed(upload: ActivityUpload) -> "QuerySet[ActivityData]":
    """The accepted rows of a file, in its order."""
    return ActivityData.objects.filter(upload=upload).select_related("site").order_by("row", "id")


def outcomes(rows: Sequence[ActivityData]) -> dict[uuid.UUID | None, Outcome]:
    """By row of one period, what became of it; rows no run has reached are left out.

    Asked for by run: executions are found by run and row, and a period has few runs.
    """
    if not rows:
        return {}
    runs = list(Run.objects.filter(period_id=rows[0].period_id).values_list("id", flat=True))
    made = Execution.objects.filter(run_id__in=runs, activity_id__in=[row.id for row in rows])
    found: dict[uuid.UUID | None, Outcome] = {}
    made_of = [each for each in made.values_list("calculation_id", flat=True) if each]
    back = set(Calculation.objects.filter(reverses__in=made_of).order_by().values_list("reverses", flat=True))
    for activity, calculation, error in made.order_by("recorded_at", "id").values_list(
        "activity_id", "calculation_id", "error"
    ):
        if calculation:
            found[activity] = Outcome(f"calc_{calculation.hex}", "", calculation in back)
        elif activity not in found or not found[activity].calculation:
            found[activity] = Outcome("", (error or {}).get("message", ""))
    return found


MOST_EVIDENCE = 100


def evidence_listed(upload: ActivityUpload) -> list[EvidenceFile]:
    """What stands behind rows of an upload, with those rows, without the contents."""
    lines = Prefetch("lines", queryset=EvidenceLine.objects.select_related("activity"))
    found = EvidenceFile.objects.filter(upload=upload).defer("content").prefetch_related(lines)
    return list(found.order_by("added_at", "id")[:MOST_EVIDENCE])


def evidence_of_rows(rows: Sequence[ActivityData]) -> dict[uuid.UUID, int]:
    """By row, how many pieces of evidence stand behind it alone."""
    found = EvidenceLine.objects.filter(activity__in=rows).values("activity_id").annotate(n=Count("id"))
    counts = {each["activity_id"]: each["n"] for each in found}
    return {row.id: counts.get(row.id, 0) for row in rows}
