"""The organisation's own side: footprints entered and shared, partners, requests and their answers."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.pact.exchange import CODES, request_fulfil, request_reject
from apps.pact.models import FootprintEvidence, Partner, ProductFootprint, ReceivedEvent
from apps.pact.partners import partner_add, partner_change, partner_end, partner_key_renew
from apps.pact.selectors import footprint_document, footprint_get, partner_get, request_get
from apps.pact.services import (
    MAX_EVIDENCE_BYTES,
    MOST_ROWS,
    evidence_attach,
    footprint_enter,
    footprint_share,
    footprints_import,
)
from apps.pact.tasks import answer_submit
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


class SharingRequest(ClosedBody):
    """Every partner, or those that are named."""

    everybody = serializers.BooleanField(default=False)
    partner_ids = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=MOST_ROWS)


class FootprintEvidenceDocument(serializers.ModelSerializer[FootprintEvidence]):
    """A file behind a footprint."""

    class Meta:
        model = FootprintEvidence
        fields = ["id", "filename", "sha256", "size", "added_by", "added_at"]


class PartnerDocument(serializers.ModelSerializer[Partner]):
    """A partner."""

    has_secret = serializers.SerializerMethodField()

    class Meta:
        model = Partner
        fields = [
            "id", "name", "key_id", "base_url", "token_url", "client_id", "has_secret", "answers_itself", "created_at",
        ]  # fmt: skip

    def get_has_secret(self, partner: Partner) -> bool:
        """Whether a secret is kept for its tokens."""
        return partner.secret is not None


class PartnerMadeDocument(PartnerDocument):
    """A partner with the key it calls with, shown this once."""

    key = serializers.CharField(read_only=True)

    class Meta(PartnerDocument.Meta):
        fields = [*PartnerDocument.Meta.fields, "key"]


class PartnerBody(ClosedBody):
    """Where a partner's answers go and where its tokens come from; what is left out stays as it is."""

    base_url = serializers.CharField(required=False, allow_blank=True, max_length=500)
    token_url = serializers.CharField(required=False, allow_blank=True, max_length=500)
    client_id = serializers.CharField(required=False, allow_blank=True, max_length=300)
    client_secret = serializers.CharField(
        required=False, allow_blank=True, max_length=1000, write_only=True, trim_whitespace=False
    )
    answers_itself = serializers.BooleanField(required=False)


class PartnerRequest(PartnerBody):
    """A partner to be added."""

    name = serializers.CharField(max_length=200)


class KeyShown(serializers.Serializer[Any]):
    """A key's text, shown this once."""

    key = serializers.CharField()


class RequestDocument(serializers.ModelSerializer[ReceivedEvent]):
    """A request for footprints, and how far its answer is."""

    class Meta:
        model = ReceivedEvent
        fields = [
            "id", "caller_name", "partner_id", "event_id", "source", "data", "received_at", "state", "answered_by",
            "answered_at", "delivered_at", "delivery",
        ]  # fmt: skip


class FulfilRequest(ClosedBody):
    """The footprints that answer it; the partner may see them from then on."""

    footprint_ids = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=100)


class RejectRequest(ClosedBody):
    """Why it is not fulfilled; the partner is told."""

    code = serializers.ChoiceField(choices=CODES)
    message = serializers.CharField(max_length=500)


def _row(footprint: ProductFootprint) -> dict[str, Any]:
    return {
        "id": str(footprint.id),
        "status": footprint.status,
        "is_shared": footprint.is_shared,
        "shared_with": [str(share.partner_id) for share in footprint.shares.all()],
        "entered_by": footprint.entered_by,
        "created_at": footprint.created_at.isoformat(),
        "document": footprint_document(footprint),
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
        return Response({"results": [_row(each) for each in page.rows], "next": page.next})

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

    actions = {"PUT": Action.REPORT}

    @extend_schema(
        request=SharingRequest, responses={200: FootprintRow}, operation_id="product_footprints_share", tags=_TAG
    )
    def put(self, request: Request, footprint_id: uuid.UUID) -> Response:
        """Share it with every partner, with some, or with none."""
        body = SharingRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        shared = footprint_share(
            footprint=footprint_get(footprint_id),
            everybody=given["everybody"],
            partners=_partners(given.get("partner_ids", [])),
            actor=self.principal.name,
        )
        return Response(_row(shared))


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


class PartnersView(TenantAPIView):
    """Companies that footprints are exchanged with."""

    actions = {"POST": Action.ADMINISTER}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(PartnerDocument)},
        operation_id="partners_list",
        tags=_TAG,
    )
    def get(self, request: Request) -> Response:
        """By name."""
        page = page_of(request, Partner.objects.all(), ("name", "id"))
        return Response({"results": PartnerDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(request=PartnerRequest, responses={201: PartnerMadeDocument}, operation_id="partners_add", tags=_TAG)
    def post(self, request: Request) -> Response:
        """Add one; the key it calls with is in this answer and never shown again."""
        body = PartnerRequest(data=request.data)
        body.is_valid(raise_exception=True)
        partner, text = partner_add(actor=self.principal.name, **body.validated_data)
        headers = {"Location": f"/api/v1/partners/{partner.id}"}
        return Response({**PartnerDocument(partner).data, "key": text}, status=201, headers=headers)


class PartnerView(TenantAPIView):
    """One partner."""

    actions = {"PATCH": Action.ADMINISTER, "DELETE": Action.ADMINISTER}

    @extend_schema(responses={200: PartnerDocument}, operation_id="partners_get", tags=_TAG)
    def get(self, request: Request, partner_id: uuid.UUID) -> Response:
        """What is known of it."""
        return Response(PartnerDocument(partner_get(partner_id)).data)

    @extend_schema(request=PartnerBody, responses={200: PartnerDocument}, operation_id="partners_change", tags=_TAG)
    def patch(self, request: Request, partner_id: uuid.UUID) -> Response:
        """Change addresses, credentials, or whether its requests are answered at once."""
        body = PartnerBody(data=request.data)
        body.is_valid(raise_exception=True)
        changed = partner_change(partner=partner_get(partner_id), actor=self.principal.name, **body.validated_data)
        return Response(PartnerDocument(changed).data)

    @extend_schema(responses={204: None}, operation_id="partners_end", tags=_TAG)
    def delete(self, request: Request, partner_id: uuid.UUID) -> Response:
        """End the exchange: its key opens nothing any more."""
        partner_end(partner=partner_get(partner_id), actor=self.principal.name)
        return Response(status=204)


class PartnerKeyView(TenantAPIView):
    """The key a partner calls with."""

    actions = {"POST": Action.ADMINISTER}

    @extend_schema(request=None, responses={201: KeyShown}, operation_id="partners_key", tags=_TAG)
    def post(self, request: Request, partner_id: uuid.UUID) -> Response:
        """Another key; the one before opens nothing any more."""
        return Response(
            {"key": partner_key_renew(partner=partner_get(partner_id), actor=self.principal.name)}, status=201
        )


class FootprintRequestsView(TenantAPIView):
    """Requests of partners."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(RequestDocument)},
        operation_id="footprint_requests_list",
        tags=_TAG,
    )
    def get(self, request: Request) -> Response:
        """The newest first."""
        page = page_of(request, ReceivedEvent.objects.exclude(state=None), ("-received_at", "-id"))
        return Response({"results": RequestDocument(page.rows, many=True).data, "next": page.next})


class FootprintRequestVerbView(TenantAPIView):
    """What is done about a request."""

    actions = {"POST": Action.REPORT}

    def answered(self, request: ReceivedEvent) -> Response:
        """Its answer is on its way."""
        answer_submit(request=request, actor=self.principal.name)
        return Response(RequestDocument(request).data)


class FulfilView(FootprintRequestVerbView):
    """Answering with footprints."""

    @extend_schema(
        request=FulfilRequest, responses={200: RequestDocument}, operation_id="footprint_requests_fulfil", tags=_TAG
    )
    def post(self, request: Request, request_id: uuid.UUID) -> Response:
        """Answer it with footprints, which the partner may see from then on."""
        body = FulfilRequest(data=request.data)
        body.is_valid(raise_exception=True)
        footprints = [footprint_get(each) for each in dict.fromkeys(body.validated_data["footprint_ids"])]
        return self.answered(
            request_fulfil(request=request_get(request_id), footprints=footprints, actor=self.principal.name)
        )


class RejectView(FootprintRequestVerbView):
    """Answering with a reason."""

    @extend_schema(
        request=RejectRequest, responses={200: RequestDocument}, operation_id="footprint_requests_reject", tags=_TAG
    )
    def post(self, request: Request, request_id: uuid.UUID) -> Response:
        """Answer it with why there is none."""
        body = RejectRequest(data=request.data)
        body.is_valid(raise_exception=True)
        found = request_get(request_id)
        return self.answered(request_reject(request=found, actor=self.principal.name, **body.validated_data))


class SendAgainView(FootprintRequestVerbView):
    """Sending an answer that the partner did not take."""

    @extend_schema(request=None, responses={200: RequestDocument}, operation_id="footprint_requests_send", tags=_TAG)
    def post(self, request: Request, request_id: uuid.UUID) -> Response:
        """Send the answer again."""
        found = request_get(request_id)
        if found.answer is None:
            raise InvalidInput("It has no answer yet.", where="request_id", mend="Fulfil or reject it.")
        return self.answered(found)
