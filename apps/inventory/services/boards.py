"""The scope 2 board of a period: worked out, accepted, taken back, and handed on as rows of activity data."""

import csv
import io
import uuid
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Now

from apps.calculations.accounting.proration import Interval
from apps.calculations.accounting.scope2 import Step, VintageRule
from apps.calculations.accounting.scope2.instruments import AVERAGES
from apps.calculations.selectors.factors import gwp_set
from apps.inventory.boards.consumption import electricity_used, location_recipes
from apps.inventory.boards.grid import Rates
from apps.inventory.boards.reading import figures_position, instruments_hash, instruments_in_use, taken_elsewhere
from apps.inventory.instruments.sharing import Shared, Sharing, Totals, Used, unusable
from apps.inventory.models import (
    ActivityData,
    ActivityUpload,
    BoardLine,
    ContractualInstrument,
    InstrumentAllocation,
    LedgerLine,
    LineState,
    ReportingPeriod,
    Scope2Board,
)
from apps.inventory.selectors import require_open
from apps.inventory.services.instruments import one_at_a_time
from apps.inventory.services.uploads import activity_upload
from greenlang.engine.numbers import canonical_number, exact_sum
from greenlang.errors import Conflict, InvalidInput

LONGEST_WIDENING = 3660
ROW_COLUMNS = ("site", "start", "end", "region", "quantity", "unit", "reference")
ROW_STEPS = {Step.RESIDUAL_MIX.value, *(step.value for step in AVERAGES)}


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
    if not 0 <= days_before <= LONGEST_WIDENING or not 0 <= days_after <= LONGEST_WIDENING:
        raise InvalidInput(
            "A vintage may lie at most ten years off.", where="days_before", mend="Give days, 0 to 3660."
        )
    require_not_accepted(period)
    Scope2Board.objects.filter(period=period).delete()
    vintage = VintageRule(days_before, days_after)
    rates = Rates(gwp_set(period.gwp_set))
    usable = _Usable.of(list(instruments_in_use()))
    uses = list(electricity_used(period.id))
    offered = [
        each.as_instrument(left=usable.left(each))
        for each in usable.instruments
        if not usable.why_not(each, uses, period, vintage)
    ]
    taking = {each.id for each in offered}
    sharing = Sharing(
        residual=rates.residual,
        rates={str(each.id): _rate_of(each, rates) for each in usable.instruments if str(each.id) in taking},
        vintage=vintage,
        past_not_available=past_not_available,
    )
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
    lines = (_line(board, place, shared, totals) for place, shared in enumerate(sharing.of(uses, offered), start=1))
    BoardLine.objects.bulk_create(lines, batch_size=1000)
    board.summary = totals.as_document() | {
        "unusable": {str(each.id): usable.why_not(each, uses, period, vintage) for each in usable.instruments},
    }
    board.save(update_fields=["summary"])
    return board


def require_not_accepted(period: ReportingPeriod) -> None:
    """Go on only where the period has no accepted board. Raises `BoardAccepted`."""
    if Scope2Board.objects.filter(period=period, accepted_at__isnull=False).exists():
        mend = "Withdraw its acceptance first."
        raise BoardAccepted(f"The board of {period} was accepted.", where="board", mend=mend)


def _rate_of(instrument: ContractualInstrument, rates: Rates) -> Decimal:
    return instrument.rate if instrument.rate is not None else rates.of_factor(instrument.factor)


class _Usable:
    """The instruments in use, with what other boards have left of each."""

    def __init__(self, instruments: list[ContractualInstrument], taken: dict[uuid.UUID, Decimal]) -> None:
        self.instruments = instruments
        self._taken = taken
        self._why: dict[uuid.UUID, list[str]] = {}

    @classmethod
    def of(cls, instruments: list[ContractualInstrument]) -> "_Usable":
        return cls(instruments, taken_elsewhere())

    def left(self, each: ContractualInstrument) -> Decimal | None:
        if each.kwh is None:
            return None
        return exact_sum((each.kwh, self._taken.get(each.id, Decimal(0)).copy_negate()))

    def why_not(
        self, each: ContractualInstrument, uses: list[Used], period: ReportingPeriod, vintage: VintageRule
    ) -> list[str]:
        if each.id not in self._why:
            self._why[each.id] = unusable(
                each.as_instrument(left=each.kwh),
                markets={used.market for used in uses if not used.refused},
                period=Interval(period.start, period.end),
                vintage=vintage,
                left=self.left(each),
            )
        return self._why[each.id]


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
    """Whether the ledger or the instruments changed since; of an accepted board its own allocations count too."""
    if figures_position().head != board.ledger_sequence:
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


@transaction.atomic
def board_reopen(*, board: Scope2Board) -> Scope2Board:
    """Take a board's acceptance back: its instruments have their kWh again.

    Raises:
        PeriodLocked: the period was signed off.
        Conflict: rows that it handed on are still there.
    """
    one_at_a_time()
    board = Scope2Board.objects.select_for_update().select_related("period").get(id=board.id)
    require_open(board.period)
    if rows_handed_on(board):
        message = "The board’s market-based rows are in the period’s activity data."
        raise Conflict(message, where="board", mend="Take that file back first, under Data.")
    board.allocations.all().delete()
    board.accepted_at, board.accepted_by, board.upload_id = None, "", None
    # What was given out by this board is free again: the hash is of before.
    board.instruments_hash = instruments_hash()
    board.save(update_fields=["accepted_at", "accepted_by", "upload_id", "instruments_hash"])
    return board


def rows_handed_on(board: Scope2Board) -> int:
    """How many rows of activity data came of the board and are still there."""
    return ActivityData.objects.filter(upload_id=board.upload_id).count() if board.upload_id else 0


def board_rows(board: Scope2Board) -> Iterator[tuple[str, ...]]:
    """What an agent for the market-based method is to calculate, by `ROW_COLUMNS`: kWh that no instrument covers.

    kWh for which the publisher says that there is no factor are left out: a run would take an average for them.
    """
    for line in board.lines.filter(refused="").iterator(chunk_size=1000):
        open_ = [Decimal(part["kwh"]) for part in line.parts if part["step"] in ROW_STEPS and part["kg"] is not None]
        if not open_:
            continue
        quantity = canonical_number(exact_sum(open_))
        reference = f"scope 2 board, calc_{line.calculation_id.hex}"
        dates = (line.start.isoformat(), line.end.isoformat())
        yield (line.site, *dates, line.region, quantity, "kWh", reference)


def board_csv(board: Scope2Board) -> str:
    """The same as the file of activity data that an upload takes."""
    return _csv(board_rows(board))


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(ROW_COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


@transaction.atomic
def board_hand_on(*, board: Scope2Board, agent: str, actor: str) -> ActivityUpload:
    """Put the market-based rows into the period's activity data, for one agent; a run gives them their lines.

    The rows of the location-based lines are left to the agents that calculated them, so that the market-based one does
    not take them too.

    Args:
        agent: slug of the agent that calculates by the market-based method.

    Raises:
        PeriodLocked: the period was signed off.
        Conflict: the board is not accepted, or its rows are there already.
        InvalidInput: no kWh is left for it.
    """
    board = Scope2Board.objects.select_for_update().select_related("period").get(id=board.id)
    if board.accepted_at is None:
        raise Conflict("Only an accepted board is handed on.", where="board", mend="Accept it first.")
    if rows_handed_on(board):
        raise Conflict("The board’s rows are in the activity data already.", where="board")
    rows = list(board_rows(board))
    if not rows:
        raise InvalidInput("Instruments cover all of the electricity: nothing is left to calculate.", where="board")
    filename = f"scope-2-market-based {board.period.name}.csv"
    upload = activity_upload(period=board.period, filename=filename, data=_csv(rows).encode(), uploaded_by=actor)
    ActivityData.objects.filter(upload=upload).update(agent=agent)
    _leave_to_their_agents(board.period)
    board.upload_id = upload.id
    board.save(update_fields=["upload_id"])
    return upload


def _leave_to_their_agents(period: ReportingPeriod) -> None:
    for recipe in location_recipes().values():
        lines = LedgerLine.objects.filter(period_id=period.id, state=LineState.COUNTS, recipe_id=recipe.id)
        rows = ActivityData.objects.filter(id__in=lines.values("activity_id"), agent="")
        rows.update(agent=recipe.agent_id)
