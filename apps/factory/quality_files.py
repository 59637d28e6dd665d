"""The report of an evaluation as a file: PDF or Excel, made when somebody asks, as it takes a second or two."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse

from apps.evaluation.models import QualityReport, ReviewDecision
from apps.reports.formats.quality import Decided, QualityTold, write_quality_excel, write_quality_pdf
from apps.reports.formats.registry import format_of
from greenlang.errors import NotFound

WRITERS: Final[dict[str, Callable[[QualityTold], bytes]]] = {"pdf": write_quality_pdf, "xlsx": write_quality_excel}


@dataclass(frozen=True, slots=True)
class QualityFile:
    """A file, ready to be handed out."""

    content: bytes
    media_type: str
    filename: str

    def as_response(self) -> HttpResponse:
        """As a download."""
        answer = HttpResponse(self.content, content_type=self.media_type)
        answer.headers["Content-Disposition"] = f'attachment; filename="{self.filename}"'
        return answer


def quality_file(report: QualityReport, extension: str) -> QualityFile:
    """A report of a version as a file.

    Raises:
        NotFound: no such format.
        PdfUnavailable: this machine sets no PDF; the mend says what is missing.
    """
    if extension not in WRITERS:
        raise NotFound(f"There is no format “{extension[:20]}”.", where="format", mend=f"One of {', '.join(WRITERS)}.")
    version = report.version
    decisions = ReviewDecision.objects.filter(report=report).order_by("decided_at")
    told = QualityTold(
        agent=version.agent.slug,
        version=version.version,
        document=report.document,
        at=report.measured_at,
        decided=[Decided(each.decision, each.reviewer, each.reason, each.decided_at) for each in decisions],
    )
    name = f"{version.agent.slug}-{version.version}-evaluation.{extension}"
    return QualityFile(WRITERS[extension](told), format_of(extension).media_type, name)
