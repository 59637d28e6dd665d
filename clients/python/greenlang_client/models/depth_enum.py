from typing import Literal

DepthEnum = Literal["again", "deep"]

DEPTH_ENUM_VALUES: set[DepthEnum] = {
    "again",
    "deep",
}


def check_depth_enum(value: str) -> DepthEnum:
    if value in DEPTH_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DEPTH_ENUM_VALUES!r}")
