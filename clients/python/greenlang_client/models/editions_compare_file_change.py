from typing import Literal

EditionsCompareFileChange = Literal["added", "changed", "removed", "same"]

EDITIONS_COMPARE_FILE_CHANGE_VALUES: set[EditionsCompareFileChange] = {
    "added",
    "changed",
    "removed",
    "same",
}


def check_editions_compare_file_change(value: str) -> EditionsCompareFileChange:
    if value in EDITIONS_COMPARE_FILE_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EDITIONS_COMPARE_FILE_CHANGE_VALUES!r}")
