"""Where an inventory used a factor."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.selectors.factors import factor_get
from apps.inventory.documents import DecimalText
from apps.inventory.figures.reading import figures_current
from apps.inventory.figures.uses import factor_uses
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_among, page_document
from greenlang.errors import NotFound


class FactorUseDocument(serializers.Serializer[Any]):
    """Lines that count in a period and were calculated with the factor by one agent; kg CO2e of those lines."""

    period_id = serializers.UUIDField(source="period.id")
    period = serializers.CharField(source="period.name")
    entity = serializers.CharField(source="period.entity.name")
    agent_id = serializers.CharField()
    activity = serializers.CharField()
    lines = serializers.IntegerField()
    co2e = DecimalText()


class FactorUsesView(TenantAPIView):
    """Uses of a published or own factor."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(FactorUseDocument)},
        operation_id="factors_uses",
        tags=["catalogue"],
        summary="Read where a factor was used",
    )
    def get(self, request: Request, ef_cid: str) -> Response:
        """By period, the latest first, agent and activity."""
        try:
            found = factor_get(ef_cid)
        except FactorNotFound:
            raise NotFound("There is no such factor.", where="ef_cid") from None
        figures_current()
        rows = [{"use": use, "place": use.place} for use in factor_uses(found.ef_cid)]
        page = page_among(request, rows, "place")
        uses = FactorUseDocument([row["use"] for row in page.rows], many=True).data
        return Response({"results": uses, "next": page.next})
