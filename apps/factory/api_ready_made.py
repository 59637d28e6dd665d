"""Packs that come with the product: listed, built and started."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.factory.api import VersionDocument
from apps.factory.ready_made import (
    AREAS,
    Standing,
    ready_made_build,
    ready_made_get,
    ready_made_standing,
    ready_made_version,
)
from apps.factory.services import version_command
from apps.jobs.api import JobDocument, job_accepted
from apps.runtime.selectors import operates_at_once
from apps.runtime.tasks import operation_submit
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.errors import InvalidInput

TAGS = ["agents"]


class ReadyMadeDocument(serializers.Serializer[Any]):
    """A pack that is shipped, and how far it is here."""

    agent_id = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    scopes = serializers.ListField(child=serializers.CharField())
    area = serializers.CharField(help_text=f"{', '.join(AREAS)}, anywhere, or several.")
    version = serializers.CharField(allow_blank=True, help_text="The highest there is here.")
    state = serializers.CharField(help_text="absent, building, or the version's.")
    job_id = serializers.UUIDField(allow_null=True, help_text="Of its build.")


class ReadyMadePacks(serializers.Serializer[Any]):
    """Every pack; there are few, so that they come at once."""

    results = ReadyMadeDocument(many=True)
    next = serializers.CharField(allow_null=True)


def _told(standing: Standing) -> dict[str, Any]:
    pack, version = standing.pack, standing.version
    return {
        "agent_id": pack.agent_id,
        "name": pack.name,
        "description": pack.description,
        "scopes": list(pack.scopes),
        "area": pack.area,
        "version": version.version if version else "",
        "state": standing.state,
        "job_id": standing.job_id,
    }


class ReadyMadeView(TenantAPIView):
    """Packs that come with the product."""

    @extend_schema(
        parameters=[OpenApiParameter("area", str, enum=list(AREAS), description="Those that serve a site there.")],
        responses={200: ReadyMadePacks},
        operation_id="ready_made_list",
        tags=TAGS,
        summary="List ready-made packs",
    )
    def get(self, request: Request) -> Response:
        """By scope and name, all at once: as many as come with the product."""
        area = request.query_params.get("area", "")
        if area and area not in AREAS:
            raise InvalidInput("There is no such area.", where="/area", mend=f"Say {', '.join(AREAS)}.")
        return Response({"results": [_told(each) for each in ready_made_standing(area)], "next": None})


class ReadyMadeBuildView(TenantAPIView):
    """Building a ready-made pack."""

    actions = {"POST": Action.BUILD}
    endpoint = "jobs"

    @extend_schema(
        request=None,
        responses={202: JobDocument},
        operation_id="ready_made_build",
        tags=TAGS,
        summary="Build a ready-made pack",
    )
    def post(self, request: Request, agent_id: str) -> Response:
        """A job; the one that built it where it was built before, 409 while it is being built."""
        return job_accepted(ready_made_build(pack=ready_made_get(agent_id), actor=self.principal.name))


class ReadyMadeStartView(TenantAPIView):
    """Starting a ready-made pack."""

    actions = {"POST": Action.OPERATE}

    @extend_schema(
        request=None,
        responses={200: VersionDocument, 202: JobDocument},
        operation_id="ready_made_start",
        tags=TAGS,
        summary="Start a ready-made pack",
    )
    def post(self, request: Request, agent_id: str) -> Response:
        """The highest version there is here; 404 where it was not built, 202 where it runs on a cluster."""
        version, actor = ready_made_version(ready_made_get(agent_id)), self.principal.name
        if not operates_at_once(version):
            return job_accepted(operation_submit(version=version, verb="start", actor=actor))
        return Response(VersionDocument(version_command(version=version, verb="start", actor=actor)).data)
