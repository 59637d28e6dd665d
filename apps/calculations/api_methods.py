"""The library of methods, open to everybody: formulas with their mathematics, words, units, sources and hashes."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.method_library import (
    library_state,
    method_document,
    method_get,
    method_summary,
    not_served,
    refusal_document,
    search_methods,
)
from greenlang.edges.pages import PAGE_PARAMETERS, page_among
from greenlang.edges.published import PublishedView


class MethodSummary(serializers.Serializer[Any]):
    """A method in a list: ``units`` of its inputs, ``fallback`` the steps a lookup may be allowed, in their order."""

    id = serializers.CharField()
    version = serializers.CharField()
    title = serializers.CharField()
    scope = serializers.CharField()
    scope3_category = serializers.CharField(allow_blank=True)
    expression = serializers.CharField()
    units = serializers.ListField(child=serializers.CharField())
    fallback = serializers.ListField(child=serializers.CharField())
    source = serializers.CharField()  # type: ignore[assignment]
    formula_hash = serializers.CharField()


class MethodRefusal(serializers.Serializer[Any]):
    """A case of a category of scope 3 that is not calculated, and what would make it calculable."""

    scope3_category = serializers.CharField()
    case = serializers.CharField()
    missing = serializers.CharField()
    needed = serializers.CharField()


class MethodList(serializers.Serializer[Any]):
    """The methods found, and what the library does not serve."""

    results = MethodSummary(many=True)
    next = serializers.CharField(allow_null=True)
    not_served = MethodRefusal(many=True)


class MethodInput(serializers.Serializer[Any]):
    """An input; bounds are decimal strings in its unit, null where it has none."""

    name = serializers.CharField()
    unit = serializers.CharField()
    meaning = serializers.CharField()
    minimum = serializers.CharField(allow_null=True)
    maximum = serializers.CharField(allow_null=True)


class MethodFactor(serializers.Serializer[Any]):
    """A factor: a value for each gas, or one value (a heat content, a loss)."""

    name = serializers.CharField()
    unit = serializers.CharField()
    meaning = serializers.CharField(allow_blank=True)
    per_gas = serializers.BooleanField()


class MethodOutput(serializers.Serializer[Any]):
    """What comes out."""

    name = serializers.CharField()
    unit = serializers.CharField()


class MethodDocument(MethodSummary):
    """All of a method; ``mathematics`` is presentation MathML, ``explained`` the same in words, a line each."""

    explained = serializers.CharField()
    mathematics = serializers.CharField()
    inputs = MethodInput(many=True)
    factors = MethodFactor(many=True)
    output = MethodOutput()
    origin = serializers.CharField()
    assumptions = serializers.ListField(child=serializers.CharField())
    not_served = MethodRefusal(many=True)


class LibraryView(PublishedView):
    """The same for all; it changes with the program only."""

    def published_state(self) -> str:
        """Of the whole library."""
        return library_state()


class MethodsView(LibraryView):
    """The methods there are."""

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="Words, each of which occurs somewhere."),
            OpenApiParameter("scope", str, description="1, 2 or 3."),
            OpenApiParameter("scope3_category", str, description="1 to 15."),
            *PAGE_PARAMETERS,
        ],
        responses={200: MethodList},
        operation_id="methods_list",
        tags=["methods"],
        auth=[],
    )
    def get(self, request: Request) -> Response:
        """Those that fit, in the library's order; ``not_served`` with the first page."""
        asked = request.query_params
        category = asked.get("scope3_category", "")
        found = search_methods(asked.get("q", "")[:200], scope=asked.get("scope", ""), scope3_category=category)
        refused = [each for each in not_served(every=True) if category in ("", each.category)]
        page = page_among(request, [method_summary(each) for each in found], "id").as_document()
        told = [] if asked.get("cursor") else [refusal_document(each) for each in refused]
        return Response({**page, "not_served": told})


class MethodView(LibraryView):
    """One method."""

    @extend_schema(
        parameters=[OpenApiParameter("version", str, description="By default 1.")],
        responses={200: MethodDocument},
        operation_id="methods_get",
        tags=["methods"],
        auth=[],
    )
    def get(self, request: Request, method_id: str) -> Response:
        """By its id, ``stationary-combustion/energy``; spend in other money as ``…/spend-based/EUR-2024``."""
        return Response(method_document(method_get(method_id, request.query_params.get("version", ""))))
