from typing import Literal

LedgerLinesDownloadScope = Literal["1", "2-location", "2-market", "3"]

LEDGER_LINES_DOWNLOAD_SCOPE_VALUES: set[LedgerLinesDownloadScope] = {
    "1",
    "2-location",
    "2-market",
    "3",
}


def check_ledger_lines_download_scope(value: str) -> LedgerLinesDownloadScope:
    if value in LEDGER_LINES_DOWNLOAD_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_DOWNLOAD_SCOPE_VALUES!r}")
