"""Reading reports."""

import hashlib
import re
import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from apps.inventory.models import ReportingPeriod
from apps.jobs.models import TERMINAL, Job
from apps.reports.formats.registry import OFFERED, Format, format_of
from apps.reports.models import InventoryReport, ReportFile, SignedHash
from greenlang.errors import Conflict, NotFound, Unavailable

_COMING: Final = {"message": "The file is still being written.", "mend": "Ask again in a moment."}
_LACKING: Final = {
    "message": "This file was not written with the report.",
    "mend": "Prepare a report of the period anew.",
}
_DIGEST = re.compile("[0-9a-f]{64}")


class BeingWritten(Unavailable):
    """A worker is at the file, or will be."""

    code = "being-written"
    title = "Being written"
    retry_after = 5


class NotWritten(Conflict):
    """There is no file of this format, and waiting brings none; the mend says what would."""

    code = "not-written"
    title = "Not written"


def draft_id(job_id: uuid.UUID) -> uuid.UUID:
    """The id of the report that a job prepares, however often the job is begun."""
    return uuid.uuid5(job_id, "report")


def report_get(report_id: uuid.UUID | str) -> InventoryReport:
    """A report of the present tenant; its snapshot, which may be large, is read when somebody looks at it.

    Raises:
        NotFound: no such report here.
    """
    report = InventoryReport.objects.defer("snapshot").filter(id=report_id).first()
    if report is None:
        raise NotFound("There is no such report.", where="report_id")
    return report


def report_latest(period: ReportingPeriod) -> InventoryReport | None:
    """The report of a period that was prepared last, its snapshot when it is asked for; None before the first."""
    reports = InventoryReport.objects.defer("snapshot").filter(period_id=period.id)
    return reports.order_by("-prepared_at", "-id").first()


def report_filename(report: InventoryReport, extension: str) -> str:
    """A plain name for a download."""
    words = f"{report.entity_name} {report.period_name} inventory"
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in words.lower())
    return "-".join(filter(None, plain.split("-"))) + f".{extension}"


@dataclass(frozen=True, slots=True)
class ReportDownload:
    """A file of a report as it is sent; ``sha256`` in hexadecimal."""

    filename: str
    media_type: str
    content: bytes
    sha256: str


def report_file(report: InventoryReport, extension: str) -> ReportDownload:
    """The file of a report.

    Raises:
        NotFound: no such format.
        BeingWritten: it is not there yet.
        NotWritten: there is none, such as where this machine or this report does not allow it, and how to mend that.
    """
    kind = format_of(extension)
    filename = report_filename(report, kind.extension)
    if not kind.is_kept:
        content = kind.write(report.snapshot).content
        return ReportDownload(filename, kind.media_type, content, hashlib.sha256(content).hexdigest())
    file = ReportFile.objects.filter(report_id=report.id, extension=kind.extension).first()
    if file is not None and file.content is not None:
        return ReportDownload(filename, kind.media_type, bytes(file.content), file.sha256)
    if file is None and _is_being_written(report):
        raise BeingWritten(f"{kind.label}: {_COMING['message']}", mend=_COMING["mend"])
    problem: dict[str, Any] = (file.problem if file else None) or _LACKING
    raise NotWritten(str(problem["message"]), mend=str(problem.get("mend", "")), errors=problem.get("errors", ()))


def _is_being_written(report: InventoryReport) -> bool:
    """Whether a worker is at the files of a report, or will be."""
    at_it = Job.objects.filter(kind="report").exclude(state__in=TERMINAL).order_by()
    return any(
        draft_id(job_id) == report.id or (step_id is not None and step_id == str(report.step_id))
        for job_id, step_id in at_it.values_list("id", "arguments__step_id")
    )


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A format of a report, and whether there is a file of it.

    Attributes:
        file: without its content; None where it has not been written, or is made when somebody asks.
        is_coming: whether a worker is at the report's files, or will be.
    """

    format: Format
    file: ReportFile | None
    is_coming: bool

    @property
    def is_there(self) -> bool:
        """Whether it can be downloaded."""
        return not self.format.is_kept or (self.file is not None and self.file.problem is None)

    @property
    def reason(self) -> str:
        """Why it cannot; empty where it can."""
        if self.is_there:
            return ""
        problem = (self.file.problem if self.file else None) or (_COMING if self.is_coming else _LACKING)
        return f"{problem['message']} {problem.get('mend', '')}".strip()


def files_offered(report: InventoryReport) -> list[OfferedFile]:
    """Every format that a page offers, in their order, with what is known of its file."""
    files = {file.extension: file for file in report.files.defer("content")}
    lacking = any(each.is_kept and each.extension not in files for each in OFFERED)
    is_coming = lacking and _is_being_written(report)
    return [OfferedFile(each, files.get(each.extension), is_coming) for each in OFFERED]


def written_extensions(report: str = "pk") -> ArraySubquery:
    """For a query of reports: which formats of each are kept and there.

    Args:
        report: the column with the report's id.
    """
    files = ReportFile.objects.filter(report_id=OuterRef(report), problem__isnull=True)
    return ArraySubquery(files.order_by("extension").values("extension"))


def hash_is_signed(digest: str) -> bool:
    """Whether a report whose snapshot has this hash (64 hexadecimal digits) was signed off here, by whomever."""
    return bool(_DIGEST.fullmatch(digest)) and SignedHash.objects.filter(digest=digest).exists()
