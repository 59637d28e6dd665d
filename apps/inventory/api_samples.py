"""Samples of a period: drawn, concluded on line by line, and what they come to."""

import uuid
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.inventory.auditing.projecting import METHODS
from apps.inventory.auditing.services import (
    MAX_SEED,
    MAX_TEXT,
    MOST_DRAWN,
    TESTED,
    line_conclude,
    sample_draw,
    sample_get,
    sample_projection,
    sampled_line_get,
    samples_counted,
)
from apps.inventory.auditing.summary import RULES, summary_file
from apps.inventory.models import AuditSample, SampledLine
from apps.inventory.selectors import period_get
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.pointing import pointing
from greenlang.engine.numbers import canonical_number

CONCLUSIONS = [choice for choice in SampledLine.Conclusion.choices if choice[0]]
_DRAW = OpenApiExample(
    "Twenty-five lines in proportion to size",
    value={"method": "weighted", "size": 25, "seed": "audit 2025"},
    request_only=True,
)
_EXCEPTION = OpenApiExample(
    "An exception with the auditor's figure",
    value={"conclusion": "exception", "audited": "2655.7", "note": "The invoice says 50 mmBtu, not 500."},
    request_only=True,
)


class SampleRequest(ClosedBody):
    """How to draw."""

    method = serializers.ChoiceField(choices=AuditSample.Method.choices)
    size = serializers.IntegerField(
        min_value=1, max_value=MOST_DRAWN, required=False, help_text="Lines; by weight, points. Not for chosen lines."
    )
    seed = serializers.CharField(
        max_length=MAX_SEED, required=False, allow_blank=True, help_text="Decides chance; made where none is given."
    )
    chosen = serializers.ListField(
        child=serializers.CharField(max_length=60),
        max_length=MOST_DRAWN,
        required=False,
        help_text="Numbers of the ledger or ids of calculations, where lines are chosen by hand.",
    )


class SampleDocument(serializers.ModelSerializer[AuditSample]):
    """A sample with everything that draws the same lines again; ``co2e``: absolute kg CO2e of the population."""

    method = serializers.ChoiceField(choices=AuditSample.Method.choices)
    rule = serializers.SerializerMethodField()
    drawn = serializers.SerializerMethodField()
    concluded = serializers.SerializerMethodField()

    class Meta:
        model = AuditSample
        fields = [
            "id", "period_id", "number", "method", "rule", "size", "seed", "lines", "co2e", "drawn", "concluded",
            "drawn_by", "drawn_at",
        ]  # fmt: skip

    def get_rule(self, sample: AuditSample) -> str:
        """How this way of drawing goes, in a sentence."""
        return RULES[sample.method]

    def get_drawn(self, sample: AuditSample) -> int:
        """Lines drawn."""
        return self._counts(sample)[1]

    def get_concluded(self, sample: AuditSample) -> int:
        """Lines that somebody has concluded on."""
        return self._counts(sample)[0]

    def _counts(self, sample: AuditSample) -> tuple[int, int]:
        counts: dict[uuid.UUID, tuple[int, int]] = self.context["counts"]
        return counts.get(sample.id, (0, 0))


class SampleSummary(serializers.Serializer[Any]):
    """What the conclusions come to; kg CO2e, decimal strings.

    ``projected``: the misstatement carried over to the period; null where the way of drawing allows none.
    """

    drawn_lines = serializers.IntegerField()
    tested_lines = serializers.IntegerField()
    tested = serializers.CharField()
    tested_percent = serializers.CharField()
    found = serializers.CharField()
    projected = serializers.CharField(allow_null=True)
    projection = serializers.CharField()
    unquantified = serializers.IntegerField()


class SampleWithSummary(SampleDocument):
    """A sample and what it comes to."""

    summary = SampleSummary()

    class Meta(SampleDocument.Meta):
        fields = [*SampleDocument.Meta.fields, "summary"]


class SampledLineDocument(serializers.ModelSerializer[SampledLine]):
    """A line of a sample: kg CO2e in the ledger (``co2e``), and what the auditor makes of it.

    ``conclusion`` is empty as long as nobody has looked at the line; ``audited``: kg CO2e the auditor came to.
    """

    calculation_id = serializers.SerializerMethodField()
    conclusion = serializers.ChoiceField(choices=SampledLine.Conclusion.choices)

    class Meta:
        model = SampledLine
        fields = [
            "id", "sample_id", "position", "sequence", "calculation_id", "co2e", "hits", "conclusion", "audited",
            "note", "concluded_by", "concluded_at",
        ]  # fmt: skip

    def get_calculation_id(self, line: SampledLine) -> str:
        """As the ledger names it."""
        return f"calc_{line.calculation_id.hex}"


class ConclusionRequest(ClosedBody):
    """What an auditor makes of a line."""

    conclusion = serializers.ChoiceField(choices=CONCLUSIONS)
    audited = serializers.CharField(
        max_length=100, required=False, allow_blank=True, help_text="Of an exception: kg CO2e the auditor came to."
    )
    note = serializers.CharField(
        max_length=MAX_TEXT, required=False, allow_blank=True, help_text="Of an exception: what was found."
    )


class SamplesView(TenantAPIView):
    """A period's samples."""

    actions = {"POST": Action.AUDIT}

    @extend_schema(
        summary="List a period's samples",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(SampleDocument)},
        operation_id="samples_list",
        tags=["assurance"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """The newest first."""
        page = page_of(request, AuditSample.objects.filter(period=period_get(period_id)), ("-number", "-id"))
        counts = {"counts": samples_counted(page.rows)}
        return Response({"results": SampleDocument(page.rows, many=True, context=counts).data, "next": page.next})

    @extend_schema(
        summary="Draw a sample",
        request=SampleRequest,
        responses={201: SampleWithSummary},
        operation_id="samples_draw",
        tags=["assurance"],
        examples=[_DRAW],
    )
    def post(self, request: Request, period_id: uuid.UUID) -> Response:
        """Draw lines that count in the period; the same seed draws the same lines of the same ledger."""
        body = SampleRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        with pointing(body.fields, {"lines": "/chosen"}):
            sample = sample_draw(
                period=period_get(period_id),
                method=given["method"],
                size=given.get("size", 0),
                seed=given.get("seed", ""),
                chosen="\n".join(given.get("chosen", [])),
                drawn_by=self.principal.name,
            )
        return Response(_with_summary(sample), status=201, headers={"Location": f"/api/v1/samples/{sample.id}"})


class SampleView(TenantAPIView):
    """One sample."""

    @extend_schema(
        summary="Read a sample", responses={200: SampleWithSummary}, operation_id="samples_get", tags=["assurance"]
    )
    def get(self, request: Request, sample_id: uuid.UUID) -> Response:
        """How it was drawn, and what its conclusions come to."""
        return Response(_with_summary(sample_get(sample_id)))


class SampleSummaryFileView(TenantAPIView):
    """A sample as a file."""

    @extend_schema(
        summary="Download a sample",
        responses={(200, "text/csv"): OpenApiTypes.BINARY},
        operation_id="samples_download",
        tags=["assurance"],
    )
    def get(self, request: Request, sample_id: uuid.UUID) -> HttpResponse:
        """How it was drawn, what it comes to, and every line, as CSV."""
        return summary_file(sample_get(sample_id))


class SampledLinesView(TenantAPIView):
    """The lines of a sample."""

    @extend_schema(
        summary="List a sample's lines",
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(SampledLineDocument)},
        operation_id="sampled_lines_list",
        tags=["assurance"],
    )
    def get(self, request: Request, sample_id: uuid.UUID) -> Response:
        """In the order they were drawn."""
        page = page_of(request, SampledLine.objects.filter(sample=sample_get(sample_id)), ("position", "id"))
        return Response({"results": SampledLineDocument(page.rows, many=True).data, "next": page.next})


class SampledLineView(TenantAPIView):
    """One line of a sample."""

    actions = {"PUT": Action.AUDIT}
    tagged = True

    @extend_schema(
        summary="Read a line of a sample",
        responses={200: SampledLineDocument},
        operation_id="sampled_lines_get",
        tags=["assurance"],
    )
    def get(self, request: Request, line_id: uuid.UUID) -> Response:
        """The line, and what was concluded on it."""
        return Response(SampledLineDocument(sampled_line_get(line_id)).data)

    @extend_schema(
        summary="Conclude on a line",
        request=ConclusionRequest,
        responses={200: SampledLineDocument},
        operation_id="sampled_lines_conclude",
        tags=["assurance"],
        examples=[_EXCEPTION],
    )
    def put(self, request: Request, line_id: uuid.UUID) -> Response:
        """Agreed, an exception, or not tested; an exception raises a finding where none is open on the line."""
        body = ConclusionRequest(data=request.data)
        body.is_valid(raise_exception=True)
        given = body.validated_data
        with pointing(body.fields):
            line = line_conclude(
                line=sampled_line_get(line_id),
                conclusion=given["conclusion"],
                audited=given.get("audited", ""),
                note=given.get("note", ""),
                actor=self.principal.name,
            )
        return Response(SampledLineDocument(line).data)


def _with_summary(sample: AuditSample) -> dict[str, Any]:
    drawn = list(sample.drawn.order_by("position"))
    found = sample_projection(sample, drawn)
    document: dict[str, Any] = dict(SampleDocument(sample, context={"counts": samples_counted([sample])}).data)
    return {
        **document,
        "summary": {
            "drawn_lines": len(drawn),
            "tested_lines": sum(line.conclusion in TESTED for line in drawn),
            "tested": canonical_number(found.tested),
            "tested_percent": canonical_number(found.share),
            "found": canonical_number(found.found),
            "projected": None if found.projected is None else canonical_number(found.projected),
            "projection": METHODS[sample.method],
            "unquantified": found.unquantified,
        },
    }
