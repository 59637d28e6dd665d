from typing import Literal

LedgerLinesDownloadState = Literal["counts", "replaced", "reversal", "reversed", "single"]

LEDGER_LINES_DOWNLOAD_STATE_VALUES: set[LedgerLinesDownloadState] = {
    "counts",
    "replaced",
    "reversal",
    "reversed",
    "single",
}


def check_ledger_lines_download_state(value: str) -> LedgerLinesDownloadState:
    if value in LEDGER_LINES_DOWNLOAD_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LEDGER_LINES_DOWNLOAD_STATE_VALUES!r}")
