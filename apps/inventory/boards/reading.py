"""Reading instruments and boards."""

import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from apps.calculations.models import LedgerHead, Recipe
from apps.calculations.models.ledger import ExactNumeric
from apps.inventory.figures.updating import UpTo, figures_state
from apps.inventory.models import (
    BoardLine,
    ContractualInstrument,
    FigureGroup,
    InstrumentAllocation,
    LineState,
    ReportingPeriod,
    Scope2Board,
)
from greenlang.engine.canonical_json import sha256_of
from greenlang.engine.numbers import exact_sum
from greenlang.errors import NotFound
from greenlang.isolation import current_tenant_id


def instrument_get(instrument_id: uuid.UUID, *, held: bool = False) -> ContractualInstrument:
    """An instrument of the present tenant; ``held``: nobody else changes it meanwhile. Raises `NotFound`."""
    if held:
        one_at_a_time()
    rows = ContractualInstrument.objects.select_related("evidence").defer("evidence__content")
    found = rows.filter(id=instrument_id).first()
    if found is None:
        raise NotFound("There is no such instrument.", where="instrument_id")
    return found


def instruments_in_use() -> "QuerySet[ContractualInstrument]":
    """Those that were not taken out of use, the oldest vintage first."""
    return ContractualInstrument.objects.filter(void_reason="")


def one_at_a_time() -> None:
    """Changes of a tenant's instruments and boards are one after another: two must not find the same kWh."""
    with connection.cursor() as cursor:
        key = f"instruments:{current_tenant_id()}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def instruments_listed(*, void: bool, search: str = "") -> "QuerySet[ContractualInstrument]":
    """Those in use, or those that were taken out of it; each word of the search is in name or registry."""
    rows = ContractualInstrument.objects.select_related("evidence").defer("evidence__content")
    rows = rows.exclude(void_reason="") if void else rows.filter(void_reason="")
    for word in search.split():
        rows = rows.filter(Q(name__icontains=word) | Q(registry__icontains=word))
    return rows


def instruments_hash() -> str:
    """What a board rests on: equal as long as no instrument was entered, changed, or given out by another board."""
    rows = ContractualInstrument.objects.order_by("id").values_list("id", "changed_at")
    taken = InstrumentAllocation.objects.order_by().values_list("board_id").distinct()
    return sha256_of(
        {
            "instruments": [[str(key), changed.isoformat()] for key, changed in rows],
            "boards": sorted(str(board) for (board,) in taken),
        }
    )


def taken_elsewhere(board: Scope2Board | None = None) -> dict[uuid.UUID, Decimal]:
    """kWh of each instrument that accepted boards have given out, apart from one board, in every period and entity."""
    rows = InstrumentAllocation.objects.order_by()
    if board is not None:
        rows = rows.exclude(board=board)
    sums = rows.values("instrument_id").annotate(kwh=Sum("kwh", output_field=ExactNumeric()))
    return {row["instrument_id"]: row["kwh"] for row in sums}


def board_of(period: ReportingPeriod) -> Scope2Board | None:
    """The period's board, where one was worked out."""
    return Scope2Board.objects.filter(period=period).first()


def board_lines(board: Scope2Board, *, search: str = "", market: str = "", only: str = "") -> "QuerySet[BoardLine]":
    """The consumptions of a board.

    Args:
        search: in site and region.
        market: one market.
        only: "open" with kWh that have no factor, "refused" that are not measured in energy.
    """
    rows = board.lines.order_by("place")
    if market:
        rows = rows.filter(market=market)
    if only == "open":
        rows = rows.filter(without_factor_kwh__gt=0)
    elif only == "refused":
        rows = rows.exclude(refused="")
    for word in search.split():
        rows = rows.filter(Q(site__icontains=word) | Q(region__icontains=word))
    return rows


@dataclass(frozen=True, slots=True)
class Market:
    """What the ledger has by the market-based method in a period: lines that count and their kg CO2e, whole."""

    lines: int
    kilograms: Decimal


def market_in_ledger(period: ReportingPeriod) -> Market:
    """As the figures kept ready say it."""
    recipes = Recipe.objects.filter(scope="2-market").values_list("id", flat=True)
    groups = FigureGroup.objects.filter(period_id=period.id, state=LineState.COUNTS, recipe_id__in=list(recipes))
    rows = list(groups.values_list("lines", "co2e"))
    return Market(sum(lines for lines, _ in rows), exact_sum(co2e for _, co2e in rows))


def ledger_position() -> int:
    """The last entry of the present tenant's ledger."""
    head = LedgerHead.objects.filter(tenant_id=current_tenant_id()).values_list("sequence", flat=True).first()
    return head or 0


def figures_position() -> UpTo:
    """How far the figures are that a board reads."""
    return figures_state()
