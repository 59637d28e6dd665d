"""Rows of activity data that a board comes to: for an agent, or each with the step that answers it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.calculations.accounting.scope2 import Step
from apps.calculations.accounting.scope2.instruments import AVERAGES
from apps.inventory.models import BoardLine, ContractualInstrument, Scope2Board
from greenlang.engine.numbers import canonical_number, exact_sum

ROW_COLUMNS = ("site", "start", "end", "region", "quantity", "unit", "reference")
COLUMNS = (*ROW_COLUMNS, "instrument")
OPEN_STEPS = {Step.RESIDUAL_MIX.value, *(step.value for step in AVERAGES)}
"""What an agent may calculate: nobody's own rate is in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """kWh of one consumption that one step answers, to be a line by what the board found for them."""

    line: BoardLine
    step: Step
    instrument_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A row by `COLUMNS`; ``part`` None: a run of an agent calculates it."""

    cells: tuple[str, ...]
    part: Part | None = None


def open_rows(board: Scope2Board) -> Iterator[HandedRow]:
    """kWh that no instrument covers, a row for each consumption.

    kWh for which the publisher says that there is no factor are left out: a run would take an average for them.
    """
    for line in board.lines.filter(refused="").iterator(chunk_size=1000):
        open_ = [Decimal(part["kwh"]) for part in line.parts if part["step"] in OPEN_STEPS and part["kg"] is not None]
        if open_:
            yield HandedRow((*_cells(line, exact_sum(open_)), f"scope 2 board, calc_{line.calculation_id.hex}", ""))


def part_rows(board: Scope2Board, *, covered_only: bool) -> Iterator[HandedRow]:
    """A row for each consumption and step; kWh without a factor have none.

    Args:
        covered_only: what instruments cover at their own rates, and nothing else.
    """
    names = {str(key): name for key, name in ContractualInstrument.objects.values_list("id", "name")}
    for line in board.lines.filter(refused="").iterator(chunk_size=1000):
        for place, part in enumerate(line.parts, start=1):
            if part["kg"] is None or (covered_only and part["step"] in OPEN_STEPS):
                continue
            instrument = part["instrument"] if part["step"] not in OPEN_STEPS else ""
            reference = f"scope 2 board, calc_{line.calculation_id.hex}, part {place}"
            cells = (*_cells(line, Decimal(part["kwh"])), reference, names.get(instrument, ""))
            yield HandedRow(cells, Part(line, Step(part["step"]), uuid.UUID(instrument) if instrument else None))


def _cells(line: BoardLine, kwh: Decimal) -> tuple[str, ...]:
    days = (line.start.isoformat(), line.end.isoformat())
    return (line.site, *days, line.region, canonical_number(kwh), "kWh")
