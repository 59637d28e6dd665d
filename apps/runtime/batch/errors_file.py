"""The error file of a run: a line for each row that has no calculation, with its place, reason and mending."""

import csv
import io
from collections.abc import Iterator

from apps.inventory.models import ActivityData
from apps.runtime.errors import RUN_ANOTHER
from apps.runtime.models import Execution, PartitionState, Run, RunPartition
from greenlang.spreadsheet_text import inert

MEDIA_TYPE = "text/csv; charset=utf-8"
COLUMNS = ("file", "row", "place", "reason", "mend")


def errors_csv(run: Run) -> str:
    """RFC 4180 with a header; first the rows that were refused, then those that were not reached."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in (*_refused(run), *_unreached(run)):
        writer.writerow(map(inert, line))
    return text.getvalue()


def errors_filename(run: Run) -> str:
    """As it is saved."""
    return f"{run.version.agent.slug}-{run.started_at:%Y-%m-%d-%H%M}-errors.csv"


def _refused(run: Run) -> Iterator[tuple[str, ...]]:
    refused = Execution.objects.filter(run=run, calculation_id=None).order_by("recorded_at", "id")
    documents = [error or {} for error in refused.values_list("error", flat=True)]
    for error in sorted(documents, key=lambda each: (each.get("file", ""), each.get("row", 0))):
        reason = error.get("reason") or error.get("message", "")
        yield str(error.get("file", "")), str(error.get("row", "")), _place(error), reason, error.get("mend", "")


def _place(error: dict[str, object]) -> str:
    findings = error.get("errors")
    pointers = [str(each.get("pointer", "")) for each in findings] if isinstance(findings, list) else []
    return ", ".join(filter(None, pointers)) or str(error.get("where", ""))


def _unreached(run: Run) -> Iterator[tuple[str, ...]]:
    stopped = RunPartition.objects.filter(run=run, state__in=[PartitionState.FAILED, PartitionState.CANCELLED])
    mend = RUN_ANOTHER if run.is_of_retired else "Resume the run."
    for partition in stopped.order_by("number"):
        error = partition.error or {}
        reason = error.get("message", "") if partition.state == PartitionState.FAILED else "The run was cancelled."
        rows = ActivityData.objects.filter(id__in=partition.activity_ids).select_related("upload")
        for activity in rows.order_by("upload_id", "row"):
            yield activity.upload.filename, str(activity.row), "", reason, mend
