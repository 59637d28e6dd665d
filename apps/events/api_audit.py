"""The audit log: who did what, when."""

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.events.audit_pages import audit_file, entries_of
from apps.events.models import AuditEntry, AuditKind
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.errors import InvalidInput

KIND = OpenApiParameter("kind", str, enum=AuditKind.values, description="What the acts are about; left out: anything.")
_EXAMPLE = OpenApiExample(
    "An act",
    value={
        "results": [
            {
                "id": "0197a3c4-0c5e-7d3a-9f21-5b0f6f5a1c2e", "at": "2026-01-31T09:30:00Z", "kind": "member",
                "actor": "Office manager", "act": "invited", "subject": "name@example.org", "detail": "as Analyst",
            }
        ],
        "next": None,
    },
    response_only=True,
)  # fmt: skip


class AuditEntryDocument(serializers.ModelSerializer[AuditEntry]):
    """An act as it was committed: who (``actor``), did what (``act``), to whom or what (``subject``)."""

    kind = serializers.ChoiceField(choices=AuditKind.choices)

    class Meta:
        model = AuditEntry
        fields = ["id", "at", "kind", "actor", "act", "subject", "detail"]


class AuditView(TenantAPIView):
    """What was done in the organisation."""

    @extend_schema(
        summary="List what was done",
        parameters=[KIND, *PAGE_PARAMETERS],
        responses={200: page_document(AuditEntryDocument)},
        operation_id="audit_list",
        tags=["people"],
        examples=[_EXAMPLE],
    )
    def get(self, request: Request) -> Response:
        """Every act that somebody may have to answer for, the newest first."""
        page = page_of(request, entries_of(_kind(request)), ("-at", "-id"))
        return Response({"results": AuditEntryDocument(page.rows, many=True).data, "next": page.next})


class AuditFileView(TenantAPIView):
    """The audit log as a file."""

    @extend_schema(
        summary="Download what was done",
        parameters=[KIND],
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
        operation_id="audit_download",
        tags=["people"],
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """The same as CSV, from the newest entry to the first."""
        return audit_file(tenant_id=self.principal.tenant_id, kind=_kind(request))


def _kind(request: Request) -> str:
    kind: str = request.query_params.get("kind", "")
    if kind and kind not in AuditKind.values:
        raise InvalidInput("There is no such kind.", where="/kind", mend=f"One of {', '.join(AuditKind.values)}.")
    return kind
