from typing import Literal

LedgerLinesTotalMethod = Literal["location", "market"]

LEDGER_LINES_TOTAL_METHOD_VALUES: set[LedgerLinesTotalMethod] = {
    "location",
    "market",
}


def check_ledger_lines_total_method(value: str) -> LedgerLinesTotalMethod:
    if value in LEDGER_LINES_TOTAL_METHOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_TOTAL_METHOD_VALUES!r}")
