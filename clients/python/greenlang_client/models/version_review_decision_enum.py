from typing import Literal

VersionReviewDecisionEnum = Literal["approve", "reject"]

VERSION_REVIEW_DECISION_ENUM_VALUES: set[VersionReviewDecisionEnum] = {
    "approve",
    "reject",
}


def check_version_review_decision_enum(value: str) -> VersionReviewDecisionEnum:
    if value in VERSION_REVIEW_DECISION_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERSION_REVIEW_DECISION_ENUM_VALUES!r}")
