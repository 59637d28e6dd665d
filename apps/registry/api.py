"""The registry's doors: search, comparison, aliases, tags, deprecation, consumers."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.agents.selectors import agent_get
from apps.registry.capabilities import Wanted
from apps.registry.comparing import versions_compare
from apps.registry.documents import (
    AliasDocument,
    AliasMoveDocument,
    AliasRequest,
    ComparisonDocument,
    ConsumerDocument,
    ConsumerRequest,
    DeprecationDocument,
    DeprecationRequest,
    FoundDocument,
)
from apps.registry.models import AgentAlias, AliasMove, Consumer
from apps.registry.selectors import agents_able, alias_get, deprecation_of, version_named
from apps.registry.services.aliases import alias_move, alias_remove
from apps.registry.services.versions import (
    consumer_register,
    consumer_remove,
    deprecation_withdraw,
    tag_add,
    tag_remove,
    version_deprecate,
)
from apps.tenants.models.roles import Action
from greenlang.caching.invalidation import registry_tag
from greenlang.caching.process import process_cache
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_among, page_document, page_of
from greenlang.errors import NotFound

WANTED = ("input", "output", "domain", "scope", "region")


def wanted_of(query: Any) -> Wanted:
    """What a query asks for; inputs and outputs may be named several times."""
    names = {name: tuple(filter(None, query.getlist(name)))[:20] for name in ("input", "output")}
    single = {name: query.get(name, "") for name in ("domain", "scope", "region")}
    return Wanted(inputs=names["input"], outputs=names["output"], **single)


def _body(kind: type[ClosedBody], request: Request) -> dict[str, Any]:
    body = kind(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


class SearchView(TenantAPIView):
    """Agents by what they can do."""

    @extend_schema(
        parameters=[
            *(OpenApiParameter(name, str, many=name in ("input", "output")) for name in WANTED),
            *PAGE_PARAMETERS,
        ],
        responses={200: page_document(FoundDocument)},
        operation_id="agents_search",
        tags=["agents"],
    )
    def get(self, request: Request) -> Response:
        """Agents with every input, output, domain, scope and region named; at most 200, by id."""
        wanted = wanted_of(request.query_params)
        tenant_id = self.principal.tenant_id
        place, tags = ("able", tenant_id, wanted), (registry_tag(tenant_id),)
        found = process_cache().remember(place, tags, lambda: FoundDocument(agents_able(wanted), many=True).data)
        return Response(page_among(request, list(found), "agent_id").as_document())


class CompareView(TenantAPIView):
    """Two versions of an agent."""

    @extend_schema(
        parameters=[OpenApiParameter(name, str, required=True) for name in ("from", "to")],
        responses={200: ComparisonDocument},
        operation_id="agents_compare",
        tags=["agents"],
    )
    def get(self, request: Request, agent_id: str) -> Response:
        """Specification, code, contract and evaluation, from one to the other; each named by number or alias."""
        query = request.query_params
        return Response(ComparisonDocument(versions_compare(agent_id, query.get("from", ""), query.get("to", ""))).data)


class AliasesView(TenantAPIView):
    """An agent's aliases."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(AliasDocument)},
        operation_id="aliases_list",
        tags=["agents"],
    )
    def get(self, request: Request, agent_id: str) -> Response:
        """The names with the versions they stand for, by name."""
        rows = AgentAlias.objects.select_related("version").filter(agent=agent_get(agent_id))
        return Response(page_of(request, rows, ("name",)).as_document(AliasDocument))


class AliasMovesView(TenantAPIView):
    """What an agent's aliases stood for."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(AliasMoveDocument)},
        operation_id="alias_moves_list",
        tags=["agents"],
    )
    def get(self, request: Request, agent_id: str) -> Response:
        """Every move, the newest first."""
        rows = AliasMove.objects.filter(agent=agent_get(agent_id))
        return Response(page_of(request, rows, ("-recorded_at", "-id")).as_document(AliasMoveDocument))


class AliasView(TenantAPIView):
    """One alias."""

    tagged = True
    actions = {"PUT": Action.OPERATE, "DELETE": Action.OPERATE}

    @extend_schema(responses={200: AliasDocument}, operation_id="aliases_get", tags=["agents"])
    def get(self, request: Request, agent_id: str, name: str) -> Response:
        """The version it stands for."""
        return Response(AliasDocument(alias_get(agent_id, name)).data)

    @extend_schema(request=AliasRequest, responses={200: AliasDocument}, operation_id="aliases_move", tags=["agents"])
    def put(self, request: Request, agent_id: str, name: str) -> Response:
        """Let the name stand for a version, from now on."""
        asked = _body(AliasRequest, request)
        version = version_named(agent_id, asked["version"])
        moved = alias_move(version=version, name=name, actor=self.principal.name, reason=asked["reason"])
        return Response(AliasDocument(moved).data)

    @extend_schema(responses={204: None}, operation_id="aliases_remove", tags=["agents"])
    def delete(self, request: Request, agent_id: str, name: str) -> Response:
        """The name stands for nothing any more; its history stays."""
        alias_remove(alias=alias_get(agent_id, name), actor=self.principal.name)
        return Response(status=204)


class TagView(TenantAPIView):
    """A tag on a version."""

    actions = {"PUT": Action.OPERATE, "DELETE": Action.OPERATE}

    @extend_schema(request=None, responses={204: None}, operation_id="tags_add", tags=["agents"])
    def put(self, request: Request, agent_id: str, version: str, tag: str) -> Response:
        """Put it on. It replaces nothing, however often it is done, so that no If-Match is asked for."""
        tag_add(version=version_named(agent_id, version), tag=tag, actor=self.principal.name)
        return Response(status=204)

    @extend_schema(responses={204: None}, operation_id="tags_remove", tags=["agents"])
    def delete(self, request: Request, agent_id: str, version: str, tag: str) -> Response:
        """Take it off."""
        found = version_named(agent_id, version)
        if not tag_remove(version=found, tag=tag, actor=self.principal.name):
            raise NotFound(f"{found} has no tag “{tag[:40]}”.", where="tag")
        return Response(status=204)


class DeprecationView(TenantAPIView):
    """A version that should no longer be used."""

    tagged = True
    actions = {"PUT": Action.OPERATE, "DELETE": Action.OPERATE}

    @extend_schema(responses={200: DeprecationDocument}, operation_id="deprecation_get", tags=["agents"])
    def get(self, request: Request, agent_id: str, version: str) -> Response:
        """Why, and what to use instead; 404 where it may be used."""
        found = version_named(agent_id, version)
        deprecation = deprecation_of(found)
        if deprecation is None:
            raise NotFound(f"{found} is not deprecated.", where="version")
        return Response(DeprecationDocument(deprecation).data)

    @extend_schema(
        request=DeprecationRequest,
        responses={200: DeprecationDocument},
        operation_id="deprecation_set",
        tags=["agents"],
    )
    def put(self, request: Request, agent_id: str, version: str) -> Response:
        """Say so; its answers carry a Deprecation header from now on."""
        asked = _body(DeprecationRequest, request)
        found = version_named(agent_id, version)
        return Response(DeprecationDocument(version_deprecate(version=found, actor=self.principal.name, **asked)).data)

    @extend_schema(responses={204: None}, operation_id="deprecation_withdraw", tags=["agents"])
    def delete(self, request: Request, agent_id: str, version: str) -> Response:
        """It may be used again."""
        found = version_named(agent_id, version)
        if not deprecation_withdraw(version=found, actor=self.principal.name):
            raise NotFound(f"{found} is not deprecated.", where="version")
        return Response(status=204)


class ConsumersView(TenantAPIView):
    """Who uses an agent."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(ConsumerDocument)},
        operation_id="consumers_list",
        tags=["agents"],
    )
    def get(self, request: Request, agent_id: str) -> Response:
        """Every registered consumer, with what it relies on, by name."""
        rows = Consumer.objects.filter(agent=agent_get(agent_id))
        return Response(page_of(request, rows, ("name",)).as_document(ConsumerDocument))


class ConsumerView(TenantAPIView):
    """One consumer."""

    tagged = True
    actions = {"PUT": Action.BUILD, "DELETE": Action.BUILD}

    @extend_schema(responses={200: ConsumerDocument}, operation_id="consumers_get", tags=["agents"])
    def get(self, request: Request, agent_id: str, name: str) -> Response:
        """What it relies on."""
        found = Consumer.objects.filter(agent=agent_get(agent_id), name=name).first()
        if found is None:
            raise NotFound(f"{agent_id} has no consumer “{name[:40]}”.", where="name")
        return Response(ConsumerDocument(found).data)

    @extend_schema(
        request=ConsumerRequest, responses={200: ConsumerDocument}, operation_id="consumers_register", tags=["agents"]
    )
    def put(self, request: Request, agent_id: str, name: str) -> Response:
        """Register what it relies on; the next version is measured against it."""
        asked = _body(ConsumerRequest, request)
        agent = agent_get(agent_id)
        kept = consumer_register(agent=agent, name=name, document=asked, actor=self.principal.name)
        return Response(ConsumerDocument(kept).data)

    @extend_schema(responses={204: None}, operation_id="consumers_remove", tags=["agents"])
    def delete(self, request: Request, agent_id: str, name: str) -> Response:
        """It relies on nothing any more."""
        if not consumer_remove(agent=agent_get(agent_id), name=name):
            raise NotFound(f"{agent_id} has no consumer “{name[:40]}”.", where="name")
        return Response(status=204)
