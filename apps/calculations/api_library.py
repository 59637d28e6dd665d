"""The library of published factors as a file, and two editions side by side."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.api_catalogue import FactorDocument
from apps.calculations.catalogue.comparing import Change, Pair, pairs_narrowed
from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.catalogue.facets import FACETS
from apps.calculations.factor_files import COMPARED_COLUMNS, EXPORT_COLUMNS, compared_line, export_row
from apps.calculations.models import EmissionFactor, FactorEdition
from apps.calculations.selectors.factors import factor_get
from apps.calculations.selectors.library import (
    EditionKey,
    editions_compared,
    factor_gases,
    factor_history,
    library_search,
)
from greenlang.edges.csv_files import csv_response
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_size
from greenlang.errors import InvalidInput, NotFound

TAGS = ["catalogue"]
_CSV = {(200, "text/csv"): OpenApiTypes.STR}


class FactorsFileView(TenantAPIView):
    """What the library finds, as a file."""

    long = True

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="Words, each of which occurs somewhere."),
            *(OpenApiParameter(name, str, description="Exactly this.") for name in FACETS),
        ],
        responses=_CSV,
        operation_id="factors_file",
        tags=TAGS,
        summary="Download published factors as CSV",
    )
    def get(self, request: Request) -> HttpResponse:
        """By category, activity and edition. A value whose licence is not established is left out, and that is said."""
        asked = request.query_params
        text = " ".join(asked.get("q", "").split())[:200]
        search = library_search(text, {each: asked.get(each, "") for each in FACETS})
        rows = search.found.select_related("edition").order_by("category", "activity", "edition__slug", "id")
        passed_on = set(EmissionFactor.objects.exportable().values_list("edition_id", flat=True).order_by().distinct())
        lines = (export_row(factor, passed_on=factor.edition_id in passed_on) for factor in rows.iterator(2000))
        return csv_response("factors.csv", EXPORT_COLUMNS, lines)


class RelatedFactorsDocument(serializers.Serializer[Any]):
    """The other gases of the same published factor, and the same thing in other editions, the newest first."""

    gases = FactorDocument(many=True)
    editions = FactorDocument(many=True)


class RelatedFactorsView(TenantAPIView):
    """What belongs to a figure."""

    @extend_schema(
        responses={200: RelatedFactorsDocument},
        operation_id="factors_related",
        tags=TAGS,
        summary="Read the other gases and editions of a factor",
    )
    def get(self, request: Request, ef_cid: str) -> Response:
        """Those whose figures may be passed on."""
        try:
            factor = factor_get(ef_cid)
        except FactorNotFound:
            raise NotFound("There is no such factor.", where="ef_cid") from None
        told = {"gases": _exportable(factor_gases(factor)), "editions": _exportable(factor_history(factor))}
        return Response(RelatedFactorsDocument(told).data)


def _exportable(factors: Sequence[EmissionFactor]) -> list[EmissionFactor]:
    ids = [factor.pk for factor in factors]
    allowed = set(EmissionFactor.objects.exportable().filter(pk__in=ids).values_list("pk", flat=True))
    return [factor for factor in factors if factor.pk in allowed]


class ComparedDocument(serializers.Serializer[Any]):
    """A figure in both editions; values are decimal strings, `NA`, or say that they are not passed on."""

    change = serializers.ChoiceField([change.value for change in Change])
    category = serializers.CharField()
    activity = serializers.CharField()
    activity_name = serializers.CharField()
    region = serializers.CharField()
    region_name = serializers.CharField()
    gas = serializers.CharField(allow_blank=True)
    unit = serializers.CharField()
    basis = serializers.CharField(allow_blank=True)
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)
    change_percent = serializers.CharField(allow_blank=True)
    ef_cid_before = serializers.CharField(allow_blank=True)
    ef_cid_after = serializers.CharField(allow_blank=True)


class ComparedPage(serializers.Serializer[Any]):
    """Figures, the largest changes first; ``counts`` by what became of them, of all there are in both editions."""

    results = ComparedDocument(many=True)
    next = serializers.CharField(allow_null=True)
    counts = serializers.DictField(child=serializers.IntegerField())


_ASKED = [
    OpenApiParameter("from", str, required=True, description="Slug of the earlier edition."),
    OpenApiParameter("to", str, required=True, description="Slug of the later edition."),
    OpenApiParameter("change", str, enum=[change.value for change in Change]),
    OpenApiParameter("category", str),
    OpenApiParameter("q", str, description="Words, each of which occurs somewhere."),
]


class _Compared(TenantAPIView):
    """Two editions side by side."""

    problems: ClassVar = {"GET": (404,)}

    def asked(self, request: Request) -> tuple[Sequence[Pair], list[Pair], tuple[bool, bool]]:
        """Every figure, those that are asked for, and whether values of either edition may be passed on."""
        given = request.query_params
        before, after = (_edition(given.get(name, ""), f"/{name}") for name in ("from", "to"))
        change = given.get("change", "")
        if change and change not in set(Change):
            raise InvalidInput("There is no such change.", where="/change", mend=f"Say {', '.join(Change)}.")
        pairs = editions_compared(EditionKey.of(before), EditionKey.of(after))
        text = " ".join(given.get("q", "").split())[:200]
        found = pairs_narrowed(pairs, change=change, category=given.get("category", ""), text=text)
        passed_on = set(FactorEdition.objects.exportable().values_list("slug", flat=True))
        return pairs, found, (before.slug in passed_on, after.slug in passed_on)


def _edition(slug: str, where: str) -> FactorEdition:
    found = FactorEdition.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound("There is no such edition.", where=where, mend="GET /api/v1/editions lists them.")
    return found  # type: ignore[no-any-return]


class EditionsComparedView(_Compared):
    """Two editions side by side, a page at a time."""

    long = True

    @extend_schema(
        parameters=[*_ASKED, *PAGE_PARAMETERS],
        responses={200: ComparedPage},
        operation_id="editions_compare",
        tags=TAGS,
        summary="Compare two editions",
    )
    def get(self, request: Request) -> Response:
        """The largest changes first."""
        pairs, found, allowed = self.asked(request)
        first, size = _position(request.query_params.get("cursor", "")), page_size(request)
        lines = (compared_line(pair, allowed=allowed) for pair in found[first : first + size])
        rows = [dict(zip(COMPARED_COLUMNS, line, strict=True)) for line in lines]
        following = str(first + size) if len(found) > first + size else None
        became = Counter(pair.change for pair in pairs)
        counts = {change.value: became[change] for change in Change}
        return Response({"results": rows, "next": following, "counts": counts})


class EditionsComparedFileView(_Compared):
    """Two editions side by side, as a file."""

    long = True

    @extend_schema(
        parameters=_ASKED,
        responses=_CSV,
        operation_id="editions_compare_file",
        tags=TAGS,
        summary="Download the comparison of two editions as CSV",
    )
    def get(self, request: Request) -> HttpResponse:
        """All that is asked for."""
        _, found, allowed = self.asked(request)
        lines = (compared_line(pair, allowed=allowed) for pair in found)
        return csv_response("editions.csv", COMPARED_COLUMNS, lines)


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9):
        raise InvalidInput("This is no cursor.", where="/cursor", mend="Use “next” of the page before.")
    return int(cursor)
