from typing import Literal

ConclusionEnum = Literal["agreed", "exception", "not-tested"]

CONCLUSION_ENUM_VALUES: set[ConclusionEnum] = {
    "agreed",
    "exception",
    "not-tested",
}


def check_conclusion_enum(value: str) -> ConclusionEnum:
    if value in CONCLUSION_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONCLUSION_ENUM_VALUES!r}")
