from typing import Literal

UploadsToMendRows = Literal["all", "rejected"]

UPLOADS_TO_MEND_ROWS_VALUES: set[UploadsToMendRows] = {
    "all",
    "rejected",
}


def check_uploads_to_mend_rows(value: str) -> UploadsToMendRows:
    if value in UPLOADS_TO_MEND_ROWS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UPLOADS_TO_MEND_ROWS_VALUES!r}")
