from typing import Literal

ChangeEnum = Literal["added", "changed", "removed", "same"]

CHANGE_ENUM_VALUES: set[ChangeEnum] = {
    "added",
    "changed",
    "removed",
    "same",
}


def check_change_enum(value: str) -> ChangeEnum:
    if value in CHANGE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHANGE_ENUM_VALUES!r}")
