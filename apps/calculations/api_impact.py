"""What another edition or GWP set would do to a period."""

import heapq
from collections.abc import Mapping
from itertools import islice
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.accounting.impact import LineImpact
from apps.calculations.selectors.impact import Change, period_impact
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import ClosedBody
from greenlang.edges.endpoints import TenantAPIView

MOST_LINES = 1000
"""Lines of an answer, and reasons of each kind."""


class ImpactRequest(ClosedBody):
    """What is exchanged: editions by the slug that was used, or the GWP set, or both."""

    period_id = serializers.UUIDField()
    editions = serializers.DictField(child=serializers.CharField(), required=False)
    gwp_set = serializers.CharField(required=False)


class ImpactEffects(serializers.Serializer[Any]):
    """kg CO2e by effect; they add up to the difference exactly.

    Another edition is a factor effect, another set a GWP effect: quantities and methods stay, so ``activity``,
    ``method`` and ``structure`` are 0 here.
    """

    activity = serializers.CharField()
    factor = serializers.CharField()
    gwp = serializers.CharField()
    method = serializers.CharField()
    structure = serializers.CharField()
    difference = serializers.CharField()


class ImpactSum(serializers.Serializer[Any]):
    """Lines added up, kg CO2e. Lines that cannot be calculated under the change are in none of the first four."""

    lines = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    effects = ImpactEffects()
    refused_lines = serializers.CharField()
    refused_before = serializers.CharField()


class ImpactOfLine(serializers.Serializer[Any]):
    """One line, kg CO2e; ``not_rebased`` and ``refused`` say why where they stand. A refused line has no ``after``."""

    id = serializers.CharField()
    scope = serializers.CharField()
    factor_id = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField(allow_null=True)
    effects = ImpactEffects()
    not_rebased = serializers.CharField(required=False)
    refused = serializers.CharField(required=False)


class ImpactDocument(serializers.Serializer[Any]):
    """The impact on the whole, the lines that move most, and reasons by line; what is left out is counted."""

    total = ImpactSum()
    by_scope = serializers.DictField(child=ImpactSum())
    by_factor = serializers.DictField(child=ImpactSum())
    not_rebased = serializers.DictField(child=serializers.CharField())
    not_rebased_left_out = serializers.IntegerField()
    refused = serializers.DictField(child=serializers.CharField())
    refused_left_out = serializers.IntegerField()
    lines = ImpactOfLine(many=True)
    lines_left_out = serializers.IntegerField()


class ImpactView(TenantAPIView):
    """Nothing is written; the past stays as it is."""

    long = True
    actions = {"POST": Action.VIEW}

    @extend_schema(
        request=ImpactRequest, responses={200: ImpactDocument}, operation_id="ledger_impact", tags=["calculations"]
    )
    def post(self, request: Request) -> Response:
        """The calculations that count in a period, made again; the largest differences first.

        Editions and the GWP set are exchanged, quantities and methods stay: activity and method effects are 0.
        """
        body = ImpactRequest(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        change = Change(asked.get("editions", {}), asked.get("gwp_set", ""))
        report, lines = period_impact(asked["period_id"], change)
        largest = heapq.nlargest(MOST_LINES, lines, key=_size)
        document = report.as_document() | {
            "lines": [line.as_document() for line in largest],
            "lines_left_out": report.total.lines + report.total.refused_lines - len(largest),
            **_reasons("not_rebased", report.not_rebased),
            **_reasons("refused", report.refused),
        }
        return Response(document)


def _reasons(name: str, reasons: Mapping[str, str]) -> dict[str, Any]:
    """The first reasons by line, and how many more there are."""
    shown = dict(islice(sorted(reasons.items()), MOST_LINES))
    return {name: shown, f"{name}_left_out": len(reasons) - len(shown)}


def _size(line: LineImpact) -> Any:
    return abs(line.effects.difference), line.id
