from typing import Literal

MeansEnum = Literal[
    "basis",
    "date",
    "description",
    "end",
    "estimated",
    "ignored",
    "input",
    "month",
    "note",
    "quantity",
    "reference",
    "site",
    "start",
    "unit",
]

MEANS_ENUM_VALUES: set[MeansEnum] = {
    "basis",
    "date",
    "description",
    "end",
    "estimated",
    "ignored",
    "input",
    "month",
    "note",
    "quantity",
    "reference",
    "site",
    "start",
    "unit",
}


def check_means_enum(value: str) -> MeansEnum:
    if value in MEANS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MEANS_ENUM_VALUES!r}")
