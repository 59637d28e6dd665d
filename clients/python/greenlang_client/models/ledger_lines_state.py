from typing import Literal

LedgerLinesState = Literal["counts", "replaced", "reversal", "reversed", "single"]

LEDGER_LINES_STATE_VALUES: set[LedgerLinesState] = {
    "counts",
    "replaced",
    "reversal",
    "reversed",
    "single",
}


def check_ledger_lines_state(value: str) -> LedgerLinesState:
    if value in LEDGER_LINES_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_STATE_VALUES!r}")
