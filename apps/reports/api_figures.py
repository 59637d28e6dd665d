"""What a period amounts to from every side, and what moved it against an earlier one."""

import uuid
from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from apps.calculations.accounting.impact import Effects
from apps.calculations.api_impact import ImpactEffects
from apps.calculations.models import Recipe
from apps.inventory.figures.bridge import Bridge, against_choices, period_bridge
from apps.inventory.figures.reading import (
    OTHER_METHOD,
    SITES_SHOWN,
    Amount,
    PeriodFigures,
    by_scope,
    figures_current,
    month_text,
    total_of,
)
from apps.inventory.figures.updating import UpTo
from apps.inventory.models import ReportingPeriod
from apps.inventory.selectors import earlier_period, entities_of, period_get
from apps.reports.gathering.categories import categories
from apps.reports.sides import Sides
from greenlang.edges.endpoints import TenantAPIView
from greenlang.engine.gases import CO2_BIOGENIC
from greenlang.engine.numbers import canonical_number
from greenlang.errors import InvalidInput, NotFound

MOST_SITES = 500
AGAINST = ("last", "base")
_EFFECTS = ("activity", "factor", "gwp", "method", "structure", "difference")
BASIS = OpenApiParameter(
    "basis", str, enum=list(OTHER_METHOD), default="location", description="The method by which scope 2 is counted."
)


class AmountDocument(serializers.Serializer[Any]):
    """Lines added up, each entity by the share that counts: kg CO2e, and kg of biogenic CO2 outside of it."""

    lines = serializers.IntegerField()
    co2e = serializers.CharField()
    co2_biogenic = serializers.CharField()


class CategoryAmount(AmountDocument):
    """A category within a scope; ``number`` of scope 3's fifteen, 0 outside them."""

    scope = serializers.CharField()
    category = serializers.CharField()
    title = serializers.CharField()
    number = serializers.IntegerField()


class GasFigure(serializers.Serializer[Any]):
    """A gas: kg of it and kg CO2e; biogenic CO2 is not ``counted``."""

    gas = serializers.CharField()
    mass = serializers.CharField()
    co2e = serializers.CharField()
    counted = serializers.BooleanField()


class MonthAmount(serializers.Serializer[Any]):
    """A month and its scopes; ``month`` null: without one."""

    month = serializers.CharField(allow_null=True)
    scopes = serializers.DictField(child=AmountDocument())


class SiteFigure(AmountDocument):
    """A site; null: lines whose row of activity data is not there."""

    site_id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)


class EntityFigure(AmountDocument):
    """An entity, and the part of its emissions that counts, from 0 to 1; null: without a site."""

    entity_id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    share = serializers.CharField()


class CountryFigure(AmountDocument):
    """A country; null: none is given."""

    country = serializers.CharField(allow_null=True)


class UpToDocument(serializers.Serializer[Any]):
    """Up to which entry of the ledger the figures are true, and how many follow."""

    sequence = serializers.IntegerField()
    behind = serializers.IntegerField()


class FiguresDocument(serializers.Serializer[Any]):
    """A period's figures, consolidated; decimal strings, kg CO2e.

    ``total`` and every side count scope 2 by ``basis``; ``totals`` has both methods, ``scopes`` every scope. A total is
    null where bought energy has figures by the other method only.
    """

    period_id = serializers.UUIDField()
    basis = serializers.ChoiceField(choices=list(OTHER_METHOD))
    gwp_set = serializers.CharField()
    as_of = UpToDocument()
    total = AmountDocument(allow_null=True)
    totals = serializers.DictField(child=AmountDocument(allow_null=True))
    scopes = serializers.DictField(child=AmountDocument())
    categories = CategoryAmount(many=True)
    gases = GasFigure(many=True)
    months = MonthAmount(many=True)
    sites = SiteFigure(many=True)
    sites_left_out = serializers.IntegerField()
    entities = EntityFigure(many=True)
    countries = CountryFigure(many=True)
    lines_outside_boundary = serializers.IntegerField()


class PeriodTotal(serializers.Serializer[Any]):
    """A period and its total."""

    period_id = serializers.UUIDField()
    name = serializers.CharField()
    co2e = serializers.CharField()


class ChangedSource(serializers.Serializer[Any]):
    """An activity (of an agent without one: the agent) of a scope, and what moved it."""

    scope = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    before = serializers.CharField()
    after = serializers.CharField()
    effects = ImpactEffects()


class FigureChangeDocument(serializers.Serializer[Any]):
    """From one total to the other; the effects are the difference exactly.

    ``unexplained``: sources whose earlier lines cannot be calculated again; they are structure as a whole.
    """

    basis = serializers.ChoiceField(choices=list(OTHER_METHOD))
    before = PeriodTotal()
    after = PeriodTotal()
    effects = ImpactEffects()
    sources = ChangedSource(many=True)
    unexplained = serializers.IntegerField()


class FiguresView(TenantAPIView):
    """What a period amounts to."""

    @extend_schema(
        summary="Read a period's figures",
        parameters=[
            BASIS,
            OpenApiParameter(
                "sites",
                {"type": "integer", "minimum": 1, "maximum": MOST_SITES, "default": SITES_SHOWN},
                description="How many of the largest sites.",
            ),
        ],
        responses={200: FiguresDocument},
        operation_id="figures_get",
        tags=["figures"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """By scope, category, gas, month, site, entity and country: what the dashboard shows, with every digit."""
        period, basis, most = period_get(period_id), _basis(request), _most(request)
        upto = figures_current()
        return Response(_figures(period, basis, most, upto))


class ChangeView(TenantAPIView):
    """What moved a period's total."""

    @extend_schema(
        summary="Read what moved a period's total",
        parameters=[
            BASIS,
            OpenApiParameter(
                "against", str, enum=AGAINST, default="last", description="The year before, or the base year."
            ),
        ],
        responses={200: FigureChangeDocument},
        operation_id="figures_change",
        tags=["figures"],
    )
    def get(self, request: Request, period_id: uuid.UUID) -> Response:
        """The bridge from an earlier period, effect by effect and source by source; 404 where there is none."""
        period, basis = period_get(period_id), _basis(request)
        asked = request.query_params.get("against", AGAINST[0])
        if asked not in AGAINST:
            raise InvalidInput("There is no such period.", where="/against", mend=f"One of {', '.join(AGAINST)}.")
        figures_current()
        earlier = next((one for one in against_choices(period, earlier_period(period)) if one.key == asked), None)
        if earlier is None:
            raise NotFound("There is no such period to hold it against.", where="against")
        return Response(_change(period_bridge(earlier.period, period, basis), basis))


def _figures(period: ReportingPeriod, basis: str, most: int, upto: UpTo) -> dict[str, Any]:
    figures = PeriodFigures(period)
    found = figures.breakdown()
    scopes, sides = by_scope(found.by_recipe), Sides(found, basis)
    recipes = {recipe.id: recipe for recipe in Recipe.objects.all()}
    names = {entity.id: entity.name for entity in entities_of(period.entity_id)}
    sites, count = figures.largest_sites(basis, most)
    return {
        "period_id": str(period.id),
        "basis": basis,
        "gwp_set": period.gwp_set,
        "as_of": {"sequence": upto.sequence, "behind": upto.behind},
        "total": _total(scopes, basis),
        "totals": {method: _total(scopes, method) for method in OTHER_METHOD},
        "scopes": {scope: _amount(amount) for scope, amount in sorted(scopes.items())},
        "categories": [
            {"scope": scope, "category": each.key, "title": each.title, "number": each.number, **_amount(amount)}
            for scope, each, amount in sides.by_category(categories(recipes.values()))
        ],
        "gases": [
            {
                "gas": each.gas,
                "mass": canonical_number(each.mass),
                "co2e": canonical_number(each.co2e),
                "counted": each.gas != CO2_BIOGENIC,
            }
            for each in sides.by_gas(figures.gases(), recipes)
        ],
        "months": [
            {
                "month": month_text(month) if month else None,
                "scopes": {scope: _amount(amount) for scope, amount in sorted(amounts.items())},
            }
            for month, amounts in sides.by_month()
        ],
        "sites": [
            {"site_id": str(each.site_id) if each.site_id else None, "name": each.name, **_amount(each.amount)}
            for each in sites
        ],
        "sites_left_out": count - len(sites),
        "entities": [
            {
                "entity_id": str(key) if key else None,
                "name": names.get(key, "") if key else "",
                "share": canonical_number(figures.share_of(key)),
                **_amount(amount),
            }
            for key, amount in sides.by_entity()
        ],
        "countries": [{"country": key, **_amount(amount)} for key, amount in sides.by_country()],
        "lines_outside_boundary": figures.outside_boundary(),
    }


def _change(bridge: Bridge, basis: str) -> dict[str, Any]:
    ends = ((bridge.before, bridge.total_before), (bridge.after, bridge.total_after))
    before, after = (
        {"period_id": str(period.id), "name": period.name, "co2e": canonical_number(total)} for period, total in ends
    )
    return {
        "basis": basis,
        "before": before,
        "after": after,
        "effects": _effects(bridge.effects),
        "sources": [
            {
                "scope": each.scope,
                "source": each.name,
                "before": canonical_number(each.before),
                "after": canonical_number(each.after),
                "effects": _effects(each.effects),
            }
            for each in bridge.sources
        ],
        "unexplained": bridge.unexplained,
    }


def _effects(effects: Effects) -> dict[str, str]:
    return {name: canonical_number(getattr(effects, name)) for name in _EFFECTS}


def _total(scopes: Mapping[str, Amount], method: str) -> dict[str, Any] | None:
    total = total_of(scopes, method)
    return None if total is None else _amount(total)


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "lines": amount.lines,
        "co2e": canonical_number(amount.co2e),
        "co2_biogenic": canonical_number(amount.biogenic),
    }


def _basis(request: Request) -> str:
    basis: str = request.query_params.get("basis", "location")
    if basis not in OTHER_METHOD:
        raise InvalidInput("There is no such method.", where="/basis", mend=f"One of {', '.join(OTHER_METHOD)}.")
    return basis


def _most(request: Request) -> int:
    text = request.query_params.get("sites", str(SITES_SHOWN))
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST_SITES:
        return int(text)
    raise InvalidInput("This is no number of sites.", where="/sites", mend=f"1 to {MOST_SITES}.")
