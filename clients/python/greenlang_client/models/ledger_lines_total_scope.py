from typing import Literal

LedgerLinesTotalScope = Literal["1", "2-location", "2-market", "3"]

LEDGER_LINES_TOTAL_SCOPE_VALUES: set[LedgerLinesTotalScope] = {
    "1",
    "2-location",
    "2-market",
    "3",
}


def check_ledger_lines_total_scope(value: str) -> LedgerLinesTotalScope:
    if value in LEDGER_LINES_TOTAL_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_TOTAL_SCOPE_VALUES!r}")
