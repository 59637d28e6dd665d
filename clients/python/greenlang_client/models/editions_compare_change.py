from typing import Literal

EditionsCompareChange = Literal["added", "changed", "removed", "same"]

EDITIONS_COMPARE_CHANGE_VALUES: set[EditionsCompareChange] = {
    "added",
    "changed",
    "removed",
    "same",
}


def check_editions_compare_change(value: str) -> EditionsCompareChange:
    if value in EDITIONS_COMPARE_CHANGE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EDITIONS_COMPARE_CHANGE_VALUES!r}")
