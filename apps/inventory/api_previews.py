"""What another edition or GWP set would do to a period, worked out by a worker; the ledger is only read."""

import uuid
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.api_impact import ImpactOfLine, ImpactSum
from apps.calculations.selectors.impact import Change
from apps.inventory.figures.reading import figures_current
from apps.inventory.selectors import period_get
from apps.inventory.services.previews import editions_used, preview_get, previews_of
from apps.inventory.tasks import preview_submit
from apps.jobs.api import JobDocument, job_accepted
from apps.jobs.models import Job, JobState
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing

_CHANGE = OpenApiExample(
    "The next edition, and AR6",
    value={"editions": {"desnz-2025": "desnz-2026"}, "gwp_set": "AR6"},
    request_only=True,
)


class PreviewRequest(ClosedBody):
    """What is exchanged: editions by the slug that was used, or the GWP set, or both."""

    editions = serializers.DictField(child=serializers.CharField(max_length=100), required=False)
    gwp_set = serializers.CharField(max_length=40, required=False)


class PreviewDocument(serializers.ModelSerializer[Job]):
    """A preview: what it exchanges, and how far the work on it is."""

    period_id = serializers.UUIDField(source="arguments.period_id", read_only=True)
    editions = serializers.DictField(source="arguments.editions", child=serializers.CharField(), read_only=True)
    gwp_set = serializers.CharField(source="arguments.gwp_set", read_only=True)
    state = serializers.ChoiceField(choices=JobState.choices)

    class Meta:
        model = Job
        fields = ["id", "period_id", "editions", "gwp_set", "state", "created_by", "created_at", "finished_at"]


class PreviewedFactor(ImpactSum):
    """A factor's lines added up."""

    ef_cid = serializers.CharField()


class ReasonDocument(serializers.Serializer[Any]):
    """A reason, how many lines it is given for, and one of them."""

    reason = serializers.CharField()
    lines = serializers.IntegerField()
    example = serializers.CharField()


class PreviewResult(serializers.Serializer[Any]):
    """Sums before and after, kg CO2e, decimal strings; the factors and lines that move most."""

    total = ImpactSum()
    by_scope = serializers.DictField(child=ImpactSum())
    by_factor = PreviewedFactor(many=True)
    factors_left_out = serializers.IntegerField()
    lines = ImpactOfLine(many=True)
    refused = ReasonDocument(many=True)
    not_rebased = ReasonDocument(many=True)


class PreviewWithResult(PreviewDocument):
    """A preview with what it found; ``result`` null as long as it is not finished."""

    result = PreviewResult(allow_null=True)

    class Meta(PreviewDocument.Meta):
        fields = [*PreviewDocument.Meta.fields, "result"]


class EditionsUsedDocument(serializers.Serializer[Any]):
    """Slugs of the editions that a period's counting lines were calculated with."""

    editions = serializers.ListField(child=serializers.CharField())


class PreviewsView(TenantAPIView):
    """A period's previews."""

    actions = {"POST": Action.CALCULATE}
    endpoint = "jobs"

    @extend_schema(
        summary="List a period's restatement previews",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(PreviewDocument)},
        operation_id="previews_list",
        tags=["figures"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """The newest first, without their results."""
        page = page_of(request, previews_of(period_get(period_id)), ("-created_at", "-id"))
        return Response({"results": PreviewDocument(page.rows, many=True).data, "next": page.next})

    @extend_schema(
        summary="Preview a restatement",
        request=PreviewRequest,
        responses={202: JobDocument},
        operation_id="previews_create",
        tags=["figures"],
        examples=[_CHANGE],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Calculate the period's lines anew under another edition or GWP set, as a job; nothing enters the ledger."""
        body = PreviewRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        change = Change(given.get("editions", {}), given.get("gwp_set", ""))
        with pointing(body.fields):
            job = preview_submit(period=period_get(period_id), change=change, actor=self.principal.name)
        return job_accepted(job)


class PreviewView(TenantAPIView):
    """One preview."""

    @extend_schema(
        summary="Read a restatement preview",
        responses={200: PreviewWithResult},
        operation_id="previews_get",
        tags=["figures"],
    )
    def get(self, request: Request, job_id: uuid.UUID) -> Response:
        """What it exchanges, how far it is, and what it found."""
        job = preview_get(job_id)
        result = job.result if job.state == JobState.SUCCEEDED else None
        headers = {} if job.is_terminal else {"Retry-After": "1"}
        return Response({**PreviewDocument(job).data, "result": result}, headers=headers)


class PreviewCancelView(TenantAPIView):
    """Stopping a preview."""

    actions = {"POST": Action.CALCULATE}

    @extend_schema(
        summary="Cancel a restatement preview",
        request=None,
        responses={200: PreviewDocument},
        operation_id="previews_cancel",
        tags=["figures"],
    )
    def post(self, request: Request, job_id: uuid.UUID) -> Response:
        """Ask the worker to stop; what is finished stays."""
        job = preview_get(job_id)
        job.ask_to_cancel()
        return Response(PreviewDocument(job).data)


class EditionsUsedView(TenantAPIView):
    """What a period was calculated with."""

    @extend_schema(
        summary="List the editions a period uses",
        responses={200: EditionsUsedDocument},
        operation_id="periods_editions",
        tags=["figures"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """The editions whose factors its counting lines were calculated with."""
        period = period_get(period_id)
        figures_current()
        return Response({"editions": editions_used(period)})
