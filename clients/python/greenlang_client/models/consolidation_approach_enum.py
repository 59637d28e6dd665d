from typing import Literal

ConsolidationApproachEnum = Literal["equity-share", "financial-control", "operational-control"]

CONSOLIDATION_APPROACH_ENUM_VALUES: set[ConsolidationApproachEnum] = {
    "equity-share",
    "financial-control",
    "operational-control",
}


def check_consolidation_approach_enum(value: str) -> ConsolidationApproachEnum:
    if value in CONSOLIDATION_APPROACH_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CONSOLIDATION_APPROACH_ENUM_VALUES!r}")
