from typing import Literal

DaysEnum = Literal["day-first", "month-first"]

DAYS_ENUM_VALUES: set[DaysEnum] = {
    "day-first",
    "month-first",
}


def check_days_enum(value: str) -> DaysEnum:
    if value in DAYS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DAYS_ENUM_VALUES!r}")
