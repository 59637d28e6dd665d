"""The public catalogue, open to everybody; and looking a factor up, in one's own tenant.

What is open shows the figures that may be passed on: an edition whose licence is not established is described, and
its figures come with an operator's acceptance.
"""

from datetime import date
from typing import Any

from django.db.models import Count, prefetch_related_objects
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.factor_cache import published_state
from apps.calculations.models import EmissionFactor, FactorEdition, GwpSetEdition
from apps.calculations.selectors.factors import factor_get, search_factors
from apps.calculations.selectors.lookup import lookup_traced
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.edges.problems import problem
from greenlang.edges.published import PublishedView
from greenlang.engine.contract import FactorRequest
from greenlang.errors import InvalidInput, Refused

MAX_FACET = 500
FACETS = ("category", "region", "edition", "gas")


class LicenceNotEstablished(Refused):
    """The figure is in the catalogue and may not be passed on."""

    code = "licence-not-established"
    title = "Not passed on"


class FactorDocument(serializers.ModelSerializer[EmissionFactor]):
    """One published figure. ``value`` is a decimal string, null where it is published as not available."""

    edition = serializers.CharField(source="edition.slug")
    source = serializers.CharField(source="edition.source")  # type: ignore[assignment]
    citation = serializers.CharField()
    licence = serializers.CharField(source="edition.licence")
    attribution = serializers.CharField(source="edition.attribution")

    class Meta:
        model = EmissionFactor
        fields = [
            "ef_cid", "category", "activity", "activity_name", "region", "region_name", "gas", "value",
            "published_value", "unit", "published_unit", "basis", "route", "as_co2e_at", "gwp_basis", "use",
            "valid_from", "valid_to", "notes", "confidence", "table", "edition", "source", "citation", "licence",
            "attribution",
        ]  # fmt: skip


class FactorPage(serializers.Serializer[Any]):
    """A page of figures; ``facets`` on the first: how many there are of each category, region, edition and gas."""

    results = FactorDocument(many=True)
    next = serializers.CharField(allow_null=True)
    facets = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()), allow_null=True)


class EditionDocument(serializers.ModelSerializer[FactorEdition]):
    """What is said about one edition; ``exportable``: whether its figures are passed on here."""

    source = serializers.CharField()  # type: ignore[assignment]
    tables = serializers.SerializerMethodField()
    superseded = serializers.SerializerMethodField()
    factors = serializers.IntegerField(source="factor_count")
    exportable = serializers.SerializerMethodField()

    class Meta:
        model = FactorEdition
        fields = [
            "slug", "source", "publisher", "title", "edition", "publication_year", "published_on", "data_year",
            "applicable_from", "applicable_to", "applicability_note", "licence", "attribution", "citation",
            "gwp_basis", "known_as", "tables", "superseded", "content_hash", "factors", "exportable",
        ]  # fmt: skip

    def get_tables(self, edition: FactorEdition) -> dict[str, str]:
        """Title by name."""
        return dict(edition.tables)

    def get_superseded(self, edition: FactorEdition) -> dict[str, str]:
        """Slug of the edition in its place, by table."""
        return dict(edition.superseded)

    def get_exportable(self, edition: FactorEdition) -> bool:
        """As said when the page was made."""
        return edition.pk in self.context["exportable"]


class GwpValueDocument(serializers.Serializer[Any]):
    """The potential of one gas over 100 years, kg CO2e per kg, a decimal string."""

    gas = serializers.CharField()
    origin = serializers.CharField()
    value = serializers.CharField()
    use = serializers.CharField()


class GwpSetDocument(serializers.ModelSerializer[GwpSetEdition]):
    """One set of warming potentials."""

    values = GwpValueDocument(many=True)

    class Meta:
        model = GwpSetEdition
        fields = [
            "slug", "set_name", "publisher", "title", "edition", "publication_year", "citation", "licence",
            "content_hash", "values",
        ]  # fmt: skip


def _optional_text() -> serializers.CharField:
    return serializers.CharField(max_length=240, allow_blank=True, required=False, default="")


class LookupBody(ClosedBody):
    """Which factor is wanted; see the catalogue for the names. ``on`` is a day of the activity."""

    also_called = {"date": "on", "day": "on", "publisher": "source", "gas": "gases"}

    category = serializers.CharField(max_length=80)
    activity = serializers.CharField(max_length=240)
    region = serializers.CharField(max_length=20)
    unit = _optional_text()
    gases = serializers.ListField(child=serializers.CharField(max_length=40), max_length=60, required=False)
    source = _optional_text()  # type: ignore[assignment]
    edition = _optional_text()
    basis = _optional_text()
    fallback = serializers.ListField(child=serializers.CharField(max_length=40), max_length=10, required=False)
    on = serializers.DateField(required=False, allow_null=True, default=None)


class TracedStepDocument(serializers.Serializer[Any]):
    """What came of one step: "matched", "passed over" or "not allowed", and why."""

    step = serializers.CharField()
    outcome = serializers.CharField()
    reason = serializers.CharField()


class LookupAnswer(serializers.Serializer[Any]):
    """The factor, and the steps that led to it."""

    factor = serializers.DictField()
    trace = TracedStepDocument(many=True)


class PublicView(PublishedView):
    """Open to everybody: the same for all, with nothing of any tenant in it."""

    def published_state(self) -> str:
        """Of the whole catalogue."""
        return published_state()


class FactorsView(PublicView):
    """The catalogue's figures."""

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="Words, each of which occurs somewhere."),
            *(OpenApiParameter(name, str, description="Exactly this.") for name in FACETS),
            *PAGE_PARAMETERS,
        ],
        responses={200: FactorPage},
        operation_id="factors_list",
        tags=["catalogue"],
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """In the order in which they were imported."""
        asked = request.query_params
        named = {name: _storable(asked.get(name, ""), f"/{name}") for name in FACETS}
        rows = search_factors(asked.get("q", "")[:200], **named).exportable()  # type: ignore[attr-defined]
        page = page_of(request, rows, ("id",)).as_document(FactorDocument)
        return Response({**page, "facets": None if asked.get("cursor") else _facets(rows)})


class FactorView(PublicView):
    """One figure."""

    def published_keys(self, **kwargs: Any) -> tuple[str, ...]:
        """The figure's content id."""
        return (str(kwargs["ef_cid"]),)

    @extend_schema(responses={200: FactorDocument}, operation_id="factors_get", tags=["catalogue"], auth=[])
    def get(self, request: Request, ef_cid: str) -> Response:
        """By its content id, which says everything about it: the answer never changes."""
        try:
            factor = factor_get(_storable(ef_cid, "ef_cid"))
        except FactorNotFound as error:
            return problem(404, error.title, code=error.code, detail=error.message, where=error.where)
        if not EmissionFactor.objects.filter(pk=factor.pk).exportable().exists():
            message = f"The licence of {factor.edition.slug} is not established: its figures are not passed on here."
            mend = "Sign in and look it up for your own inventory, or ask the operator to accept the licence."
            raise LicenceNotEstablished(message, where="ef_cid", mend=mend)
        return Response(FactorDocument(factor).data)


class EditionsView(PublicView):
    """The editions there are."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(EditionDocument)},
        operation_id="editions_list",
        tags=["catalogue"],
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """By their names, superseded ones included."""
        editions = FactorEdition.objects.annotate(factor_count=Count("factors"))
        exportable = {*FactorEdition.objects.exportable().values_list("pk", flat=True)}
        page = page_of(request, editions, ("slug",))
        return Response(page.as_document(EditionDocument, context={"exportable": exportable}))


class GwpSetsView(PublicView):
    """The sets of warming potentials there are."""

    @extend_schema(
        parameters=PAGE_PARAMETERS,
        responses={200: page_document(GwpSetDocument)},
        operation_id="gwp_sets_list",
        tags=["catalogue"],
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """By their names, with every gas."""
        page = page_of(request, GwpSetEdition.objects.all(), ("slug",))
        prefetch_related_objects(page.rows, "values")
        return Response(page.as_document(GwpSetDocument))


class FactorLookupView(TenantAPIView):
    """Which factor a calculation would use."""

    @extend_schema(request=LookupBody, responses={200: LookupAnswer}, operation_id="factors_lookup", tags=["catalogue"])
    def post(self, request: Request) -> Response:
        """The factor with the reason for it; or why there is none, and the nearest names."""
        body = LookupBody(data=request.data)
        body.is_valid(raise_exception=True)
        asked: dict[str, Any] = dict(body.validated_data)
        on: date | None = asked.pop("on")
        gases, fallback = tuple(asked.pop("gases", ())), tuple(asked.pop("fallback", ()))
        try:
            found = lookup_traced(FactorRequest(slot="", gases=gases, fallback=fallback, **asked), on)
        except FactorNotFound as error:
            return problem(
                error.status,
                error.title,
                code=error.code,
                detail=str(error),
                mend=error.mend,
                where=error.where,
                errors=error.errors,
                nearest=list(error.nearest),
                steps=list(error.steps),
            )
        return Response({"factor": found.factor.as_document(), "trace": [step.as_document() for step in found.trace]})


def _facets(rows: Any) -> dict[str, dict[str, int]]:
    """How many figures there are of each, the most frequent ones."""
    columns = {name: "edition__slug" if name == "edition" else name for name in FACETS}
    counted = {
        name: rows.order_by().values_list(column).annotate(count=Count("pk")).order_by("-count", column)[:MAX_FACET]
        for name, column in columns.items()
    }
    return {name: {value: count for value, count in pairs if value} for name, pairs in counted.items()}


def _storable(text: str, where: str) -> str:
    if "\x00" in text or len(text) > 240:
        raise InvalidInput("No name in the catalogue is like this.", where=where)
    return text
