"""Pro-rating: a metered quantity by days, to the periods it touches. Pure: nothing is kept."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.accounting.proration import Interval, Portion, split, uncovered
from apps.calculations.accounting.rationals import rational_text
from apps.calculations.bodies import Day, ExactNumber, StrictBody
from apps.tenants.models.roles import Action
from greenlang.edges.endpoints import TenantAPIView
from greenlang.engine import Quantity, canonical_number
from greenlang.errors import GreenLangError

MOST_PERIODS = 1000


class IntervalBody(StrictBody):
    """From one day to another, both included."""

    start = Day()
    end = Day()


class ProrationRequest(IntervalBody):
    """A quantity, the days it was metered over, and the periods that want their part."""

    quantity = ExactNumber()
    unit = serializers.CharField(max_length=100)
    periods = IntervalBody(many=True, allow_empty=False, max_length=MOST_PERIODS)  # type: ignore[call-arg]


class DayCount(serializers.Serializer[Any]):
    """A quantity as the ledger has it."""

    value = serializers.CharField()
    unit = serializers.CharField()


class IntervalDocument(serializers.Serializer[Any]):
    """Both days included."""

    start = serializers.CharField()
    end = serializers.CharField()


class PortionDocument(serializers.Serializer[Any]):
    """Inputs of a method that pro-rates: the quantity as metered times ``days`` by ``metered_days``.

    ``amount`` is that product where it is a finite decimal, else null: nothing is rounded in its place.
    """

    quantity = DayCount()
    days = DayCount()
    metered_days = DayCount()
    metered = IntervalDocument()
    period = IntervalDocument()
    share = serializers.CharField()
    amount = serializers.CharField(allow_null=True)


class ProrationAnswer(serializers.Serializer[Any]):
    """Portions in the order of time; days that no period is for are not given to any."""

    portions = PortionDocument(many=True)
    untouched = IntervalDocument(many=True)
    uncovered_days = serializers.CharField()


class ProrationView(TenantAPIView):
    """Nothing is written."""

    actions = {"POST": Action.VIEW}

    @extend_schema(
        request=ProrationRequest, responses={200: ProrationAnswer}, operation_id="proration", tags=["calculations"]
    )
    def post(self, request: Request) -> Response:
        """A metered quantity by days: the exact counts for each period it touches."""
        asked = ProrationRequest.read(request.data)
        quantity = Quantity.from_document({"value": asked["quantity"], "unit": asked["unit"]})
        metered = interval_of(asked, "")
        periods = [interval_of(each, f"/periods/{at}") for at, each in enumerate(asked["periods"])]
        portions = split(quantity, metered, periods)
        untouched = [period.as_document() for period in periods if metered.within(period) is None]
        return Response(
            {
                "portions": [_portion_document(each) for each in portions],
                "untouched": untouched,
                "uncovered_days": str(uncovered(metered, portions)),
            }
        )


def interval_of(given: Mapping[str, Any], where: str) -> Interval:
    """The interval of a body at a place. Raises `InvalidPeriod` where it ends before it starts."""
    try:
        return Interval(given["start"], given["end"])
    except GreenLangError as error:
        error.where = f"{where}/end"
        raise


def _portion_document(portion: Portion) -> dict[str, object]:
    amount = portion.decimal()
    return portion.as_document() | {
        "share": rational_text(portion.share),
        "amount": None if amount is None else canonical_number(amount),
    }
