from typing import Literal

HowEnum = Literal["bulk", "chosen", "earlier", "left-out", "searched", "undone"]

HOW_ENUM_VALUES: set[HowEnum] = {
    "bulk",
    "chosen",
    "earlier",
    "left-out",
    "searched",
    "undone",
}


def check_how_enum(value: str) -> HowEnum:
    if value in HOW_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {HOW_ENUM_VALUES!r}")
