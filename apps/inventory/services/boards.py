"""The scope 2 board of a period: worked out, and accepted."""

import uuid
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Now

from apps.calculations.accounting.proration import Interval
from apps.calculations.accounting.scope2 import Instrument, VintageRule
from apps.calculations.selectors.factors import gwp_set
from apps.inventory.boards.consumption import (
    electricity_used,
    electricity_waiting,
    location_count,
    location_is_newer,
)
from apps.inventory.boards.grid import Rates
from apps.inventory.boards.reading import (
    figures_position,
    instruments_hash,
    instruments_in_use,
    one_at_a_time,
    taken_elsewhere,
)
from apps.inventory.instruments.sharing import Shared, Sharing, Totals, Used, unusable
from apps.inventory.models import BoardLine, ContractualInstrument, InstrumentAllocation, ReportingPeriod, Scope2Board
from apps.inventory.selectors import require_open
from greenlang.engine.numbers import exact_sum
from greenlang.errors import Conflict, InvalidInput

LONGEST_WIDENING = 3660


class BoardAccepted(Conflict):
    """The board was accepted: what it gave out is given out."""

    code = "board-accepted"


class BoardOutdated(Conflict):
    """The ledger or the instruments changed since the board was worked out."""

    code = "board-outdated"


@transaction.atomic
def board_work_out(
    *,
    period: ReportingPeriod,
    worked_out_by: str,
    days_before: int = 0,
    days_after: int = 0,
    past_not_available: bool = False,
) -> Scope2Board:
    """Share the period's electricity out to the instruments in use and to the grid; nothing of it enters the ledger.

    Args:
        days_before, days_after: how far from the consumption electricity may have been generated.
        past_not_available: where the residual mix is published as not available, whether averages follow.

    Raises:
        PeriodLocked: the period was signed off.
        BoardAccepted: its board was accepted; that is taken back first.
        TooManyLines: more consumptions than a board takes.
    """
    one_at_a_time()
    period = ReportingPeriod.objects.select_for_update().get(id=period.id)
    require_open(period)
    require_not_accepted(period)
    vintage = _vintage(days_before, days_after)
    Scope2Board.objects.filter(period=period).delete()
    usable = _Usable(list(instruments_in_use()), period, vintage, list(electricity_used(period.id)))
    board = Scope2Board.objects.create(
        period=period,
        worked_out_by=worked_out_by,
        ledger_sequence=figures_position().sequence,
        instruments_hash=instruments_hash(),
        days_before=days_before,
        days_after=days_after,
        past_not_available=past_not_available,
    )
    totals = Totals()
    shared = usable.sharing(Rates(gwp_set(period.gwp_set)), past_not_available).of(usable.uses, usable.offered)
    BoardLine.objects.bulk_create(
        (_line(board, place, each, totals) for place, each in enumerate(shared, start=1)), batch_size=1000
    )
    board.summary = totals.as_document() | {
        "unusable": usable.why,
        "location_lines": location_count(period.id),
        "waiting": electricity_waiting(period.id).as_document(),
    }
    board.save(update_fields=["summary"])
    return board


def _vintage(days_before: int, days_after: int) -> VintageRule:
    if not 0 <= days_before <= LONGEST_WIDENING or not 0 <= days_after <= LONGEST_WIDENING:
        raise InvalidInput(
            "A vintage may lie at most ten years off.", where="days_before", mend="Give days, 0 to 3660."
        )
    return VintageRule(days_before, days_after)


def require_not_accepted(period: ReportingPeriod) -> None:
    """Go on only where the period has no accepted board. Raises `BoardAccepted`."""
    if Scope2Board.objects.filter(period=period, accepted_at__isnull=False).exists():
        mend = "Withdraw its acceptance first."
        raise BoardAccepted(f"The board of {period} was accepted.", where="board", mend=mend)


class _Usable:
    """The instruments in use beside what was used: which of them may serve, and why the others may not."""

    def __init__(
        self,
        instruments: Sequence[ContractualInstrument],
        period: ReportingPeriod,
        vintage: VintageRule,
        uses: Sequence[Used],
    ) -> None:
        self.uses, self._vintage = uses, vintage
        self._instruments = {str(each.id): each for each in instruments}
        taken = taken_elsewhere()
        left = {name: _left(each, taken) for name, each in self._instruments.items()}
        markets = {used.market for used in uses if not used.refused}
        self.why = {
            name: unusable(
                each.as_instrument(left=each.kwh),
                markets=markets,
                period=Interval(period.start, period.end),
                vintage=vintage,
                left=left[name],
            )
            for name, each in self._instruments.items()
        }
        self.offered: list[Instrument] = [
            each.as_instrument(left=left[name]) for name, each in self._instruments.items() if not self.why[name]
        ]

    def sharing(self, rates: Rates, past_not_available: bool) -> Sharing:
        """How the period is shared out among them."""
        return Sharing(
            residual=rates.residual,
            conveyed=lambda name, kwh: rates.outcome(rates.of_instrument(self._instruments[name]), kwh).co2e,
            vintage=self._vintage,
            past_not_available=past_not_available,
        )


def _left(each: ContractualInstrument, taken: dict[uuid.UUID, Decimal]) -> Decimal | None:
    """kWh that no other board has of it; None where it covers whatever is delivered."""
    if each.kwh is None:
        return None
    return exact_sum((each.kwh, taken.get(each.id, Decimal(0)).copy_negate()))


def _line(board: Scope2Board, place: int, shared: Shared, totals: Totals) -> BoardLine:
    totals.add(shared)
    used = shared.used
    return BoardLine(
        board=board,
        place=place,
        calculation_id=uuid.UUID(used.calculation_id),
        activity_id=uuid.UUID(used.id),
        site=used.site,
        region=used.region,
        market=used.market,
        start=used.start,
        end=used.end,
        kwh=used.kwh,
        location_kg=used.location_kg,
        location_factor=used.location_factor,
        market_kg=shared.market_kg,
        without_factor_kwh=shared.without_factor,
        parts=list(shared.parts),
        refused=used.refused,
    )


def board_is_outdated(board: Scope2Board) -> bool:
    """Whether the period's electricity in the ledger changed since, or, until it is accepted, the instruments.

    What the board itself entered into the ledger changes no electricity.
    """
    if not figures_position().is_current or location_is_newer(board.period_id, board.ledger_sequence):
        return True
    if board.summary.get("location_lines") != location_count(board.period_id):
        return True
    return board.accepted_at is None and board.instruments_hash != instruments_hash()


@transaction.atomic
def board_accept(*, board: Scope2Board, accepted_by: str) -> Scope2Board:
    """Accept a board: its allocations are taken from the instruments, for every other board too.

    Raises:
        PeriodLocked: the period was signed off.
        BoardAccepted: it was accepted before.
        BoardOutdated: what it rests on changed since.
    """
    one_at_a_time()
    board = Scope2Board.objects.select_for_update().select_related("period").get(id=board.id)
    require_open(board.period)
    if board.accepted_at is not None:
        raise BoardAccepted("The board was accepted before.", where="board")
    if board_is_outdated(board):
        message = "The ledger or the instruments changed since the board was worked out."
        raise BoardOutdated(message, where="board", mend="Work it out again.")
    InstrumentAllocation.objects.bulk_create(_allocations(board), batch_size=1000)
    board.accepted_at, board.accepted_by = Now(), accepted_by
    board.save(update_fields=["accepted_at", "accepted_by"])
    board.refresh_from_db()
    return board


def _allocations(board: Scope2Board) -> Iterator[InstrumentAllocation]:
    for line in board.lines.exclude(parts=[]).iterator(chunk_size=1000):
        taken: dict[str, Decimal] = {}
        for part in line.parts:
            if part["instrument"]:
                before = taken.get(part["instrument"], Decimal(0))
                taken[part["instrument"]] = exact_sum((before, Decimal(part["kwh"])))
        for instrument, kwh in taken.items():
            yield InstrumentAllocation(board=board, line=line, instrument_id=uuid.UUID(instrument), kwh=kwh)
