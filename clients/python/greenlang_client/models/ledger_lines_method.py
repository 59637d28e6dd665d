from typing import Literal

LedgerLinesMethod = Literal["location", "market"]

LEDGER_LINES_METHOD_VALUES: set[LedgerLinesMethod] = {
    "location",
    "market",
}


def check_ledger_lines_method(value: str) -> LedgerLinesMethod:
    if value in LEDGER_LINES_METHOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_METHOD_VALUES!r}")
