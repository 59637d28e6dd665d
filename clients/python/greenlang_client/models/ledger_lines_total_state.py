from typing import Literal

LedgerLinesTotalState = Literal["counts", "replaced", "reversal", "reversed", "single"]

LEDGER_LINES_TOTAL_STATE_VALUES: set[LedgerLinesTotalState] = {
    "counts",
    "replaced",
    "reversal",
    "reversed",
    "single",
}


def check_ledger_lines_total_state(value: str) -> LedgerLinesTotalState:
    if value in LEDGER_LINES_TOTAL_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_TOTAL_STATE_VALUES!r}")
