"""Reading reports."""

import uuid

from django.db.models import Q

from apps.calculations.models import Calculation
from apps.inventory.models import ActivityUpload
from apps.reports.models import InventoryReport
from greenlang.errors import NotFound, Unavailable

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


class NotWritten(Unavailable):
    """This format has not been written; the mend says why."""

    code = "not-written"


def report_get(report_id: uuid.UUID | str) -> InventoryReport:
    """A report of the present tenant.

    Raises:
        NotFound: no such report here.
    """
    report = InventoryReport.objects.filter(id=report_id).first()
    if report is None:
        raise NotFound("There is no such report.", where="report_id")
    return report


def report_is_stale(report: InventoryReport) -> bool:
    """Whether the period was calculated further, or given more data or less, since the snapshot."""
    uploads = ActivityUpload.objects.filter(period_id=report.period_id)
    return (
        Calculation.objects.filter(period_id=report.period_id, sequence__gt=report.ledger_sequence).exists()
        or uploads.filter(Q(uploaded_at__gt=report.prepared_at) | Q(withdrawn_at__gt=report.prepared_at)).exists()
    )


def report_filename(report: InventoryReport, extension: str) -> str:
    """A plain name for a download."""
    words = f"{report.entity_name} {report.period_name} inventory"
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in words.lower())
    return "-".join(filter(None, plain.split("-"))) + f".{extension}"


def report_bytes(report: InventoryReport, extension: str) -> bytes:
    """The file of a report.

    Raises:
        NotFound: no such format.
        NotWritten: it could not be written on this machine, and how to mend that.
    """
    if extension == "pdf":
        if report.pdf is None:
            problem = report.pdf_problem or {}
            raise NotWritten(
                str(problem.get("message", "The PDF is still being written.")), mend=str(problem.get("mend", ""))
            )
        return bytes(report.pdf)
    if extension == "xlsx":
        if report.excel is None:
            raise NotWritten("The Excel file is still being written.")
        return bytes(report.excel)
    raise NotFound(f"There is no format “{extension[:20]}”.", where="format", mend="pdf or xlsx.")
