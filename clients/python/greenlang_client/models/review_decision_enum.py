from typing import Literal

ReviewDecisionEnum = Literal["approve", "reject"]

REVIEW_DECISION_ENUM_VALUES: set[ReviewDecisionEnum] = {
    "approve",
    "reject",
}


def check_review_decision_enum(value: str) -> ReviewDecisionEnum:
    if value in REVIEW_DECISION_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REVIEW_DECISION_ENUM_VALUES!r}")
