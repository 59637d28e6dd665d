from typing import Literal

LedgerLinesScope = Literal["1", "2-location", "2-market", "3"]

LEDGER_LINES_SCOPE_VALUES: set[LedgerLinesScope] = {
    "1",
    "2-location",
    "2-market",
    "3",
}


def check_ledger_lines_scope(value: str) -> LedgerLinesScope:
    if value in LEDGER_LINES_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_SCOPE_VALUES!r}")
