from typing import Literal

DecimalEnum = Literal[",", "."]

DECIMAL_ENUM_VALUES: set[DecimalEnum] = {
    ",",
    ".",
}


def check_decimal_enum(value: str) -> DecimalEnum:
    if value in DECIMAL_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DECIMAL_ENUM_VALUES!r}")
