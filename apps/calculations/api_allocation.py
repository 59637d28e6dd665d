"""Scope 2: electricity shared out to its contracts and its grid. Pure: nothing is kept.

Which factor serves an allocation is the catalogue's to say.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.accounting.scope2 import (
    Allocation,
    Available,
    Consumption,
    Electricity,
    FactorHint,
    GridFactors,
    Instrument,
    QualityCriteria,
    Step,
    Unavailable,
    VintageRule,
    allocated,
)
from apps.calculations.accounting.scope2.instruments import INSTRUMENT_STEPS
from apps.calculations.api_proration import IntervalBody, interval_of
from apps.calculations.bodies import ExactNumber, StrictBody
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.engine import canonical_number
from greenlang.errors import InvalidInput

MOST_CONSUMPTIONS, MOST_INSTRUMENTS = 500, 200
LONGEST_WIDENING = 3660


class FactorHintBody(StrictBody):
    """What to ask the catalogue for."""

    category = serializers.CharField(max_length=120)
    activity = serializers.CharField(max_length=120)
    region = serializers.CharField(max_length=40)
    source = serializers.CharField(max_length=120, required=False, default="")  # type: ignore[assignment]
    edition = serializers.CharField(max_length=120, required=False, default="")


class PublishedBody(StrictBody):
    """A figure of the grid, or that it is published as not available, and why: one of the two."""

    factor = FactorHintBody(required=False)
    note = serializers.CharField(max_length=400, required=False, default="", allow_blank=True)
    not_available = serializers.CharField(max_length=400, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two."""
        if ("factor" in attrs) == ("not_available" in attrs):
            raise serializers.ValidationError("Give either factor or not_available.")
        return attrs


class GridBody(StrictBody):
    """What is published for a grid; left out where nothing is."""

    residual_mix = PublishedBody(required=False, allow_null=True)
    regional = PublishedBody(required=False, allow_null=True)
    national = PublishedBody(required=False, allow_null=True)
    past_not_available = serializers.BooleanField(required=False, default=False)


class ConsumptionBody(IntervalBody):
    """Electricity used in one place."""

    id = serializers.CharField(max_length=120)
    market = serializers.CharField(max_length=40)
    kwh = ExactNumber(minimum="0")
    grid = GridBody()


class CriteriaBody(StrictBody):
    """The Scope 2 Quality Criteria a person or a registry attests; met where nothing is said."""

    conveys_emission_rate = serializers.BooleanField(required=False, default=True)
    sole_claim = serializers.BooleanField(required=False, default=True)
    retired = serializers.BooleanField(required=False, default=True)
    rate_of_delivered_energy = serializers.BooleanField(required=False, default=True)
    claims_transferred = serializers.BooleanField(required=False, default=True)


class InstrumentBody(StrictBody):
    """A certificate, a contract or a supplier's rate; only a rate may come without kWh."""

    id = serializers.CharField(max_length=120)
    step = serializers.ChoiceField(choices=[step.value for step in INSTRUMENT_STEPS])
    market = serializers.CharField(max_length=40)
    vintage = IntervalBody()
    kwh = ExactNumber(required=False, allow_null=True)
    factor = FactorHintBody()
    criteria = CriteriaBody(required=False)
    certificates_sold_separately = serializers.BooleanField(required=False, default=False)


class VintageBody(StrictBody):
    """How many days before and after the consumption electricity may have been generated."""

    days_before = serializers.IntegerField(required=False, default=0, min_value=0, max_value=LONGEST_WIDENING)
    days_after = serializers.IntegerField(required=False, default=0, min_value=0, max_value=LONGEST_WIDENING)


class AllocationRequest(StrictBody):
    """Earlier consumptions draw on the instruments first."""

    consumptions = ConsumptionBody(many=True, allow_empty=False, max_length=MOST_CONSUMPTIONS)  # type: ignore[call-arg]
    instruments = InstrumentBody(many=True, required=False, max_length=MOST_INSTRUMENTS)  # type: ignore[call-arg]
    vintage = VintageBody(required=False)


class PassedOverDocument(serializers.Serializer[Any]):
    """What did not answer before, and why."""

    step = serializers.CharField()
    why = serializers.CharField()
    reason = serializers.CharField()
    instrument_id = serializers.CharField()


class AllocationDocument(serializers.Serializer[Any]):
    """kWh that one step answers; a null factor is published as not available, and is not zero."""

    kwh = serializers.CharField()
    step = serializers.CharField()
    factor = FactorHintBody(allow_null=True)
    instrument_id = serializers.CharField()
    note = serializers.CharField()
    passed_over = PassedOverDocument(many=True)


class ElectricityDocument(serializers.Serializer[Any]):
    """One consumption by both methods."""

    consumption_id = serializers.CharField()
    kwh = serializers.CharField()
    location_based = AllocationDocument()
    market_based = AllocationDocument(many=True)
    without_factor_kwh = serializers.CharField()
    disclosures = serializers.ListField(child=serializers.CharField())


class AllocationAnswer(serializers.Serializer[Any]):
    """In the order of the consumptions."""

    results = ElectricityDocument(many=True)


class Scope2AllocationView(TenantAPIView):
    """Nothing is written."""

    actions = {"POST": Action.VIEW}

    @extend_schema(
        request=AllocationRequest,
        responses={200: AllocationAnswer},
        operation_id="scope2_allocation",
        tags=["calculations"],
    )
    def post(self, request: Request) -> Response:
        """Electricity by both methods side by side, kWh by kWh, every step with its reason."""
        asked = AllocationRequest.read(request.data)
        consumptions = [_consumption(each, f"/consumptions/{at}") for at, each in enumerate(asked["consumptions"])]
        instruments = [_instrument(each, f"/instruments/{at}") for at, each in enumerate(asked.get("instruments", []))]
        found = allocated(consumptions, instruments, vintage=VintageRule(**asked.get("vintage", {})))
        return Response({"results": [_electricity_document(each) for each in found]})


def _published(given: Mapping[str, Any] | None) -> Available | Unavailable | None:
    if given is None:
        return None
    if "factor" in given:
        return Available(FactorHint(**given["factor"]), given["note"])
    return Unavailable(given["not_available"])


def _consumption(given: Mapping[str, Any], where: str) -> Consumption:
    grid = given["grid"]
    published = {name: _published(grid.get(name)) for name in ("residual_mix", "regional", "national")}
    factors = GridFactors(**published, past_not_available=grid["past_not_available"])
    return Consumption(given["id"], given["market"], interval_of(given, where), given["kwh"], factors)


def _instrument(given: Mapping[str, Any], where: str) -> Instrument:
    kwh: Decimal | None = given.get("kwh")
    try:
        return Instrument(
            id=given["id"],
            step=Step(given["step"]),
            market=given["market"],
            vintage=interval_of(given["vintage"], f"{where}/vintage"),
            kwh=kwh,
            factor=FactorHint(**given["factor"]),
            criteria=QualityCriteria(**given.get("criteria", {})),
            certificates_sold_separately=given["certificates_sold_separately"],
        )
    except InvalidInput as error:
        error.where = error.where if error.where.startswith("/") else f"{where}/kwh"
        raise


def _electricity_document(found: Electricity) -> dict[str, object]:
    return {
        "consumption_id": found.consumption_id,
        "kwh": canonical_number(found.kwh),
        "location_based": _allocation_document(found.location),
        "market_based": [_allocation_document(part) for part in found.market],
        "without_factor_kwh": canonical_number(found.without_factor),
        "disclosures": list(found.disclosures),
    }


def _allocation_document(part: Allocation) -> dict[str, object]:
    hint = part.factor
    names = ("category", "activity", "region", "source", "edition")
    return {
        "kwh": canonical_number(part.kwh),
        "step": part.step.value,
        "factor": None if hint is None else {name: getattr(hint, name) for name in names},
        "instrument_id": part.instrument_id,
        "note": part.note,
        "passed_over": [
            {"step": each.step.value, "why": each.why.value, "reason": each.reason, "instrument_id": each.instrument_id}
            for each in part.passed_over
        ],
    }
