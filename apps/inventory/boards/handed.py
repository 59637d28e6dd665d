"""Rows of activity data that a board comes to: what no instrument covers, and what each instrument covers."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from apps.calculations.accounting.scope2 import Step
from apps.calculations.accounting.scope2.instruments import AVERAGES, INSTRUMENT_STEPS
from apps.inventory.models import BoardLine, ContractualInstrument, Scope2Board
from greenlang.engine.numbers import canonical_number, exact_sum

ROW_COLUMNS = ("site", "start", "end", "region", "quantity", "unit", "reference")
COLUMNS = (*ROW_COLUMNS, "instrument")
ROW_STEPS = {Step.RESIDUAL_MIX.value, *(step.value for step in AVERAGES)}
"""What a run of an agent calculates."""
OWN_STEPS = {step.value for step in INSTRUMENT_STEPS}
"""What instruments cover at their own rates."""


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A row by `COLUMNS`, and the instrument that covers it; None: a run of an agent calculates it."""

    cells: tuple[str, ...]
    instrument_id: uuid.UUID | None = None


def open_rows(board: Scope2Board) -> Iterator[HandedRow]:
    """kWh that no instrument covers, a row for each consumption.

    kWh for which the publisher says that there is no factor are left out: a run would take an average for them.
    """
    for line in board.lines.filter(refused="").iterator(chunk_size=1000):
        open_ = [Decimal(part["kwh"]) for part in line.parts if part["step"] in ROW_STEPS and part["kg"] is not None]
        if open_:
            yield HandedRow((*_cells(line, exact_sum(open_)), f"scope 2 board, calc_{line.calculation_id.hex}", ""))


def covered_rows(board: Scope2Board) -> Iterator[HandedRow]:
    """kWh that an instrument covers at its own rate, a row for each consumption and instrument."""
    names = {str(key): name for key, name in ContractualInstrument.objects.values_list("id", "name")}
    for line in board.lines.filter(refused="").iterator(chunk_size=1000):
        for place, part in enumerate(line.parts, start=1):
            if part["step"] in OWN_STEPS:
                reference = f"scope 2 board, calc_{line.calculation_id.hex}, part {place}"
                cells = (*_cells(line, Decimal(part["kwh"])), reference, names[part["instrument"]])
                yield HandedRow(cells, uuid.UUID(part["instrument"]))


def _cells(line: BoardLine, kwh: Decimal) -> tuple[str, ...]:
    days = (line.start.isoformat(), line.end.isoformat())
    return (line.site, *days, line.region, canonical_number(kwh), "kWh")
