"""The files of a report over the API: which there are, what examining them found, and why one is not there."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.reports.selectors import OfferedFile, files_offered, report_get
from apps.reports.xbrl.examining import Outcome, outcome_of
from greenlang.edges.endpoints import TenantAPIView

OUTCOMES: Final = [(each.value, each.value) for each in Outcome]


class FileFinding(serializers.Serializer[dict[str, Any]]):
    """Something that the examiner found; ``where``: a fact's id, or a place in the document."""

    document = serializers.CharField()
    severity = serializers.CharField(help_text="`error`, `inconsistency` or `warning`.")
    code = serializers.CharField()
    message = serializers.CharField()
    where = serializers.CharField(allow_blank=True)


class FileChecks(serializers.Serializer[dict[str, Any]]):
    """What holding a file against its standard found."""

    outcome = serializers.ChoiceField(
        choices=OUTCOMES,
        help_text="“conforms” only where the published taxonomy says so.",
    )
    conformant = serializers.BooleanField(
        allow_null=True, help_text="Null where no fault was found and the published taxonomy was not at hand."
    )
    held_against = serializers.CharField(help_text="The taxonomy in words.")
    official = serializers.BooleanField(help_text="Whether that is the published one.")
    examiner = serializers.CharField()
    facts = serializers.DictField(child=serializers.IntegerField(), help_text="How many were read, by document.")
    findings_count = serializers.IntegerField()
    findings = FileFinding(many=True, help_text="The first fifty, errors before warnings.")


class FileProblem(serializers.Serializer[dict[str, Any]]):
    """Why a file is not there, and how to mend that."""

    code = serializers.CharField()
    message = serializers.CharField()
    where = serializers.CharField(allow_blank=True)
    mend = serializers.CharField(allow_blank=True)
    errors = serializers.ListField(  # type: ignore[assignment]
        child=serializers.DictField(child=serializers.CharField(allow_blank=True))
    )


class ReportFileDocument(serializers.Serializer[dict[str, Any]]):
    """A format of a report and its file."""

    extension = serializers.CharField(help_text="Download it at `/reports/{id}/file.{extension}`.")
    label = serializers.CharField()  # type: ignore[assignment]
    told = serializers.CharField()
    media_type = serializers.CharField()
    is_there = serializers.BooleanField()
    size = serializers.IntegerField(allow_null=True, help_text="Bytes; null of what is made when somebody asks.")
    sha256 = serializers.CharField(allow_null=True)
    problem = FileProblem(allow_null=True)
    checks = FileChecks(allow_null=True)


class ReportFilesDocument(serializers.Serializer[dict[str, Any]]):
    """Every format, in the order in which downloads are offered."""

    files = ReportFileDocument(many=True)


class ReportFilesView(TenantAPIView):
    """A report's files."""

    @extend_schema(responses={200: ReportFilesDocument}, operation_id="reports_files", tags=["reports"])
    def get(self, request: Request, report_id: uuid.UUID) -> Response:
        """Which files there are, what examining them found, and why one is not there."""
        return Response({"files": [_document(each) for each in files_offered(report_get(report_id))]})


def _document(offered: OfferedFile) -> dict[str, Any]:
    file = offered.file
    is_kept = file is not None and offered.is_there
    return {
        "extension": offered.format.extension,
        "label": offered.format.label,
        "told": offered.format.told,
        "media_type": offered.format.media_type,
        "is_there": offered.is_there,
        "size": file.size if file is not None and is_kept else None,
        "sha256": file.sha256 if file is not None and is_kept else None,
        "problem": file.problem if file is not None else None,
        "checks": _checks(file.checks) if file is not None and file.checks else None,
    }


def _checks(kept: Mapping[str, Any]) -> dict[str, Any]:
    outcome = outcome_of(kept)
    conformant = None if outcome == Outcome.STRUCTURE_CHECKED else outcome == Outcome.CONFORMS
    return {**kept, "outcome": outcome.value, "conformant": conformant}
