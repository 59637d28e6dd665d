"""The organisation's own footprints over the API: entered, succeeded, shared, and their evidence."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.pact.models import FootprintEvidence, Partner, ProductFootprint
from apps.pact.selectors import footprint_document, footprint_documents, footprint_get
from apps.pact.services import (
    MAX_EVIDENCE_BYTES,
    MOST_ROWS,
    evidence_attach,
    footprint_enter,
    footprint_share,
    footprints_import,
)
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import BytesParser, ClosedBody, ExactJSONParser
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import GreenLangError, InvalidInput, NotFound

_TAG = ["product footprints"]


class ImportParser(ExactJSONParser):
    """A thousand footprints are more than other bodies."""

    limit = 8 * 1024 * 1024


class FootprintRow(serializers.Serializer[Any]):
    """A footprint as it is listed; ``document`` as PACT's data model has it."""

    id = serializers.UUIDField()
    status = serializers.CharField()
    is_shared = serializers.BooleanField()
    shared_with = serializers.ListField(child=serializers.UUIDField())
    entered_by = serializers.CharField()
    created_at = serializers.DateTimeField()
    document = serializers.DictField()


class FootprintsRequest(ClosedBody):
    """Footprints as PACT's data model has them, without id, status and history, which are given here."""

    footprints = serializers.ListField(child=serializers.DictField(), min_length=1, max_length=MOST_ROWS)


class ImportedRow(serializers.Serializer[Any]):
    """What became of one footprint of the request, in its order: an id, or errors."""

    id = serializers.UUIDField(allow_null=True)
    errors = serializers.ListField(child=serializers.DictField())  # type: ignore[assignment]


class ImportedDocument(serializers.Serializer[Any]):
    """How many of them were taken, and each."""

    accepted = serializers.IntegerField()
    rejected = serializers.IntegerField()
    results = ImportedRow(many=True)


class SharingDocument(serializers.Serializer[Any]):
    """Who may see a footprint: every partner, or those that are named."""

    everybody = serializers.BooleanField()
    partner_ids = serializers.ListField(child=serializers.UUIDField())


class SharingRequest(ClosedBody):
    """Every partner, or those that are named."""

    everybody = serializers.BooleanField(default=False)
    partner_ids = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=MOST_ROWS)


class FootprintEvidenceDocument(serializers.ModelSerializer[FootprintEvidence]):
    """A file behind a footprint."""

    class Meta:
        model = FootprintEvidence
        fields = ["id", "filename", "sha256", "size", "added_by", "added_at"]


def _row(footprint: ProductFootprint, document: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {
        "id": str(footprint.id),
        "status": footprint.status,
        "is_shared": footprint.is_shared,
        "shared_with": [str(share.partner_id) for share in footprint.shares.all()],
        "entered_by": footprint.entered_by,
        "created_at": footprint.created_at.isoformat(),
        "document": document or footprint_document(footprint),
    }


class OwnFootprintsView(TenantAPIView):
    """Footprints of the organisation's products."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = (ImportParser,)

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(FootprintRow)},
        operation_id="product_footprints_list",
        tags=_TAG,
    )
    def get(self, request: Request) -> Response:
        """All of them, the newest first."""
        page = page_of(request, ProductFootprint.objects.prefetch_related("shares"), ("-created_at", "-id"))
        rows = zip(page.rows, footprint_documents(page.rows), strict=True)
        return Response({"results": [_row(*each) for each in rows], "next": page.next})

    @extend_schema(
        request=FootprintsRequest,
        responses={200: ImportedDocument},
        operation_id="product_footprints_import",
        tags=_TAG,
    )
    def post(self, request: Request) -> Response:
        """Enter up to 1,000; each is taken or refused for itself, in the order of the request."""
        body = FootprintsRequest(data=request.data)
        body.is_valid(raise_exception=True)
        taken = footprints_import(documents=body.validated_data["footprints"], actor=self.principal.name)
        results = [
            {"id": str(each.footprint.id) if each.footprint else None, "errors": _errors(each.error)} for each in taken
        ]
        accepted = sum(each.footprint is not None for each in taken)
        return Response({"accepted": accepted, "rejected": len(taken) - accepted, "results": results})


def _errors(error: GreenLangError | None) -> list[dict[str, Any]]:
    if error is None:
        return []
    return list(error.errors) or [{"pointer": error.where, "detail": error.message, "code": error.code}]


class OwnFootprintView(TenantAPIView):
    """One footprint."""

    @extend_schema(responses={200: FootprintRow}, operation_id="product_footprints_get", tags=_TAG)
    def get(self, request: Request, footprint_id: uuid.UUID) -> Response:
        """As it was entered, with whom it is shared."""
        return Response(_row(footprint_get(footprint_id)))


class OwnFootprintVersionsView(TenantAPIView):
    """Versions of a footprint."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=OpenApiTypes.OBJECT,
        responses={201: FootprintRow},
        operation_id="product_footprints_replace",
        tags=_TAG,
    )
    def post(self, request: Request, footprint_id: uuid.UUID) -> Response:
        """A new version in the place of this one, which is Deprecated from then on; shared with the same partners."""
        made = footprint_enter(document=request.data, actor=self.principal.name, replaces=footprint_get(footprint_id))
        headers = {"Location": f"/api/v1/product-footprints/{made.id}"}
        return Response(_row(made), status=201, headers=headers)


class OwnFootprintSharingView(TenantAPIView):
    """Who may see a footprint."""

    tagged = True
    actions = {"PUT": Action.REPORT}

    @extend_schema(responses={200: SharingDocument}, operation_id="product_footprints_sharing", tags=_TAG)
    def get(self, request: Request, footprint_id: uuid.UUID) -> Response:
        """Every partner, or those that are named."""
        return Response(_sharing(footprint_get(footprint_id)))

    @extend_schema(
        request=SharingRequest, responses={200: SharingDocument}, operation_id="product_footprints_share", tags=_TAG
    )
    def put(self, request: Request, footprint_id: uuid.UUID) -> Response:
        """Share it with every partner, with those that are named and no others, or with none."""
        body = SharingRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        shared = footprint_share(
            footprint=footprint_get(footprint_id),
            everybody=given["everybody"],
            partners=_partners(given.get("partner_ids", [])),
            actor=self.principal.name,
        )
        return Response(_sharing(shared))


def _sharing(footprint: ProductFootprint) -> dict[str, Any]:
    named = footprint.shares.order_by("partner_id").values_list("partner_id", flat=True)
    return {"everybody": footprint.is_shared, "partner_ids": [str(each) for each in named]}


def _partners(ids: list[uuid.UUID]) -> list[Partner]:
    found = list(Partner.objects.filter(id__in=ids))
    if len(found) != len(set(ids)):
        raise InvalidInput("One of them is no partner.", where="/partner_ids", mend="GET /api/v1/partners lists them.")
    return found


class EvidenceParser(BytesParser):
    """One file, of whatever kind."""

    media_type = "*/*"
    limit = MAX_EVIDENCE_BYTES


class OwnFootprintEvidenceView(TenantAPIView):
    """Files behind a footprint."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = (EvidenceParser,)

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(FootprintEvidenceDocument)},
        operation_id="product_footprints_evidence_list",
        tags=_TAG,
    )
    def get(self, request: Request, footprint_id: uuid.UUID) -> Response:
        """What stands behind it, in the order in which it was attached."""
        rows = footprint_get(footprint_id).evidence.defer("content")
        return Response(page_of(request, rows, ("added_at", "id")).as_document(FootprintEvidenceDocument))

    @extend_schema(
        request={"application/octet-stream": OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("filename", str, required=True)],
        responses={201: FootprintEvidenceDocument},
        operation_id="product_footprints_evidence_add",
        tags=_TAG,
    )
    def post(self, request: Request, footprint_id: uuid.UUID) -> Response:
        """Keep the body as evidence, at most 10 MB."""
        kept = evidence_attach(
            footprint=footprint_get(footprint_id),
            filename=request.query_params.get("filename", ""),
            content=request.data if isinstance(request.data, bytes) else b"",
            actor=self.principal.name,
        )
        return Response(FootprintEvidenceDocument(kept).data, status=201)


class OwnFootprintEvidenceFileView(TenantAPIView):
    """A file behind a footprint."""

    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        operation_id="product_footprints_evidence_get",
        tags=_TAG,
    )
    def get(self, request: Request, footprint_id: uuid.UUID, evidence_id: uuid.UUID) -> HttpResponse:
        """The file."""
        kept = footprint_get(footprint_id).evidence.filter(id=evidence_id).first()
        if kept is None:
            raise NotFound("There is no such file.", where="evidence_id")
        answer = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
        answer["Content-Disposition"] = content_disposition_header(True, kept.filename) or "attachment"
        return answer
