"""Findings of an audit: raised, answered, closed."""

import uuid

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.auditing.services import MAX_TEXT, finding_answer, finding_close, finding_get, finding_raise
from apps.inventory.models import AuditFinding
from apps.inventory.selectors import period_get
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of

_RAISED = OpenApiExample(
    "About the period", value={"text": "The site in Lyon has no electricity from March on."}, request_only=True
)


class FindingRequest(ClosedBody):
    """What was found, or what is said to it."""

    text = serializers.CharField(max_length=MAX_TEXT)


class FindingDocument(serializers.ModelSerializer[AuditFinding]):
    """Something an auditor found; ``line_id``: the sampled line it is about, null where it is about the period."""

    state = serializers.ChoiceField(choices=["open", "answered", "closed"], read_only=True)
    line_id = serializers.UUIDField(allow_null=True, read_only=True)

    class Meta:
        model = AuditFinding
        fields = [
            "id", "period_id", "number", "state", "line_id", "text", "raised_by", "raised_at", "answer", "answered_by",
            "answered_at", "closed_by", "closed_at",
        ]  # fmt: skip


class FindingsView(TenantAPIView):
    """A period's findings."""

    actions = {"POST": Action.AUDIT}

    @extend_schema(
        summary="List a period's findings",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(FindingDocument)},
        operation_id="findings_list",
        tags=["assurance"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """The newest first."""
        page = page_of(request, AuditFinding.objects.filter(period=period_get(period_id)), ("-number", "-id"))
        return Response({"results": FindingDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        summary="Raise a finding",
        request=FindingRequest,
        responses={201: FindingDocument},
        operation_id="findings_raise",
        tags=["assurance"],
        examples=[_RAISED],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """About the period as a whole; one about a line comes of an exception in a sample."""
        period, text = period_get(period_id), _text(request)
        finding = finding_raise(period=period, text=text, actor=self.principal.name)
        headers = {"Location": f"/api/v1/findings/{finding.id}"}
        return Response(FindingDocument(finding).data, status=201, headers=headers)


class FindingView(TenantAPIView):
    """One finding."""

    @extend_schema(
        summary="Read a finding", responses={200: FindingDocument}, operation_id="findings_get", tags=["assurance"]
    )
    def get(self, request: Request, finding_id: uuid.UUID) -> Response:
        """As it stands."""
        return Response(FindingDocument(finding_get(finding_id)).data)


class FindingAnswerView(TenantAPIView):
    """What the preparer says to a finding."""

    actions = {"POST": Action.REPORT}

    @extend_schema(
        summary="Answer a finding",
        request=FindingRequest,
        responses={200: FindingDocument},
        operation_id="findings_answer",
        tags=["assurance"],
    )
    def post(self, request: Request, finding_id: uuid.UUID) -> Response:
        """Said again, it replaces the answer before."""
        finding, text = finding_get(finding_id), _text(request)
        return Response(FindingDocument(finding_answer(finding=finding, text=text, actor=self.principal.name)).data)


class FindingCloseView(TenantAPIView):
    """The auditor is content."""

    actions = {"POST": Action.AUDIT}

    @extend_schema(
        summary="Close a finding",
        request=None,
        responses={200: FindingDocument},
        operation_id="findings_close",
        tags=["assurance"],
    )
    def post(self, request: Request, finding_id: uuid.UUID) -> Response:
        """Once, and for good."""
        finding = finding_close(finding=finding_get(finding_id), actor=self.principal.name)
        return Response(FindingDocument(finding).data)


def _text(request: Request) -> str:
    body = FindingRequest(data=request.data)
    body.is_valid(raise_exception=True)
    return str(body.validated_data["text"])
