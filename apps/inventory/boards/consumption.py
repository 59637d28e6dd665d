"""Electricity that a period used: the rows of activity data behind its location-based lines of the ledger."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import Cast

from apps.calculations.accounting.rationals import rounded
from apps.calculations.catalogue.fallback import ELECTRICITY
from apps.calculations.models import Recipe
from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.instruments.sharing import Used
from apps.inventory.models import ActivityData, FigureGroup, LedgerLine, LineState
from greenlang.engine.numbers import canonical_number, exact_sum, parse_number
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


def location_count(period_id: uuid.UUID) -> int:
    """How many lines by the location-based method count in a period, as the figures kept ready say."""
    groups = FigureGroup.objects.filter(period_id=period_id, state=LineState.COUNTS, recipe_id__in=location_recipes())
    return int(groups.aggregate(lines=Sum("lines"))["lines"] or 0)


def location_is_newer(period_id: uuid.UUID, sequence: int) -> bool:
    """Whether one of these lines was written after an entry of the ledger."""
    rows = LedgerLine.objects.filter(period_id=period_id, state=LineState.COUNTS, recipe_id__in=location_recipes())
    return rows.filter(sequence__gt=sequence).exists()


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
    return _as_kwh(parse_number(row.quantity), row.unit)


def _as_kwh(quantity: Decimal, unit: str) -> Decimal | None:
    try:
        return rounded(Fraction(quantity) * conversion(parse_unit(unit), _KWH))
    except UnitError:
        return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows measured in energy that have no calculation, and so no place on the board.

    Args:
        rows, kwh: of agents that calculate electricity.
        unsaid_rows, unsaid_kwh: of no agent yet, or of one that has calculated nothing: electricity or a fuel.
    """

    rows: int = 0
    kwh: Decimal = Decimal(0)
    unsaid_rows: int = 0
    unsaid_kwh: Decimal = Decimal(0)

    def as_document(self) -> dict[str, str | int]:
        """In JSON's types."""
        return {
            "rows": self.rows,
            "kwh": canonical_number(self.kwh),
            "unsaid_rows": self.unsaid_rows,
            "unsaid_kwh": canonical_number(self.unsaid_kwh),
        }


def electricity_waiting(period_id: uuid.UUID) -> Waiting:
    """What waits to be calculated; rows of agents that calculate something else are not asked about."""
    electric = {recipe.agent_id for recipe in location_recipes().values()}
    others = set(Recipe.objects.values_list("agent_id", flat=True)) - electric
    counted = LedgerLine.objects.filter(period_id=period_id, state=LineState.COUNTS, activity_id=OuterRef("id"))
    rows = ActivityData.objects.filter(period_id=period_id).exclude(agent__in=others).exclude(Exists(counted))
    exact = Sum(Cast("quantity", ExactNumeric()), output_field=ExactNumeric())
    numbers, sums = {True: 0, False: 0}, {True: Decimal(0), False: Decimal(0)}
    for agent, unit, n, quantity in rows.order_by().values_list("agent", "unit").annotate(n=Count("id"), sum=exact):
        kwh = _as_kwh(quantity, unit)
        if kwh is not None:
            numbers[agent in electric] += n
            sums[agent in electric] = exact_sum((sums[agent in electric], kwh))
    return Waiting(numbers[True], sums[True], numbers[False], sums[False])
