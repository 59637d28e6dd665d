"""Who reports: entities, how a company draws its boundary, sites and periods."""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.api import PeriodDocument
from apps.inventory.documents import DecimalText
from apps.inventory.models import ConsolidationApproach, Entity, ReportingPeriod, Site
from apps.inventory.selectors import company_get, entity_get, period_get, site_get
from apps.inventory.services import organisation as services
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing
from greenlang.edges.preconditions import IF_MATCH, require_match, tagged
from greenlang.edges.queries import uuid_of
from greenlang.errors import InvalidInput

TAGS = ["organisation"]


class EntityDocument(serializers.ModelSerializer[Entity]):
    """A company of the organisation; one without a parent reports by itself. Shares are percent, decimal strings."""

    parent_id = serializers.UUIDField(allow_null=True)
    base_period_id = serializers.UUIDField(allow_null=True)
    equity_share = DecimalText()
    recalculation_threshold = DecimalText()

    class Meta:
        model = Entity
        fields = [
            "id", "name", "parent_id", "consolidation_approach", "equity_share", "financial_control",
            "operational_control", "country", "lei", "base_period_id", "recalculation_threshold",
        ]  # fmt: skip


class EntityChangeRequest(ClosedBody):
    """What is to be different; what is left out stays."""

    name = serializers.CharField(max_length=200, required=False)
    parent_id = serializers.UUIDField(required=False, allow_null=True, help_text="Null: it reports by itself.")
    equity_share = serializers.DecimalField(
        max_digits=7, decimal_places=4, min_value=0, max_value=100, required=False, help_text="Percent."
    )
    financial_control = serializers.BooleanField(required=False)
    operational_control = serializers.BooleanField(required=False)
    country = serializers.CharField(max_length=2, required=False, allow_blank=True)
    lei = serializers.CharField(max_length=20, required=False, allow_blank=True)


class EntityRequest(EntityChangeRequest):
    """An entity to be made."""

    name = serializers.CharField(max_length=200)


def _entity_save(entity: Entity | None, body: ClosedBody) -> Entity:
    given: dict[str, Any] = dict(body.validated_data)
    with pointing(body.fields, {"parent": "/parent_id", "entity_id": "/parent_id"}):
        parent = entity.parent if entity else None
        if "parent_id" in given:
            parent_id = given.pop("parent_id")
            parent = entity_get(parent_id) if parent_id else None
        name = given.pop("name", entity.name if entity else "")
        return services.entity_save(entity=entity, name=name, parent=parent, **given)


class EntitiesView(TenantAPIView):
    """The companies of the organisation."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(EntityDocument)},
        operation_id="entities_list",
        tags=TAGS,
        summary="List entities",
    )
    def get(self, request: Request) -> Response:
        """By name."""
        page = page_of(request, Entity.objects.all(), ("name", "id"))
        return Response({"results": EntityDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        request=EntityRequest,
        responses={201: EntityDocument},
        operation_id="entities_create",
        tags=TAGS,
        summary="Make an entity",
        examples=[
            OpenApiExample(
                "A subsidiary", {"name": "Works North", "country": "DE", "equity_share": "60"}, request_only=True
            )
        ],
    )
    def post(self, request: Request) -> Response:
        """One without a parent is a reporting company, with full control over itself."""
        body = EntityRequest(data=request.data)
        body.is_valid(raise_exception=True)
        entity = _entity_save(None, body)
        return tagged(_told(entity), status=201, headers={"Location": f"/api/v1/entities/{entity.id}"})


def _told(entity: Entity) -> dict[str, Any]:
    return dict(EntityDocument(entity_get(entity.id)).data)


class EntityView(TenantAPIView):
    """One entity."""

    actions = {"PATCH": Action.UPLOAD, "DELETE": Action.UPLOAD}

    @extend_schema(responses={200: EntityDocument}, operation_id="entities_get", tags=TAGS, summary="Read an entity")
    def get(self, request: Request, entity_id: uuid.UUID) -> Response:
        """With its ETag, which a change names."""
        return tagged(_told(entity_get(entity_id)))

    @extend_schema(
        request=EntityChangeRequest,
        parameters=[IF_MATCH],
        responses={200: EntityDocument},
        operation_id="entities_change",
        tags=TAGS,
        summary="Change an entity",
    )
    def patch(self, request: Request, entity_id: uuid.UUID) -> Response:
        """409 where it has periods of its own and is to go below another."""
        entity = entity_get(entity_id, hold=True)
        require_match(request, _told(entity))
        body = EntityChangeRequest(data=request.data)
        body.is_valid(raise_exception=True)
        return tagged(_told(_entity_save(entity, body)))

    @extend_schema(
        parameters=[IF_MATCH],
        responses={204: None},
        operation_id="entities_delete",
        tags=TAGS,
        summary="Delete an entity",
    )
    def delete(self, request: Request, entity_id: uuid.UUID) -> Response:
        """Only one that nothing belongs to: no sites, periods or entities."""
        entity = entity_get(entity_id, hold=True)
        require_match(request, _told(entity))
        services.entity_delete(entity=entity)
        return Response(status=204)


class BoundaryDocument(serializers.Serializer[Any]):
    """How a company draws its boundary, and what it compares with."""

    consolidation_approach = serializers.ChoiceField(choices=ConsolidationApproach.choices)
    base_period_id = serializers.UUIDField(allow_null=True, help_text="The base year; null: not chosen yet.")
    recalculation_threshold = DecimalText(help_text="Percent of the base year's emissions.")


class BoundaryRequest(ClosedBody):
    """The whole of it."""

    consolidation_approach = serializers.ChoiceField(choices=ConsolidationApproach.choices)
    base_period_id = serializers.UUIDField(allow_null=True)
    recalculation_threshold = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)


class BoundaryView(TenantAPIView):
    """The boundary of a company, and its base year."""

    actions = {"PUT": Action.UPLOAD}

    @extend_schema(
        responses={200: BoundaryDocument}, operation_id="boundary_get", tags=TAGS, summary="Read a company's boundary"
    )
    def get(self, request: Request, entity_id: uuid.UUID) -> Response:
        """Of a reporting company; entities below it have none of their own (404)."""
        return tagged(BoundaryDocument(company_get(entity_id)).data)

    @extend_schema(
        request=BoundaryRequest,
        parameters=[IF_MATCH],
        responses={200: BoundaryDocument},
        operation_id="boundary_set",
        tags=TAGS,
        summary="Set a company's boundary and base year",
        examples=[
            OpenApiExample(
                "Operational control",
                {
                    "consolidation_approach": "operational-control",
                    "base_period_id": None,
                    "recalculation_threshold": "5",
                },
                request_only=True,
            )
        ],
    )
    def put(self, request: Request, entity_id: uuid.UUID) -> Response:
        """It holds for the company and every entity below it."""
        company = company_get(entity_id, hold=True)
        require_match(request, BoundaryDocument(company).data)
        body = BoundaryRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        with pointing(body.fields, {"base_period": "/base_period_id"}):
            saved = services.boundary_set(
                company=company,
                approach=given["consolidation_approach"],
                base_period_id=given["base_period_id"],
                recalculation_threshold=given["recalculation_threshold"],
            )
        return tagged(BoundaryDocument(company_get(saved.id)).data)


class SiteDocument(serializers.ModelSerializer[Site]):
    """A place where emissions arise."""

    entity_id = serializers.UUIDField()

    class Meta:
        model = Site
        fields = ["id", "entity_id", "name", "country", "region", "opened_on", "closed_on"]


class SiteChangeRequest(ClosedBody):
    """What is to be different; what is left out stays."""

    entity_id = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=200, required=False)
    country = serializers.CharField(max_length=2, required=False, allow_blank=True)
    region = serializers.CharField(max_length=60, required=False, allow_blank=True)
    opened_on = serializers.DateField(required=False, allow_null=True)
    closed_on = serializers.DateField(required=False, allow_null=True, help_text="Its last day.")


class SiteRequest(SiteChangeRequest):
    """A site to be made."""

    entity_id = serializers.UUIDField()
    name = serializers.CharField(max_length=200, help_text="As activity data say it.")


def _site_save(site: Site | None, body: ClosedBody) -> Site:
    given: dict[str, Any] = dict(body.validated_data)
    with pointing(body.fields, {"entity": "/entity_id"}):
        entity = entity_get(given.pop("entity_id")) if "entity_id" in given else site.entity if site else None
        if entity is None:
            raise InvalidInput("A site belongs to an entity.", where="entity_id", mend="Name it.")
        name = given.pop("name", site.name if site else "")
        return services.site_save(site=site, entity=entity, name=name, **given)


class SitesView(TenantAPIView):
    """Sites."""

    actions = {"POST": Action.UPLOAD}

    @extend_schema(
        parameters=[
            OpenApiParameter("entity_id", uuid.UUID, description="Of this entity alone."),
            OpenApiParameter("q", str, description="Stands in the name."),
            *PAGE_PARAMETERS,
        ],
        responses={200: page_document(SiteDocument)},
        operation_id="sites_list",
        tags=TAGS,
        summary="List sites",
    )
    def get(self, request: Request) -> Response:
        """By name."""
        sites = Site.objects.all()
        if entity_id := request.query_params.get("entity_id"):
            sites = sites.filter(entity_id=uuid_of(entity_id, "/entity_id"))
        if text := " ".join(request.query_params.get("q", "").split())[:200]:
            sites = sites.filter(name__icontains=text)
        page = page_of(request, sites, ("name", "id"))
        return Response({"results": SiteDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        request=SiteRequest,
        responses={201: SiteDocument},
        operation_id="sites_create",
        tags=TAGS,
        summary="Make a site",
    )
    def post(self, request: Request) -> Response:
        """Within a company each name is there once."""
        body = SiteRequest(data=request.data)
        body.is_valid(raise_exception=True)
        site = _site_save(None, body)
        return tagged(SiteDocument(site).data, status=201, headers={"Location": f"/api/v1/sites/{site.id}"})


class SiteView(TenantAPIView):
    """One site."""

    actions = {"PATCH": Action.UPLOAD, "DELETE": Action.UPLOAD}

    @extend_schema(responses={200: SiteDocument}, operation_id="sites_get", tags=TAGS, summary="Read a site")
    def get(self, request: Request, site_id: uuid.UUID) -> Response:
        """With its ETag, which a change names."""
        return tagged(SiteDocument(site_get(site_id)).data)

    @extend_schema(
        request=SiteChangeRequest,
        parameters=[IF_MATCH],
        responses={200: SiteDocument},
        operation_id="sites_change",
        tags=TAGS,
        summary="Change a site",
    )
    def patch(self, request: Request, site_id: uuid.UUID) -> Response:
        """409 where its rows are in a locked period and it is to go to another entity."""
        site = site_get(site_id, hold=True)
        require_match(request, SiteDocument(site).data)
        body = SiteChangeRequest(data=request.data)
        body.is_valid(raise_exception=True)
        return tagged(SiteDocument(_site_save(site, body)).data)

    @extend_schema(
        parameters=[IF_MATCH], responses={204: None}, operation_id="sites_delete", tags=TAGS, summary="Delete a site"
    )
    def delete(self, request: Request, site_id: uuid.UUID) -> Response:
        """Only one without activity data."""
        site = site_get(site_id, hold=True)
        require_match(request, SiteDocument(site).data)
        services.site_delete(site=site)
        return Response(status=204)


class PeriodChangeRequest(ClosedBody):
    """What is to be different; what is left out stays."""

    name = serializers.CharField(max_length=60, required=False)
    start = serializers.DateField(required=False)
    end = serializers.DateField(required=False)
    gwp_set = serializers.CharField(max_length=20, required=False)


class PeriodView(TenantAPIView):
    """One reporting period."""

    actions = {"PATCH": Action.UPLOAD, "DELETE": Action.UPLOAD}

    @extend_schema(responses={200: PeriodDocument}, operation_id="periods_get", tags=TAGS, summary="Read a period")
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """With its ETag, which a change names."""
        return tagged(PeriodDocument(period_get(period_id)).data)

    @extend_schema(
        request=PeriodChangeRequest,
        parameters=[IF_MATCH],
        responses={200: PeriodDocument},
        operation_id="periods_change",
        tags=TAGS,
        summary="Change a period",
        examples=[OpenApiExample("Other warming potentials", {"gwp_set": "AR6"}, request_only=True)],
    )
    def patch(self, request: Request, period_id: uuid.UUID) -> Response:
        """Once it has activity data only name and warming potentials change; once it is locked, nothing (409)."""
        period = self._seen(request, period_id)
        body = PeriodChangeRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = {name: getattr(period, name) for name in ("name", "start", "end", "gwp_set")} | body.validated_data
        with pointing(body.fields):
            saved = services.period_save(period=period, entity=period.entity, **given)
        return tagged(PeriodDocument(saved).data)

    @extend_schema(
        parameters=[IF_MATCH],
        responses={204: None},
        operation_id="periods_delete",
        tags=TAGS,
        summary="Delete a period",
    )
    def delete(self, request: Request, period_id: uuid.UUID) -> Response:
        """Only one that nothing was uploaded for, and that is no base year."""
        services.period_delete(period=self._seen(request, period_id))
        return Response(status=204)

    def _seen(self, request: Request, period_id: uuid.UUID) -> ReportingPeriod:
        period = period_get(period_id, hold=True)
        require_match(request, PeriodDocument(period).data)
        return period
