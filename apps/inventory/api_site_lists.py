"""Taking a list of sites in."""

import uuid
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.readers.sites import MAX_BYTES, ListedSite, listed_sites, read_sites
from apps.inventory.selectors import company_get
from apps.inventory.services.organisation import CHANGED, MADE, sites_import
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import BytesParser, ClosedBody, ExactJSONParser
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pointing import pointing
from greenlang.edges.queries import uuid_of

MOST = 1_000
TAKEN = [(MADE, MADE), (CHANGED, CHANGED)]


class SiteListParser(BytesParser):
    """The body is the file."""

    media_type = "text/csv"
    limit = MAX_BYTES


class ListedSiteBody(ClosedBody):
    """A site as a list says it; what is left out stays as it is known."""

    site = serializers.CharField(max_length=200)
    entity = serializers.CharField(max_length=200, required=False, allow_blank=True, help_text="Empty: the company.")
    country = serializers.CharField(required=False, allow_blank=True, max_length=2)
    region = serializers.CharField(required=False, allow_blank=True, max_length=60)
    opened = serializers.CharField(required=False, allow_blank=True, help_text="2025-01-31")
    closed = serializers.CharField(required=False, allow_blank=True)


class SiteListRequest(ClosedBody):
    """Up to 1,000 sites."""

    sites = ListedSiteBody(many=True, min_length=1, max_length=MOST)  # type: ignore[call-arg]


class SiteTakenDocument(serializers.Serializer[Any]):
    """What became of one site of the list."""

    row = serializers.IntegerField(help_text="Its place in the list: from 0 in JSON, as a spreadsheet counts in CSV.")
    outcome = serializers.ChoiceField(TAKEN)
    site_id = serializers.UUIDField()
    name = serializers.CharField()


class SiteListAnswer(serializers.Serializer[Any]):
    """What became of each, in the list's order."""

    made = serializers.IntegerField()
    changed = serializers.IntegerField()
    results = SiteTakenDocument(many=True)


class SitesImportView(TenantAPIView):
    """Sites, many at once."""

    actions = {"POST": Action.UPLOAD}
    parser_classes = (ExactJSONParser, SiteListParser)

    @extend_schema(
        request={"application/json": SiteListRequest, SiteListParser.media_type: OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("company_id", uuid.UUID, required=True, description="A reporting company.")],
        responses={200: SiteListAnswer},
        operation_id="sites_import",
        tags=["organisation"],
        summary="Take a site list in",
        examples=[
            OpenApiExample(
                "Two sites",
                {"sites": [{"site": "North", "country": "DE"}, {"site": "South", "opened": "2025-04-01"}]},
                request_only=True,
                media_type="application/json",
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """All of it or nothing: 422 names everything that is wrong, row by row. A site that is known is changed."""
        company = company_get(uuid_of(request.query_params.get("company_id", ""), "/company_id"))
        rows = self._listed(request)
        is_file = isinstance(request.data, bytes)
        with pointing((), {} if is_file else {f"row {each.row}": f"/sites/{each.row}" for each in rows}):
            taken = sites_import(company=company, sites=rows)
        results = [
            {"row": row.row, "outcome": outcome, "site_id": site.id, "name": site.name}
            for row, (outcome, site) in zip(rows, taken, strict=True)
        ]
        made = sum(1 for outcome, _ in taken if outcome == "made")
        told = {"made": made, "changed": len(taken) - made, "results": results}
        return Response(SiteListAnswer(told).data)

    def _listed(self, request: Request) -> list[ListedSite]:
        if isinstance(request.data, bytes):
            return read_sites(request.data)
        body = SiteListRequest(data=request.data)
        body.is_valid(raise_exception=True)
        rows = [(at, dict(row)) for at, row in enumerate(body.validated_data["sites"])]
        with pointing((), {f"row {at}": f"/sites/{at}" for at, _ in rows}):
            return listed_sites(rows)
