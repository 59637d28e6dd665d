"""A tenant's own factors: evidence, proposals, and the decision of a second person."""

import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.catalogue.private import COLUMNS
from apps.calculations.models.private import PrivateFactor
from apps.calculations.selectors.private_factors import private_factor_get, private_factors
from apps.calculations.services.private_factors import (
    MAX_EVIDENCE_BYTES,
    evidence_keep,
    private_factor_approve,
    private_factor_propose,
    private_factor_reject,
    private_factor_withdraw,
)
from apps.tenants.models.roles import Action
from apps.tenants.principal import Principal
from greenlang.edges.bodies import BytesParser, ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import InvalidInput, NotFound, Refused

STATUSES = ("", "draft", "approved", "rejected", "withdrawn", "current")
_REVIEWS = {"approve": private_factor_approve, "reject": private_factor_reject}


class PeopleReview(Refused):
    """A review is a person's."""

    code = "people-review"


class EvidenceParser(BytesParser):
    """The body is the file, whatever it is."""

    media_type = "*/*"
    limit = MAX_EVIDENCE_BYTES


class EvidenceDocument(serializers.Serializer[Any]):
    """A kept file; a proposal names it by its hash."""

    sha256 = serializers.CharField()
    filename = serializers.CharField()
    size = serializers.IntegerField()


class ReviewDocument(serializers.Serializer[Any]):
    """The decision of a second person."""

    decision = serializers.CharField()
    reason = serializers.CharField()
    reviewed_by = serializers.CharField()
    reviewed_at = serializers.DateTimeField()


class PrivateFactorDocument(serializers.ModelSerializer[PrivateFactor]):
    """An own factor with its evidence and what came of it; numbers are decimal strings."""

    status = serializers.CharField()
    evidence = EvidenceDocument()
    review = ReviewDocument(allow_null=True)
    supersedes = serializers.SerializerMethodField()

    class Meta:
        model = PrivateFactor
        fields = [
            "id", "ef_cid", "status", *COLUMNS, "source", "citation", "overrides", "supersedes", "evidence",
            "proposed_by", "proposed_at", "review",
        ]  # fmt: skip

    def get_supersedes(self, factor: PrivateFactor) -> str:
        """Content id of the factor it corrects, or empty."""
        return factor.supersedes.ef_cid if factor.supersedes else ""


class ProposalBody(ClosedBody):
    """What is proposed; an override leaves out what is as in the published figure."""

    category = serializers.CharField(required=False)
    activity = serializers.CharField(required=False)
    activity_name = serializers.CharField(required=False)
    region = serializers.CharField(required=False)
    region_name = serializers.CharField(required=False)
    gas = serializers.CharField(required=False, allow_blank=True)
    value = serializers.CharField()
    unit = serializers.CharField(required=False)
    basis = serializers.CharField(required=False, allow_blank=True)
    valid_from = serializers.CharField(required=False)
    valid_to = serializers.CharField(required=False)
    notes = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    as_co2e_at = serializers.CharField(required=False)
    gwp_basis = serializers.CharField(required=False)
    source = serializers.CharField()  # type: ignore[assignment]
    citation = serializers.CharField()
    evidence_sha256 = serializers.CharField(max_length=71)
    overrides = serializers.CharField(required=False, max_length=19)
    supersedes = serializers.CharField(required=False, max_length=19)


class DecisionBody(ClosedBody):
    """Why."""

    reason = serializers.CharField()


class PrivateFactorsView(TenantAPIView):
    """The organisation's own factors."""

    actions = {"POST": Action.UPLOAD}
    problems: ClassVar = {"POST": (404,)}

    @extend_schema(
        parameters=[
            OpenApiParameter("status", str, enum=[status for status in STATUSES if status]),
            *PAGE_PARAMETERS,
        ],
        responses={200: page_document(PrivateFactorDocument)},
        operation_id="private_factors_list",
        tags=["private factors"],
    )
    def get(self, request: Request) -> Response:
        """The newest first."""
        status = request.query_params.get("status", "")
        if status not in STATUSES:
            raise InvalidInput("There is no such status.", where="/status", mend=f"Say {', '.join(STATUSES[1:])}.")
        rows = private_factors(status=status).select_related("supersedes")
        return Response(page_of(request, rows, ("-proposed_at", "-id")).as_document(PrivateFactorDocument))

    @extend_schema(
        request=ProposalBody,
        responses={201: PrivateFactorDocument},
        operation_id="private_factors_create",
        tags=["private factors"],
    )
    def post(self, request: Request) -> Response:
        """Propose a factor, or an override of a published one; it answers nothing until somebody else approves it."""
        body = ProposalBody(data=request.data)
        body.is_valid(raise_exception=True)
        said: dict[str, str] = dict(body.validated_data)
        texts = {name: said.pop(name) for name in COLUMNS if name in said}
        factor = private_factor_propose(texts=texts, proposed_by=self.principal, **said)
        location = {"Location": f"/api/v1/private-factors/{factor.id}"}
        return Response(PrivateFactorDocument(private_factor_get(factor.id)).data, status=201, headers=location)


class PrivateFactorView(TenantAPIView):
    """One own factor."""

    tagged = True

    @extend_schema(responses={200: PrivateFactorDocument}, operation_id="private_factors_get", tags=["private factors"])
    def get(self, request: Request, factor_id: uuid.UUID) -> Response:
        """With evidence and review."""
        return Response(PrivateFactorDocument(private_factor_get(factor_id)).data)


class PrivateFactorReviewView(TenantAPIView):
    """The decision of a second person."""

    actions = {"POST": Action.REVIEW}

    @extend_schema(
        parameters=[OpenApiParameter("verb", str, "path", enum=["approve", "reject"])],
        request=DecisionBody,
        responses={200: PrivateFactorDocument},
        operation_id="private_factors_review",
        tags=["private factors"],
    )
    def post(self, request: Request, factor_id: uuid.UUID, verb: str) -> Response:
        """Approve or reject a draft, for good; never one's own."""
        if verb not in _REVIEWS:
            raise NotFound("There is no such verb.", where="verb", mend="Say approve or reject.")
        body = DecisionBody(data=request.data)
        body.is_valid(raise_exception=True)
        if not (isinstance(self.principal, Principal) and self.principal.user):
            mend = "Sign in with your own name: POST /api/v1/auth/token."
            raise PeopleReview("A key reviews nothing: a person does.", where="authorization", mend=mend)
        reason = body.validated_data["reason"]
        factor = _REVIEWS[verb](factor_id=factor_id, reason=reason, reviewed_by=self.principal)
        return Response(PrivateFactorDocument(factor).data)


class PrivateFactorWithdrawView(TenantAPIView):
    """Taking one's own proposal back."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        request=DecisionBody,
        responses={200: PrivateFactorDocument},
        operation_id="private_factors_withdraw",
        tags=["private factors"],
        summary="Withdraw one's own proposal",
    )
    def post(self, request: Request, factor_id: uuid.UUID) -> Response:
        """A draft, for good, by who proposed it; an approved factor is superseded by another instead."""
        body = DecisionBody(data=request.data)
        body.is_valid(raise_exception=True)
        reason = body.validated_data["reason"]
        factor = private_factor_withdraw(factor_id=factor_id, reason=reason, withdrawn_by=self.principal)
        return Response(PrivateFactorDocument(factor).data)


class EvidenceView(TenantAPIView):
    """Files that prove factors."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = (EvidenceParser,)

    @extend_schema(
        request={"application/octet-stream": OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("filename", str, required=True)],
        responses={201: EvidenceDocument},
        operation_id="private_factors_evidence_create",
        tags=["private factors"],
    )
    def post(self, request: Request) -> Response:
        """Keep the body as evidence, at most 10 MB."""
        data = request.data if isinstance(request.data, bytes) else b""
        filename = request.query_params.get("filename", "")
        evidence = evidence_keep(filename=filename, content=data, kept_by=self.principal.name)
        return Response(EvidenceDocument(evidence).data, status=201)


class FactorEvidenceView(TenantAPIView):
    """The file behind one own factor."""

    tagged = True

    @extend_schema(
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
        operation_id="private_factors_evidence_get",
        tags=["private factors"],
    )
    def get(self, request: Request, factor_id: uuid.UUID) -> HttpResponse:
        """To keep, never to show: whatever it is, no browser runs it."""
        evidence = private_factor_get(factor_id).evidence
        response = HttpResponse(bytes(evidence.content), content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{evidence.sha256.removeprefix("sha256:")[:16]}.bin"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
