from typing import Literal

LedgerLinesDownloadMethod = Literal["location", "market"]

LEDGER_LINES_DOWNLOAD_METHOD_VALUES: set[LedgerLinesDownloadMethod] = {
    "location",
    "market",
}


def check_ledger_lines_download_method(value: str) -> LedgerLinesDownloadMethod:
    if value in LEDGER_LINES_DOWNLOAD_METHOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_DOWNLOAD_METHOD_VALUES!r}")
