"""What was not accepted of an upload, the evidence behind its rows, and the file to mend."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.models import ActivityUpload, EvidenceFile, RejectedRow
from apps.inventory.queues.rejected import others_listed, rejected_named
from apps.inventory.selectors import activities_named, evidence_get, upload_get
from apps.inventory.services.evidence import MAX_EVIDENCE_BYTES, evidence_attach, evidence_remove
from apps.inventory.services.handing_back import upload_hand_back
from apps.inventory.services.reviews import review_ask
from apps.inventory.services.settling import rejected_reopen, rejected_settle
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import BytesParser, ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing
from greenlang.edges.queries import uuid_of
from greenlang.errors import InvalidInput

TAGS = ["activity data"]
MOST_ROWS = 1000
MOST_NAMED = 500
"""In an address, which has a length of its own."""
_BINARY = "application/octet-stream"


class NotAcceptedDocument(serializers.ModelSerializer[RejectedRow]):
    """A row that was not accepted, why, and whether anybody still has to see to it."""

    class Meta:
        model = RejectedRow
        fields = ["id", "row", "column", "reason", "settled_at", "settled_by", "settled_reason"]


_PAGE = page_document(NotAcceptedDocument)


class NotAcceptedView(TenantAPIView):
    """Rows of an upload that were not accepted: rejected, or duplicates."""

    duplicate = False

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: _PAGE},
        operation_id="uploads_rejected",
        tags=TAGS,
        summary="List the rejected rows of an upload",
    )
    def get(self, request: Request, upload_id: uuid.UUID) -> Response:
        """In the file's order."""
        rows = others_listed(upload_get(upload_id), duplicate=self.duplicate)
        page = page_of(request, rows, ("row", "id"))
        return Response({"results": NotAcceptedDocument(page.rows, many=True).data, "next": page.next})


class DuplicateRowsView(NotAcceptedView):
    """Rows that say the same as another of the period."""

    duplicate = True

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: _PAGE},
        operation_id="uploads_duplicates",
        tags=TAGS,
        summary="List the duplicates of an upload",
    )
    def get(self, request: Request, upload_id: uuid.UUID) -> Response:
        """In the file's order, each with the row that says the same."""
        return super().get(request, upload_id)


class RowsRequest(ClosedBody):
    """Which rejected rows; without ``rows`` all of the upload's."""

    rows = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=MOST_ROWS, required=False)


class SettleRequest(RowsRequest):
    """Which rejected rows nobody has to see to, and why; without ``rows`` all of the upload's."""

    reason = serializers.CharField(max_length=500)


class ChangedRowsDocument(serializers.Serializer[Any]):
    """How many rows changed."""

    changed = serializers.IntegerField()


class RejectedSettleView(TenantAPIView):
    """Rejected rows that nobody has to see to."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=SettleRequest,
        responses={200: ChangedRowsDocument},
        operation_id="uploads_settle",
        tags=TAGS,
        summary="Settle rejected rows",
        examples=[OpenApiExample("All of them", {"reason": "Sums of the rows above."}, request_only=True)],
    )
    def post(self, request: Request, upload_id: uuid.UUID) -> Response:
        """They stay listed, with the reason; the period is looked through again."""
        upload = upload_get(upload_id)
        body = SettleRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            rows = _named(upload, body)
            reason, actor = body.validated_data["reason"], self.principal.name
            count = rejected_settle(upload=upload, row_ids=rows, reason=reason, actor=actor)
        review_ask(period=upload.period, by=self.principal.name)
        return Response({"changed": count})


class RejectedReopenView(TenantAPIView):
    """Rejected rows that wait for somebody again."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=RowsRequest,
        responses={200: ChangedRowsDocument},
        operation_id="uploads_reopen",
        tags=TAGS,
        summary="Open settled rows again",
    )
    def post(self, request: Request, upload_id: uuid.UUID) -> Response:
        """The period is looked through again."""
        upload = upload_get(upload_id)
        body = RowsRequest(data=request.data)
        body.is_valid(raise_exception=True)
        with pointing(body.fields):
            count = rejected_reopen(upload=upload, row_ids=_named(upload, body), actor=self.principal.name)
        review_ask(period=upload.period, by=self.principal.name)
        return Response({"changed": count})


def _named(upload: ActivityUpload, body: ClosedBody) -> Sequence[uuid.UUID] | None:
    rows = body.validated_data.get("rows")
    return None if rows is None else rejected_named(upload, rows)


class ActivityEvidenceParser(BytesParser):
    """The body is the file, whatever it is."""

    media_type = "*/*"
    limit = MAX_EVIDENCE_BYTES


class ActivityEvidenceDocument(serializers.ModelSerializer[EvidenceFile]):
    """A piece of evidence, and the rows it stands behind."""

    upload_id = serializers.UUIDField()
    rows = serializers.SerializerMethodField()

    class Meta:
        model = EvidenceFile
        fields = ["id", "upload_id", "filename", "size", "sha256", "for_all", "rows", "added_by", "added_at"]

    def get_rows(self, evidence: EvidenceFile) -> list[uuid.UUID]:
        """Ids of the rows it stands behind alone; with ``for_all`` it stands behind every row."""
        return sorted(line.activity_id for line in evidence.lines.all())


class UploadEvidenceView(TenantAPIView):
    """The evidence behind rows of an upload."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = (ActivityEvidenceParser,)

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(ActivityEvidenceDocument)},
        operation_id="evidence_list",
        tags=TAGS,
        summary="List the evidence behind an upload",
    )
    def get(self, request: Request, upload_id: uuid.UUID) -> Response:
        """In the order in which it was attached."""
        found = EvidenceFile.objects.filter(upload=upload_get(upload_id)).defer("content").prefetch_related("lines")
        page = page_of(request, found, ("added_at", "id"))
        return Response({"results": ActivityEvidenceDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        request={_BINARY: OpenApiTypes.BINARY},
        parameters=[
            OpenApiParameter("filename", str, required=True),
            OpenApiParameter(
                "row", uuid.UUID, many=True, description=f"Ids of the rows it stands behind, at most {MOST_NAMED}."
            ),
            OpenApiParameter("all", bool, description="It stands behind every row of the upload."),
        ],
        responses={201: ActivityEvidenceDocument},
        operation_id="evidence_attach",
        tags=TAGS,
        summary="Attach evidence to rows",
    )
    def post(self, request: Request, upload_id: uuid.UUID) -> Response:
        """The body is the file, at most 10 MB: kept as it was sent, never opened. The same bytes are kept once."""
        upload = upload_get(upload_id)
        rows = self._rows(request)
        activities_named(upload, rows)
        kept = evidence_attach(
            upload=upload,
            activity_ids=rows,
            filename=request.query_params.get("filename", ""),
            content=request.data if isinstance(request.data, bytes) else b"",
            added_by=self.principal.name,
        )
        told = ActivityEvidenceDocument(EvidenceFile.objects.defer("content").get(id=kept.id)).data
        return Response(told, status=201, headers={"Location": f"/api/v1/evidence/{kept.id}"})

    def _rows(self, request: Request) -> list[uuid.UUID]:
        """The rows named; none where it stands behind all."""
        named = request.query_params.getlist("row")
        if len(named) > MOST_NAMED:
            mend = f"At most {MOST_NAMED} in one address: send the file again with the others, or say all=true."
            raise InvalidInput(f"{len(named):,} rows are named.", where="/row", mend=mend)
        rows = [uuid_of(text, "/row") for text in named]
        if not rows and request.query_params.get("all") != "true":
            raise InvalidInput(
                "No row was named.", where="row", mend="Name the rows it stands behind, or say all=true."
            )
        return rows


class ActivityEvidenceView(TenantAPIView):
    """One piece of evidence."""

    actions = {"DELETE": Action.UPLOAD}

    @extend_schema(
        responses={200: ActivityEvidenceDocument}, operation_id="evidence_get", tags=TAGS, summary="Read of evidence"
    )
    def get(self, request: Request, evidence_id: uuid.UUID) -> Response:
        """What it is and the rows it stands behind."""
        return Response(ActivityEvidenceDocument(evidence_get(evidence_id)).data)

    @extend_schema(responses={204: None}, operation_id="evidence_remove", tags=TAGS, summary="Remove evidence")
    def delete(self, request: Request, evidence_id: uuid.UUID) -> Response:
        """409 where the period is locked."""
        evidence_remove(evidence=evidence_get(evidence_id))
        return Response(status=204)


class EvidenceContentView(TenantAPIView):
    """The file itself."""

    @extend_schema(
        responses={(200, _BINARY): OpenApiTypes.BINARY},
        operation_id="evidence_download",
        tags=TAGS,
        summary="Download evidence",
    )
    def get(self, request: Request, evidence_id: uuid.UUID) -> HttpResponse:
        """As it was sent: to keep, never to show."""
        found = evidence_get(evidence_id)
        return _kept(bytes(found.content), found.filename, _BINARY)


class FileToMendView(TenantAPIView):
    """The file with what has to be mended in it."""

    long = True

    @extend_schema(
        parameters=[OpenApiParameter("rows", str, enum=["rejected", "all"], default="rejected")],
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
        operation_id="uploads_to_mend",
        tags=TAGS,
        summary="Download the file to mend",
    )
    def get(self, request: Request, upload_id: uuid.UUID) -> HttpResponse:
        """The sheet with a column of messages: the rejected rows alone, or every row; a workbook where it was one."""
        rows = request.query_params.get("rows", "rejected")
        if rows not in {"rejected", "all"}:
            raise InvalidInput("There is no such choice of rows.", where="/rows", mend="Say rejected or all.")
        returned = upload_hand_back(upload=upload_get(upload_id), only=rows == "rejected")
        return _kept(returned.content, returned.filename, returned.media_type)


def _kept(content: bytes, filename: str, media_type: str) -> HttpResponse:
    """A file to be saved: nothing guesses what it is or opens it."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = str(content_disposition_header(True, filename))
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
