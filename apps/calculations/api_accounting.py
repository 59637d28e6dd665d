"""A period's totals, their uncertainty, and the quality of the data behind them. Nothing is written."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.bodies import ExactNumber, StrictBody
from apps.calculations.selectors.accounting import MOST_DRAWS, Uncertainties, period_totals, period_uncertainty
from apps.calculations.selectors.data_quality import period_quality
from apps.calculations.selectors.ledger import CALCULATION_ID
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.errors import InvalidInput

DRAWS = 100_000
WIDEST = "10000"
"""Percent: a factor of a hundred; what is less certain is not known."""


class PeriodQuery(StrictBody):
    """Which period."""

    period_id = serializers.UUIDField()


class QualityQuery(PeriodQuery):
    """Which period, and the preparer's own scores of its activity data."""

    completeness = serializers.IntegerField(required=False, min_value=1, max_value=5)
    reliability = serializers.IntegerField(required=False, min_value=1, max_value=5)
    market_based = serializers.BooleanField(required=False, default=False)


class LinesDocument(serializers.Serializer[Any]):
    """How many lines, and their kg CO2e."""

    lines = serializers.CharField()
    co2e = serializers.CharField()


class MemoDocument(serializers.Serializer[Any]):
    """A gas outside the scopes: kg of it, and kg CO2e where the set has a figure."""

    mass = serializers.CharField()
    co2e = serializers.CharField(required=False)


class ScopeTotalDocument(serializers.Serializer[Any]):
    """One scope, kg CO2e; biogenic CO2 (kg) and memo gases are not in it. ``embedded`` by the GWP set embedded."""

    co2e = serializers.CharField()
    gases = serializers.DictField(child=serializers.CharField())
    co2_biogenic = serializers.CharField()
    memo = serializers.DictField(child=MemoDocument())
    embedded = serializers.DictField(child=LinesDocument())


class LedgerTotals(serializers.Serializer[Any]):
    """kg CO2e by scope (``1``, ``2-location``, ``2-market``, ``3``); the total has one method of scope 2."""

    gwp_set = serializers.CharField()
    lines = serializers.CharField()
    co2e = serializers.CharField()
    co2e_market_based = serializers.CharField(required=False)
    scopes = serializers.DictField(child=ScopeTotalDocument())
    not_separable = LinesDocument()
    disclosures = serializers.ListField(child=serializers.CharField())


class UncertaintyRequest(StrictBody):
    """Half of each 95 % range in percent. What is given nowhere, or as null, is not known: disclosed, never zero."""

    period_id = serializers.UUIDField()
    activity_percent = ExactNumber(required=False, allow_null=True, minimum="0", maximum=WIDEST)
    factor_percent = ExactNumber(required=False, allow_null=True, minimum="0", maximum=WIDEST)
    by_activity = serializers.DictField(child=ExactNumber(allow_null=True, minimum="0", maximum=WIDEST), required=False)
    by_factor = serializers.DictField(child=ExactNumber(allow_null=True, minimum="0", maximum=WIDEST), required=False)
    market_based = serializers.BooleanField(required=False, default=False)
    simulate = serializers.BooleanField(required=False, default=False)
    draws = serializers.IntegerField(required=False, default=DRAWS, min_value=1000, max_value=MOST_DRAWS)
    seed = serializers.IntegerField(required=False, default=1, min_value=0, max_value=2**63 - 1)


class FactorUncertainty(serializers.Serializer[Any]):
    """One factor as it went in."""

    factor_id = serializers.CharField()
    emissions = serializers.CharField()
    percent = serializers.CharField()


class UncertaintyOfTotal(serializers.Serializer[Any]):
    """The 95 % range of the quantified lines, kg CO2e; contributions in percent of the variance."""

    method = serializers.CharField()
    total = serializers.CharField()
    mean = serializers.CharField()
    low = serializers.CharField()
    high = serializers.CharField()
    half_range_percent = serializers.CharField(allow_null=True)
    lines = serializers.CharField()
    sources = serializers.CharField()
    factors = FactorUncertainty(many=True)
    unquantified = LinesDocument()
    contributions = serializers.DictField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())


class SimulatedUncertainty(UncertaintyOfTotal):
    """And what is needed to draw the same figures again."""

    distribution = serializers.CharField()
    seed = serializers.CharField()
    draws = serializers.CharField()
    generator = serializers.CharField()
    library = serializers.CharField()


class UncertaintyDocument(serializers.Serializer[Any]):
    """Both approaches over the same lines."""

    gwp_set = serializers.CharField()
    scope2 = serializers.CharField()
    approach_1 = UncertaintyOfTotal()
    monte_carlo = SimulatedUncertainty(allow_null=True)
    notes = serializers.ListField(child=serializers.CharField())


class ProposalOfScore(serializers.Serializer[Any]):
    """The pedigree's score (1 best, 5 worst), PACT's rating (1 to 3), and why."""

    indicator = serializers.CharField()
    score = serializers.CharField()
    pact = serializers.CharField()
    reason = serializers.CharField()


class QualityOfLines(serializers.Serializer[Any]):
    """Lines that fit their factor the same way; ``steps`` say how it was found."""

    scope = serializers.CharField()
    factor_id = serializers.CharField()
    category = serializers.CharField()
    activity = serializers.CharField()
    region = serializers.CharField()
    wanted_region = serializers.CharField()
    data_year = serializers.CharField()
    activity_year = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    lines = serializers.CharField()
    co2e = serializers.CharField()
    proposals = ProposalOfScore(many=True)


class PactDocument(serializers.Serializer[Any]):
    """PACT's ratings, 1 to 3, to two places."""

    technologicalDQR = serializers.CharField()  # noqa: N815 - PACT's own names
    geographicalDQR = serializers.CharField()  # noqa: N815
    temporalDQR = serializers.CharField()  # noqa: N815


class QualityAggregate(serializers.Serializer[Any]):
    """Weighted by emissions; the pedigree where completeness and reliability were given."""

    pact = PactDocument()
    pedigree = serializers.DictField(allow_null=True)


class QualityDocument(serializers.Serializer[Any]):
    """Classes of lines, the largest first, and the whole (null where nothing emits)."""

    scope2 = serializers.CharField()
    classes = QualityOfLines(many=True)
    classes_left_out = serializers.IntegerField()
    aggregate = QualityAggregate(allow_null=True)
    notes = serializers.ListField(child=serializers.CharField())


class LedgerTotalsView(TenantAPIView):
    """What a period comes to."""

    long = True

    @extend_schema(
        parameters=[PeriodQuery], responses={200: LedgerTotals}, operation_id="ledger_totals", tags=["calculations"]
    )
    def get(self, request: Request) -> Response:
        """The calculations that count, by scope and gas; biogenic CO2, HCFCs and CFCs apart."""
        asked = PeriodQuery.read(request.query_params)
        return Response(period_totals(asked["period_id"]))


class LedgerUncertaintyView(TenantAPIView):
    """How certain a period's total is."""

    long = True
    actions = {"POST": Action.VIEW}

    @extend_schema(
        request=UncertaintyRequest,
        responses={200: UncertaintyDocument},
        operation_id="ledger_uncertainty",
        tags=["calculations"],
    )
    def post(self, request: Request) -> Response:
        """IPCC Approach 1, and a seeded Monte Carlo beside it where it is asked for."""
        asked = UncertaintyRequest.read(request.data)
        known = Uncertainties(
            activity=asked.get("activity_percent"),
            factor=asked.get("factor_percent"),
            by_activity=_by_calculation(asked.get("by_activity", {})),
            by_factor=asked.get("by_factor", {}),
            market_based=asked["market_based"],
            draws=asked["draws"] if asked["simulate"] else None,
            seed=asked["seed"],
        )
        return Response(period_uncertainty(asked["period_id"], known))


class LedgerQualityView(TenantAPIView):
    """How good the data behind a period are."""

    long = True

    @extend_schema(
        parameters=[QualityQuery],
        responses={200: QualityDocument},
        operation_id="ledger_quality",
        tags=["calculations"],
    )
    def get(self, request: Request) -> Response:
        """Proposed pedigree scores and PACT ratings with their reasons, and their mean weighted by emissions."""
        asked = QualityQuery.read(request.query_params)
        return Response(period_quality(asked.pop("period_id"), **asked))


def _by_calculation(given: dict[str, Any]) -> dict[str, Any]:
    """By bare hex, as rows have it."""
    found: dict[str, Any] = {}
    for name, percent in given.items():
        match = CALCULATION_ID.match(name.replace("-", ""))
        where = f"/by_activity/{name[:80]}"
        if match is None:
            raise InvalidInput(f"{name[:80]!r} is no calculation's id.", where=where, mend="Write calc_ and 32 digits.")
        if match[1] in found:
            raise InvalidInput("The calculation is named twice.", where=where, mend="Give one percentage for each.")
        found[match[1]] = percent
    return found
