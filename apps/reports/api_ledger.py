"""The ledger as a list: found by what its lines are about, added up, and as a file."""

import uuid
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.models import Calculation
from apps.calculations.readable import document, members
from apps.inventory.figures.reading import OTHER_METHOD, figures_current, month_text
from apps.inventory.models import LedgerLine, LineState
from apps.reports.formats.registry import format_of
from apps.reports.formats.scopes import all_scopes
from apps.reports.ledger_files import ledger_file
from apps.reports.ledger_reading import NO_COUNTRY, Asked, entries_of, ledger_sum, scope_key
from greenlang.edges.endpoints import TenantAPIView
from greenlang.edges.pages import PAGE_PARAMETERS, page_document, page_of
from greenlang.engine.numbers import canonical_number
from greenlang.errors import InvalidInput

LONGEST = 200
SCOPES = tuple(look.key for look in all_scopes())
SORTS = {
    "-sequence": ("-sequence",),
    "sequence": ("sequence",),
    "-co2e": ("-co2e", "-sequence"),
    "co2e": ("co2e", "sequence"),
}
_IDS = ("period_id", "site_id", "entity_id")
_CHOICES = {"scope": SCOPES, "method": tuple(OTHER_METHOD), "state": tuple(LineState.values)}
_TEXTS = ("activity", "agent", "source", "category", "gas", "country", "search")
FILTERS = [
    OpenApiParameter("period_id", uuid.UUID, description="Of this reporting period."),
    OpenApiParameter("scope", str, enum=SCOPES),
    OpenApiParameter("method", str, enum=list(OTHER_METHOD), description="Without the other method of scope 2."),
    OpenApiParameter("site_id", uuid.UUID, description="Of this site."),
    OpenApiParameter("entity_id", uuid.UUID, description="Of the sites of this entity."),
    OpenApiParameter("country", str, description=f"Of the site, else of its entity; “{NO_COUNTRY}”: none is given."),
    OpenApiParameter("month", str, description="In which the activity begins: 2025-01."),
    OpenApiParameter("state", str, enum=LineState.values, description="What the line stands for."),
    OpenApiParameter("activity", str, description="Of the leading factor, as the catalogue calls it."),
    OpenApiParameter("agent", str, description="That calculated it."),
    OpenApiParameter("source", str, description="An activity, or of lines without one their agent."),
    OpenApiParameter("category", str, description="As a period’s figures name it."),
    OpenApiParameter("gas", str, description="Of the recipe’s gases: CO2, CH4, …"),
    OpenApiParameter("search", str, description="Words in site, activity, agent or formula; a number, id or hash."),
]


class LineDocument(serializers.Serializer[Any]):
    """A line of the ledger; ``GET /calculations/{id}`` has everything that led to it. Decimal strings, kg CO2e."""

    calculation_id = serializers.CharField()
    sequence = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=LineState.choices)
    period_id = serializers.UUIDField(allow_null=True)
    activity_id = serializers.UUIDField(allow_null=True)
    site_id = serializers.UUIDField(allow_null=True)
    site = serializers.CharField(allow_blank=True)
    month = serializers.CharField(allow_null=True)
    scope = serializers.CharField()
    activity = serializers.CharField(allow_blank=True)
    agent_id = serializers.CharField()
    agent_version = serializers.CharField()
    formula_id = serializers.CharField()
    co2e = serializers.CharField()
    co2_biogenic = serializers.CharField()


class LinesTotalDocument(serializers.Serializer[Any]):
    """The lines that were asked for, added up.

    ``is_all`` false: there are more than ``lines`` and no sum, narrow the search. ``both_methods``: electricity by
    both methods of scope 2 is in it twice.
    """

    lines = serializers.IntegerField()
    co2e = serializers.CharField(allow_null=True)
    by_state = serializers.DictField(child=serializers.IntegerField())
    is_all = serializers.BooleanField()
    both_methods = serializers.BooleanField()


class LinesView(TenantAPIView):
    """Lines of the ledger."""

    @extend_schema(
        summary="List lines of the ledger",
        parameters=[
            *FILTERS,
            OpenApiParameter("sort", str, enum=list(SORTS), default="-sequence"),
            *PAGE_PARAMETERS,
        ],
        responses={200: page_document(LineDocument)},
        operation_id="ledger_lines",
        tags=["figures"],
    )
    def get(self, request: Request) -> Response:
        """Narrowed by any of the filters, newest or largest first."""
        asked, sort = _asked(request), request.query_params.get("sort", "-sequence")
        if sort not in SORTS:
            raise InvalidInput("There is no such order.", where="/sort", mend=f"One of {', '.join(SORTS)}.")
        figures_current()
        page = page_of(request, asked.lines(), SORTS[sort])
        rows = {row.id: row for row in entries_of(page.rows)}
        results = [_line(line, rows[line.id]) for line in page.rows if line.id in rows]
        return Response({"results": results, "next": page.next})


class LinesTotalView(TenantAPIView):
    """Lines of the ledger, added up."""

    @extend_schema(
        summary="Add lines of the ledger up",
        parameters=FILTERS,
        responses={200: LinesTotalDocument},
        operation_id="ledger_lines_total",
        tags=["figures"],
    )
    def get(self, request: Request) -> Response:
        """How many the filters leave, what they stand for, and their whole kg CO2e, before any entity's share."""
        asked = _asked(request)
        figures_current()
        found = ledger_sum(asked)
        return Response(
            {
                "lines": found.lines,
                "co2e": None if found.kilograms is None else canonical_number(found.kilograms),
                "by_state": found.by_state,
                "is_all": found.is_all,
                "both_methods": found.both_methods,
            }
        )


class LinesFileView(TenantAPIView):
    """Lines of the ledger as a file."""

    long = True

    @extend_schema(
        summary="Download lines of the ledger",
        parameters=FILTERS,
        responses={(200, "text/csv"): OpenApiTypes.BINARY, (200, format_of("xlsx").media_type): OpenApiTypes.BINARY},
        operation_id="ledger_lines_download",
        tags=["figures"],
    )
    def get(self, request: Request, extension: str) -> HttpResponseBase:
        """What the filters leave, newest first: up to 100,000 as CSV, 20,000 as Excel."""
        asked = _asked(request)
        figures_current()
        return ledger_file(asked, extension=extension, tenant_id=self.principal.tenant_id)


def _asked(request: Request) -> Asked:
    """What the filters mean.

    Raises:
        InvalidInput: one that there is not.
    """
    query = request.query_params
    ids = {name: _uuid(name, text) for name in _IDS if (text := query.get(name, ""))}
    texts = {name: text for name in _TEXTS if (text := query.get(name, "")[:LONGEST].strip())}
    chosen = {name: query.get(name, "") for name in _CHOICES}
    for name, text in chosen.items():
        if text and text not in _CHOICES[name]:
            raise InvalidInput(
                "There is no such choice.", where=f"/{name}", mend=f"One of {', '.join(_CHOICES[name])}."
            )
    return Asked(
        period=ids.get("period_id", ""),
        site=ids.get("site_id", ""),
        entity=ids.get("entity_id", ""),
        month=_month(query.get("month", "")),
        **chosen,
        **texts,
    )


def _uuid(name: str, text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise InvalidInput("This is no id.", where=f"/{name}", mend="Write 32 hexadecimal digits.") from None


def _month(text: str) -> date | None:
    if not text:
        return None
    try:
        if len(text) != len("2025-01") or not text.isascii():
            raise ValueError
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise InvalidInput("This is no month.", where="/month", mend="Write it as 2025-01.") from None


def _line(line: LedgerLine, row: Calculation) -> dict[str, Any]:
    return {
        "calculation_id": str(row),
        "sequence": line.sequence,
        "recorded_at": row.recorded_at,
        "state": line.state,
        "period_id": _text(line.period_id),
        "activity_id": _text(line.activity_id),
        "site_id": _text(line.site_id),
        "site": str(members(document(row.source)).get("site", "")),
        "month": month_text(line.month) if line.month else None,
        "scope": scope_key(row.scope),
        "activity": row.recipe.activity,
        "agent_id": row.agent_id,
        "agent_version": row.agent_version,
        "formula_id": row.formula_id,
        "co2e": canonical_number(row.co2e),
        "co2_biogenic": canonical_number(row.co2_biogenic),
    }


def _text(key: uuid.UUID | None) -> str | None:
    return str(key) if key else None
