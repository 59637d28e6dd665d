from typing import Literal

LedgerLinesSort = Literal["-co2e", "-sequence", "co2e", "sequence"]

LEDGER_LINES_SORT_VALUES: set[LedgerLinesSort] = {
    "-co2e",
    "-sequence",
    "co2e",
    "sequence",
}


def check_ledger_lines_sort(value: str) -> LedgerLinesSort:
    if value in LEDGER_LINES_SORT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_SORT_VALUES!r}")
