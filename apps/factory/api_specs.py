"""Specifications before anything is kept of them."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.agents.spec import Listing
from apps.agents.spec.document import MAX_BYTES
from apps.calculations.sources import Source
from apps.factory.api import SUBMISSION, PackParser, SubmissionParser, submission_of
from apps.factory.catalogue_view import published_catalogue
from apps.factory.dry_run import dry_run
from apps.factory.explaining import listing_document, spec_explain
from apps.factory.reading import Submission
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody, ExactJSONParser, PartsParser, read_exact_json
from greenlang.edges.endpoints import TenantAPIView


class TrialParser(PartsParser):
    """The body is a form: the pack.yaml, its completion, and the inputs as JSON."""

    parts = ("pack", "completion", "inputs", "gwp_set", "on")
    limit = MAX_BYTES

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        """The parts as the members of the JSON body."""
        given = super().parse(*args, **kwargs)
        # What is no UTF-8 becomes surrogates, which the body's fields refuse by name.
        texts = {name: part.decode("utf-8", "surrogateescape") for name, part in given.items()}
        return {**texts, "inputs": read_exact_json(given["inputs"], where="/inputs")} if "inputs" in given else texts


class TrialRequest(ClosedBody):
    """A specification, and inputs to try it with."""

    pack = serializers.CharField(trim_whitespace=False, help_text="The pack.yaml.")
    completion = serializers.CharField(
        required=False, default="", allow_blank=True, trim_whitespace=False, help_text="What it lacks, as YAML."
    )
    inputs = serializers.DictField(required=False, help_text="As an execution takes them; left out: golden tests only.")
    gwp_set = serializers.CharField(
        required=False, default="", allow_blank=True, help_text="AR4, AR5 or AR6; its own when left out."
    )
    on = serializers.CharField(
        required=False, default="", allow_blank=True, help_text="A day of the activity, for factors of that time."
    )


class FigureDocument(serializers.Serializer[Any]):
    """An expected figure beside the calculated one."""

    name = serializers.CharField()
    expected = serializers.CharField()
    calculated = serializers.CharField()
    tolerance = serializers.CharField()
    holds = serializers.BooleanField()


class GoldenDocument(serializers.Serializer[Any]):
    """A golden test as it comes out with the published factors."""

    name = serializers.CharField()
    holds = serializers.BooleanField()
    contradicted = serializers.BooleanField(help_text="Whether somebody accepted that published factors say otherwise.")
    refused = serializers.CharField(help_text="Why its input cannot be calculated; empty where it can.")
    figures = FigureDocument(many=True)


class TrialDocument(serializers.Serializer[Any]):
    """What came of a trial; the calculation has the names of a provenance record."""

    agent_id = serializers.CharField()
    version = serializers.CharField()
    dialect = serializers.CharField()
    spec_hash = serializers.CharField()
    domain = serializers.DictField(child=serializers.CharField())
    buildable = serializers.BooleanField(
        help_text="Whether an agent can be built: no finding is an error, no figure fails."
    )
    findings = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    not_understood = serializers.ListField(child=serializers.DictField(child=serializers.CharField()))
    golden = GoldenDocument(many=True)
    calculation = serializers.DictField(allow_null=True)


class ExplainView(TenantAPIView):
    """What a specification says."""

    long = True
    actions = {"POST": Action.BUILD}
    parser_classes = (PackParser, SubmissionParser)

    @extend_schema(
        request=SUBMISSION,
        responses={200: OpenApiTypes.OBJECT},
        operation_id="specs_explain",
        tags=["builds"],
    )
    def post(self, request: Request) -> Response:
        """Explain a pack.yaml of any dialect: what is understood, what is not, what is missing, what would complete it.

        ``outcome`` is ``specification``, or ``listing`` for a manifest or catalogue in which nothing can be calculated.
        """
        sent = submission_of(request)
        found = spec_explain(sent.source, published_catalogue(), completion=sent.completion)
        return Response(listing_document(found) if isinstance(found, Listing) else found.as_document())


class DryRunView(TenantAPIView):
    """A trial."""

    long = True
    actions = {"POST": Action.BUILD}
    parser_classes = (ExactJSONParser, TrialParser)

    @extend_schema(
        request={"application/json": TrialRequest, "multipart/form-data": TrialRequest},
        responses={200: TrialDocument},
        operation_id="specs_dry_run",
        tags=["builds"],
    )
    def post(self, request: Request) -> Response:
        """Calculate with a specification before anything of it is kept; nothing is written."""
        body = TrialRequest(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        found = dry_run(
            Submission(asked["pack"].encode(), asked["completion"].encode()),
            asked.get("inputs"),
            gwp_name=asked["gwp_set"],
            on=Source.on(asked["on"], where="/on").day,
        )
        return Response(found.as_document())
