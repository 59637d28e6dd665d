"""Electricity that a period used: the rows of activity data behind its location-based lines of the ledger."""

import uuid
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from apps.calculations.accounting.rationals import rounded
from apps.calculations.catalogue.fallback import ELECTRICITY
from apps.calculations.models import Recipe
from apps.inventory.instruments.sharing import Used
from apps.inventory.models import ActivityData, LedgerLine, LineState
from greenlang.engine.numbers import parse_number
from greenlang.engine.units import UnitError, conversion, parse_unit
from greenlang.errors import InvalidInput

MOST_LINES = 100_000
CHUNK = 2000
_KWH = parse_unit("kWh")


class TooManyLines(InvalidInput):
    """More consumptions than a board takes."""

    code = "too-many-lines"


def location_recipes() -> dict[uuid.UUID, Recipe]:
    """How electricity was calculated by the location-based method; a formula's plain "2" is that method."""
    return {row.id: row for row in Recipe.objects.filter(scope__in=("2", "2-location"), activity=ELECTRICITY)}


def location_lines(period_id: uuid.UUID, recipes: Mapping[uuid.UUID, Recipe]) -> list[LedgerLine]:
    """The lines that count in a period, in the order of time.

    Raises:
        TooManyLines: more than a board takes.
    """
    rows = LedgerLine.objects.filter(period_id=period_id, state=LineState.COUNTS, recipe_id__in=recipes)
    lines = list(rows.order_by("month", "sequence")[: MOST_LINES + 1])
    if len(lines) > MOST_LINES:
        mend = "Upload electricity by month and site instead of by meter reading."
        raise TooManyLines(f"The period has more than {MOST_LINES:,} lines of electricity.", where="period", mend=mend)
    return lines


def electricity_used(period_id: uuid.UUID) -> Iterator[Used]:
    """Every consumption of the period; one that is not measured in energy says so."""
    recipes = location_recipes()
    lines = location_lines(period_id, recipes)
    regions = {key: str(row.content["emission_factor"].get("region", "")) for key, row in recipes.items()}
    factors = {key: str(row.content["emission_factor"].get("ef_cid", "")) for key, row in recipes.items()}
    for begin in range(0, len(lines), CHUNK):
        part = lines[begin : begin + CHUNK]
        rows = ActivityData.objects.select_related("site").in_bulk([line.activity_id for line in part])
        for line in part:
            row = rows.get(line.activity_id)
            if row is not None:
                yield _used(line, row, regions[line.recipe_id], factors[line.recipe_id])


def _used(line: LedgerLine, row: ActivityData, region: str, factor: str) -> Used:
    kwh = _kwh(row)
    return Used(
        id=str(row.id),
        calculation_id=str(line.id),
        site=row.site.name,
        region=str(row.attributes.get("region") or row.mapped.get("region") or row.site.region or region)[:60],
        start=row.start,
        end=row.end,
        kwh=kwh or Decimal(0),
        location_kg=line.co2e,
        location_factor=factor,
        factor_region=region,
        refused="" if kwh is not None else f"Measured in {row.unit}, which is no energy.",
    )


def _kwh(row: ActivityData) -> Decimal | None:
    try:
        ratio = conversion(parse_unit(row.unit), _KWH)
    except UnitError:
        return None
    return rounded(Fraction(parse_number(row.quantity)) * ratio)
