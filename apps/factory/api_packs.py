"""Packs between installations."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.factory.moving import bundle_open, pack_export, pack_register_again, sources_of, stranger_refuse
from apps.factory.tasks import build_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.registry.bundle import MOST_BYTES
from apps.registry.selectors import deprecation_headers, version_named
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import BytesParser
from greenlang.edges.endpoints import TenantAPIView

MEDIA_TYPE = "application/vnd.greenlang.pack"


class BundleParser(BytesParser):
    """The body is the file that `export_pack` wrote."""

    media_type = MEDIA_TYPE
    limit = MOST_BYTES


class MovedDocument(serializers.Serializer[Any]):
    """What became of a pack that was taken in."""

    agent_id = serializers.CharField()
    version = serializers.CharField()
    state = serializers.CharField()
    pack_sha256 = serializers.CharField()
    outcome = serializers.ChoiceField(["registered", "registered before", "rebuilt"])
    signed_by = serializers.CharField(help_text="Fingerprint of the key that had signed it.")
    identical = serializers.BooleanField()
    differing = serializers.ListField(child=serializers.CharField())


class VersionPackView(TenantAPIView):
    """A version's pack."""

    tagged = True

    @extend_schema(responses={(200, MEDIA_TYPE): OpenApiTypes.BINARY}, operation_id="packs_export", tags=["agents"])
    def get(self, request: Request, agent_id: str, version: str) -> HttpResponse:
        """One file: the archive, its signature, quality report, build statement, and the public key."""
        found = version_named(agent_id, version)
        answer = HttpResponse(pack_export(found), content_type=MEDIA_TYPE, headers=deprecation_headers(found))
        name = f"{found.agent.slug}-{found.version}.glpack"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


class PacksView(TenantAPIView):
    """Packs that come from elsewhere."""

    actions = {"POST": Action.BUILD}
    endpoint = "jobs"
    parser_classes = (BundleParser,)

    @extend_schema(
        request={MEDIA_TYPE: OpenApiTypes.BINARY},
        parameters=[OpenApiParameter("rebuild", bool, description="Build a stranger's anew from its specification.")],
        responses={201: MovedDocument, 202: OpenApiResponse(JobDocument, "A stranger's pack is being rebuilt.")},
        operation_id="packs_import",
        tags=["builds"],
    )
    def post(self, request: Request) -> Response:
        """Register a pack this installation signed; refuse a stranger's with its fingerprint, or rebuild it."""
        bundle, own = bundle_open(request.data if isinstance(request.data, bytes) else b"")
        if own:
            moved = pack_register_again(bundle, actor=self.principal.name)
            return Response(MovedDocument(moved.as_document()).data, status=201)
        if request.query_params.get("rebuild") != "true":
            stranger_refuse(bundle)
        sources = sources_of(bundle)
        return job_accepted(
            build_submit(source=sources.source, completion=sources.completion, actor=self.principal.name)
        )
