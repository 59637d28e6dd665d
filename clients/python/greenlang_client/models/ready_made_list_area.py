from typing import Literal

ReadyMadeListArea = Literal["EU", "GB", "US"]

READY_MADE_LIST_AREA_VALUES: set[ReadyMadeListArea] = {
    "EU",
    "GB",
    "US",
}


def check_ready_made_list_area(value: str) -> ReadyMadeListArea:
    if value in READY_MADE_LIST_AREA_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {READY_MADE_LIST_AREA_VALUES!r}")
