"""An accepted scope 2 board enters the inventory: its kWh as lines, by what it found for them, or as rows for a run."""

import csv
import io
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.http import HttpResponse

from apps.calculations.models import Calculation
from apps.calculations.selectors.factors import gwp_set
from apps.calculations.services.batch import segment_append
from apps.calculations.services.corrections import calculations_reverse
from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.inventory.boards.consumption import location_recipes
from apps.inventory.boards.entering import BOARD_AGENT, conveyed_of, line_of
from apps.inventory.boards.grid import Rates
from apps.inventory.boards.handed import COLUMNS, ROW_COLUMNS, HandedRow, open_rows, part_rows
from apps.inventory.boards.reading import instruments_hash, one_at_a_time
from apps.inventory.figures.updating import figures_complete
from apps.inventory.models import (
    ActivityData,
    ActivityUpload,
    ContractualInstrument,
    LedgerLine,
    LineState,
    ReportingPeriod,
    Scope2Board,
)
from apps.inventory.selectors import require_open
from apps.inventory.services.uploads import activity_upload
from apps.inventory.services.withdrawing import upload_withdraw
from greenlang.edges.csv_files import csv_response
from greenlang.errors import Conflict, InvalidInput

SEGMENT = 1000
"""Lines that are written at once."""
_HEADER_ROWS = 1


@transaction.atomic
def board_hand_on(*, board: Scope2Board, agent: str, actor: str) -> ActivityUpload:
    """Put the market-based kWh into the period's activity data, and into the ledger.

    Each kWh that has a factor has its line at once, by the engine, with what the board found for it: an instrument's
    own rate, 0 included, the residual mix, or the average of the grid. Where an agent is named, what no instrument
    covers is left to its run. The rows of the location-based lines are left to the agents that calculated them, so
    that a market-based one does not take them too.

    Args:
        agent: slug of an agent that calculates by the market-based method; empty: none.

    Raises:
        PeriodLocked: the period was signed off.
        Conflict: the board is not accepted, or some of its rows are there already.
        InvalidInput: nothing is there to enter.
    """
    board = Scope2Board.objects.select_for_update().select_related("period").get(id=board.id)
    if board.accepted_at is None:
        raise Conflict("Only an accepted board is handed on.", where="board", mend="Accept it first.")
    if rows_handed_on(board):
        raise Conflict("The board’s rows are in the activity data already.", where="board")
    left = list(open_rows(board)) if agent else []
    own = list(part_rows(board, covered_only=bool(agent)))
    if not left and not own:
        raise InvalidInput("The board has no kWh with a market-based factor.", where="board")
    upload = _rows_put(board, [*left, *own], actor)
    first_own = _HEADER_ROWS + len(left) + 1
    rows = ActivityData.objects.filter(upload=upload)
    rows.filter(row__lt=first_own).update(agent=agent)
    rows.filter(row__gte=first_own).update(agent=BOARD_AGENT)
    _lines_enter(board, upload, own, first_own)
    _leave_to_their_agents(board.period)
    board.upload_id = upload.id
    board.save(update_fields=["upload_id"])
    audit_record(
        kind=AuditKind.DATA,
        act="entered the scope 2 board of",
        actor=actor,
        subject=board.period.name,
        detail=f"{len(own)} lines" + (f", {len(left)} rows for {agent}" if agent else ""),
    )
    return upload


def _rows_put(board: Scope2Board, rows: Sequence[HandedRow], actor: str) -> ActivityUpload:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(row.cells for row in rows)
    filename = f"scope-2-market-based {board.period.name}.csv"
    upload = activity_upload(period=board.period, filename=filename, data=text.getvalue().encode(), uploaded_by=actor)
    if upload.accepted != len(rows):
        message = f"{len(rows) - upload.accepted:,} of the board’s {len(rows):,} rows are in the activity data already."
        raise Conflict(message, where="board", mend="Take the file back that has them, under Data.")
    return upload


def _lines_enter(board: Scope2Board, upload: ActivityUpload, own: Sequence[HandedRow], first_row: int) -> None:
    """A line of the ledger for each row that is not left to an agent."""
    instruments: dict[uuid.UUID, ContractualInstrument] = ContractualInstrument.objects.in_bulk()
    rates = Rates(gwp_set(board.period.gwp_set))
    for begin in range(0, len(own), SEGMENT):
        parts = [row.part for row in own[begin : begin + SEGMENT] if row.part is not None]
        numbers = range(first_row + begin, first_row + begin + len(parts))
        found = ActivityData.objects.filter(upload=upload, row__in=numbers).select_related("site", "upload")
        rows = {row.row: row for row in found}
        location = Calculation.objects.filter(id__in=[part.line.calculation_id for part in parts])
        recipes = {row.id: row.recipe for row in location}
        lines = []
        for number, part in zip(numbers, parts, strict=True):
            conveyed = conveyed_of(part, recipes[part.line.calculation_id], rates, instruments)
            lines.append(line_of(rows[number], part, conveyed, rates))
        segment_append([record for record, _ in lines], {recipe.hash: recipe for _, recipe in lines})


def _leave_to_their_agents(period: ReportingPeriod) -> None:
    for recipe in location_recipes().values():
        lines = LedgerLine.objects.filter(period_id=period.id, state=LineState.COUNTS, recipe_id=recipe.id)
        rows = ActivityData.objects.filter(id__in=lines.values("activity_id"), agent="")
        rows.update(agent=recipe.agent_id)


@transaction.atomic
def board_reopen(*, board: Scope2Board, actor: str) -> Scope2Board:
    """Take a board's acceptance back: its instruments have their kWh again.

    What it entered is taken back with it: its lines by reversing entries, those of runs over its rows included, and
    the rows themselves.

    Raises:
        PeriodLocked: the period was signed off.
        Conflict: something else stands on its rows.
    """
    one_at_a_time()
    board = Scope2Board.objects.select_for_update().select_related("period").get(id=board.id)
    period = ReportingPeriod.objects.select_for_update().get(id=board.period_id)
    require_open(period)
    if rows_handed_on(board):
        _take_back(board, actor)
    board.allocations.all().delete()
    board.accepted_at, board.accepted_by, board.upload_id = None, "", None
    # What was given out by this board is free again: the hash is of before. Its own entries change no electricity.
    board.instruments_hash = instruments_hash()
    board.save(update_fields=["accepted_at", "accepted_by", "upload_id", "instruments_hash"])
    return board


def _take_back(board: Scope2Board, actor: str) -> None:
    upload = ActivityUpload.objects.get(id=board.upload_id)  # type: ignore[misc]
    reason = f"The acceptance of the scope 2 board of {board.period.name} was withdrawn."
    figures_complete()
    rows = ActivityData.objects.filter(upload=upload)
    lines = LedgerLine.objects.filter(
        period_id=board.period_id, state=LineState.COUNTS, activity_id__in=rows.values("id")
    )
    ids = list(lines.order_by("sequence").values_list("id", flat=True))
    for begin in range(0, len(ids), SEGMENT):
        found = Calculation.objects.filter(id__in=ids[begin : begin + SEGMENT]).order_by("sequence")
        calculations_reverse(calculations=list(found), reason=reason, actor=actor)
    upload_withdraw(upload=upload, reason=reason, actor=actor, is_calculated=False)


def rows_handed_on(board: Scope2Board) -> int:
    """How many rows of activity data came of the board and are still there."""
    return ActivityData.objects.filter(upload_id=board.upload_id).count() if board.upload_id else 0


def board_rows_file(board: Scope2Board) -> HttpResponse:
    """What an agent for the market-based method is to calculate, as the file of activity data that an upload takes."""
    rows = (row.cells[: len(ROW_COLUMNS)] for row in open_rows(board))
    return csv_response(f"scope-2-market-based-{board.period.name}.csv", ROW_COLUMNS, rows)
