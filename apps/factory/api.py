"""Builds, agents and the verbs of their lifecycle."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.agents.models import Agent, AgentVersion, LifecycleEvent
from apps.agents.selectors import agent_get, attempts_of
from apps.agents.spec.document import MAX_BYTES
from apps.evaluation.models import QualityReport
from apps.factory.documents import RevisionSummary, VersionReview
from apps.factory.reading import Submission
from apps.factory.services import version_command
from apps.factory.tasks import build_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.registry.documents import DeprecationDocument
from apps.registry.models import AgentDescriptor
from apps.registry.selectors import deprecation_headers, deprecation_of, version_named
from apps.runtime.selectors import deployment_of, operates_at_once
from apps.runtime.services.verbs import OPERATIONS
from apps.runtime.tasks import operation_submit
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import BytesParser, ClosedBody, PartsParser
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of


class PackParser(BytesParser):
    """The body is the pack.yaml itself."""

    media_type = "application/yaml"
    limit = MAX_BYTES


class SubmissionForm(serializers.Serializer[Any]):
    """A specification, and what makes it calculable."""

    pack = serializers.FileField(help_text="The pack.yaml.")
    completion = serializers.FileField(required=False, help_text="What it lacks, as a second YAML document.")


class SubmissionParser(PartsParser):
    """The body is a form: the pack.yaml and its completion."""

    parts = ("pack", "completion")
    limit = MAX_BYTES


SUBMISSION = {"application/yaml": OpenApiTypes.STR, "multipart/form-data": SubmissionForm}
"""A specification as a body: the pack.yaml alone, or a form with its completion."""


def submission_of(request: Request) -> Submission:
    """What was sent, by either way."""
    if isinstance(request.data, dict):
        return Submission(request.data.get("pack", b""), request.data.get("completion", b""))
    return Submission(request.data if isinstance(request.data, bytes) else b"")


class EventDocument(serializers.ModelSerializer[LifecycleEvent]):
    """One step of a version's history."""

    class Meta:
        model = LifecycleEvent
        fields = ["event", "source", "target", "payload", "actor", "recorded_at"]


class VersionSummary(serializers.ModelSerializer[AgentVersion]):
    """A version and where it stands."""

    verbs = serializers.ListField(child=serializers.CharField(), read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = AgentVersion
        fields = ["version", "state", "verbs", "domain", "spec_hash", "pack_sha256", "url", "created_by", "created_at"]

    def get_url(self, version: AgentVersion) -> str:
        """Where it can be reached; empty when nowhere."""
        deployment = deployment_of(version)
        return deployment.address if deployment else ""


class AgentDocument(serializers.ModelSerializer[Agent]):
    """An agent with its versions."""

    agent_id = serializers.CharField(source="slug")
    versions = VersionSummary(many=True)

    class Meta:
        model = Agent
        fields = ["agent_id", "name", "description", "versions"]


class VersionDocument(VersionSummary):
    """A version with its history, descriptor and measured quality."""

    events = EventDocument(many=True)
    revisions = serializers.SerializerMethodField()
    reviews = VersionReview(many=True)
    aliases = serializers.SerializerMethodField()
    tags = serializers.SerializerMethodField()
    deprecation = serializers.SerializerMethodField()
    descriptor = serializers.SerializerMethodField()
    quality_report = serializers.SerializerMethodField()

    class Meta(VersionSummary.Meta):
        fields = [
            *VersionSummary.Meta.fields,
            "aliases",
            "tags",
            "deprecation",
            "events",
            "revisions",
            "reviews",
            "descriptor",
            "quality_report",
        ]

    def get_aliases(self, version: AgentVersion) -> list[str]:
        """The names that stand for it."""
        return [alias.name for alias in version.aliases.all()]

    def get_tags(self, version: AgentVersion) -> list[str]:
        """The words on it."""
        return [tag.tag for tag in version.tags.all()]

    @extend_schema_field(DeprecationDocument(allow_null=True))
    def get_deprecation(self, version: AgentVersion) -> Any:
        """Why it should no longer be used; null where it may."""
        found = deprecation_of(version)
        return DeprecationDocument(found).data if found else None

    @extend_schema_field(RevisionSummary(many=True))
    def get_revisions(self, version: AgentVersion) -> Any:
        """Every attempt at it, and why each failed."""
        return RevisionSummary(attempts_of(version), many=True).data

    def get_descriptor(self, version: AgentVersion) -> dict[str, Any] | None:
        """Inputs, outputs, formulas, hashes; null before registration."""
        descriptor = AgentDescriptor.objects.filter(version=version).first()
        return descriptor.document if descriptor else None

    def get_quality_report(self, version: AgentVersion) -> dict[str, Any] | None:
        """The twelve dimensions as measured; null before evaluation."""
        report = QualityReport.objects.filter(version=version).first()
        return report.document if report else None


class VerbRequest(ClosedBody):
    """Why; asked for by pause, retire and roll-back."""

    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)


class BuildsView(TenantAPIView):
    """Builds."""

    actions = {"POST": Action.BUILD}
    endpoint = "jobs"
    parser_classes = (PackParser, SubmissionParser)

    @extend_schema(
        request=SUBMISSION,
        responses={202: JobDocument},
        operation_id="builds_create",
        tags=["builds"],
    )
    def post(self, request: Request) -> Response:
        """Submit a pack.yaml as the body, or as a form with its completion; the job's stages show the build."""
        sent = submission_of(request)
        return job_accepted(build_submit(source=sent.source, completion=sent.completion, actor=self.principal.name))


class AgentsView(TenantAPIView):
    """Agents."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(AgentDocument)},
        operation_id="agents_list",
        tags=["agents"],
    )
    def get(self, request: Request) -> Response:
        """The tenant's agents, by their ids."""
        rows = Agent.objects.prefetch_related("versions")
        return Response(page_of(request, rows, ("slug",)).as_document(AgentDocument))


class AgentView(TenantAPIView):
    """One agent."""

    tagged = True

    @extend_schema(responses={200: AgentDocument}, operation_id="agents_get", tags=["agents"])
    def get(self, request: Request, agent_id: str) -> Response:
        """The agent with its versions."""
        return Response(AgentDocument(agent_get(agent_id)).data)


class VersionView(TenantAPIView):
    """One version."""

    tagged = True

    @extend_schema(responses={200: VersionDocument}, operation_id="agents_version", tags=["agents"])
    def get(self, request: Request, agent_id: str, version: str) -> Response:
        """History, descriptor and quality report."""
        found = version_named(agent_id, version)
        return Response(VersionDocument(found).data, headers=deprecation_headers(found))


class VerbView(TenantAPIView):
    """The operator's verbs."""

    actions = {"POST": Action.OPERATE}

    @extend_schema(
        request=VerbRequest,
        parameters=[
            OpenApiParameter("verb", str, "path", enum=[*OPERATIONS, "retry"]),
        ],
        responses={200: VersionDocument, 202: JobDocument},
        operation_id="agents_verb",
        tags=["agents"],
    )
    def post(self, request: Request, agent_id: str, version: str, verb: str) -> Response:
        """Deploy, start, stop, pause, resume, roll back, retire or retry; 409 when the state does not allow it.

        202 with a job where the agent runs on a cluster, which takes its time.
        """
        body = VerbRequest(data=request.data or {})
        body.is_valid(raise_exception=True)
        found, reason = version_named(agent_id, version), body.validated_data.get("reason", "")
        if verb in OPERATIONS and not operates_at_once(found):
            return job_accepted(operation_submit(version=found, verb=verb, actor=self.principal.name, reason=reason))
        changed = version_command(version=found, verb=verb, actor=self.principal.name, reason=reason)
        return Response(VersionDocument(changed).data)
