from typing import Literal

RowsEnum = Literal["all", "new"]

ROWS_ENUM_VALUES: set[RowsEnum] = {
    "all",
    "new",
}


def check_rows_enum(value: str) -> RowsEnum:
    if value in ROWS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ROWS_ENUM_VALUES!r}")
