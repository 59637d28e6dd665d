"""Links that show a period to an auditor: made, listed, looked after and revoked."""

import uuid
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.auditing.links import MOST_DAYS, link_get, link_issue, link_revoke, links_seen
from apps.inventory.models import AuditorLink, AuditorVisit
from apps.inventory.selectors import period_get
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing

DAYS = 30
_LINK = OpenApiExample(
    "For a month", value={"name": "Audit firm", "email": "audit@example.org", "days": 30}, request_only=True
)


class AuditorLinkRequest(ClosedBody):
    """Whose link it is, and for how long."""

    name = serializers.CharField(max_length=100)
    email = serializers.EmailField(required=False, allow_blank=True)
    days = serializers.IntegerField(min_value=1, max_value=MOST_DAYS, default=DAYS)


class AuditorLinkDocument(serializers.ModelSerializer[AuditorLink]):
    """A link without its text; ``views``: how many pages were opened with it, ``seen_at``: when the last was."""

    is_open = serializers.BooleanField(read_only=True)
    views = serializers.IntegerField(read_only=True)
    seen_at = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = AuditorLink
        fields = [
            "id", "period_id", "name", "email", "is_open", "created_by", "created_at", "expires_at", "revoked_at",
            "revoked_by", "views", "seen_at",
        ]  # fmt: skip


class AuditorLinkWithText(AuditorLinkDocument):
    """A link with its address, which is shown this once."""

    url = serializers.URLField(read_only=True)

    class Meta(AuditorLinkDocument.Meta):
        fields = [*AuditorLinkDocument.Meta.fields, "url"]


class AuditorVisitDocument(serializers.ModelSerializer[AuditorVisit]):
    """A page that was asked for with a link, and the status of the answer."""

    class Meta:
        model = AuditorVisit
        fields = ["id", "at", "method", "path", "status"]


class AuditorLinksView(TenantAPIView):
    """The links to a period."""

    actions = {"GET": Action.REPORT, "POST": Action.REPORT}

    @extend_schema(
        summary="List a period's auditor links",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(AuditorLinkDocument)},
        operation_id="auditor_links_list",
        tags=["assurance"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """The newest first, each with how much was looked at."""
        page = page_of(request, AuditorLink.objects.filter(period=period_get(period_id)), ("-created_at", "-id"))
        return Response({"results": _documents(page.rows), "next": page.next})

    @extend_schema(
        summary="Make an auditor link",
        request=AuditorLinkRequest,
        responses={201: AuditorLinkWithText},
        operation_id="auditor_links_create",
        tags=["assurance"],
        examples=[_LINK],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """A link that shows this period, read only; its address is in this answer and never shown again."""
        body = AuditorLinkRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        with pointing(body.fields):
            link, text = link_issue(
                period=period_get(period_id),
                name=given["name"],
                email=given.get("email", ""),
                days=given["days"],
                created_by=self.principal.name,
            )
        address = request.build_absolute_uri(reverse("portal:auditor_enter", args=[text]))
        (document,) = _documents([link])
        headers = {"Location": f"/api/v1/auditor-links/{link.id}"}
        return Response({**document, "url": address}, status=201, headers=headers)


class AuditorLinkView(TenantAPIView):
    """One link."""

    actions = {"GET": Action.REPORT, "DELETE": Action.REPORT}

    @extend_schema(
        summary="Read an auditor link",
        responses={200: AuditorLinkDocument},
        operation_id="auditor_links_get",
        tags=["assurance"],
    )
    def get(self, request: Request, link_id: uuid.UUID) -> Response:
        """As it stands."""
        (document,) = _documents([link_get(link_id)])
        return Response(document)

    @extend_schema(
        summary="Revoke an auditor link",
        responses={204: None},
        operation_id="auditor_links_revoke",
        tags=["assurance"],
    )
    def delete(self, request: Request, link_id: uuid.UUID) -> Response:
        """It shows nothing any more, at once; what was looked at with it stays known."""
        link_revoke(link=link_get(link_id), actor=self.principal.name)
        return Response(status=204)


class AuditorVisitsView(TenantAPIView):
    """What was looked at with a link."""

    actions = {"GET": Action.REPORT}

    @extend_schema(
        summary="List what was looked at with an auditor link",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(AuditorVisitDocument)},
        operation_id="auditor_visits_list",
        tags=["assurance"],
    )
    def get(self, request: Request, link_id: uuid.UUID) -> Response:
        """Every page that was asked for, the newest first."""
        page = page_of(request, AuditorVisit.objects.filter(link=link_get(link_id)), ("-at", "-id"))
        return Response({"results": AuditorVisitDocument(page.rows, many=True).data, "next": page.next})


def _documents(links: list[AuditorLink]) -> list[dict[str, Any]]:
    return [
        {**AuditorLinkDocument(link).data, "views": views, "seen_at": seen_at}
        for link, views, seen_at in links_seen(links)
    ]
