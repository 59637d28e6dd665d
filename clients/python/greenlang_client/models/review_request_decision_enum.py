from typing import Literal

ReviewRequestDecisionEnum = Literal['approve', 'reject']

REVIEW_REQUEST_DECISION_ENUM_VALUES: set[ReviewRequestDecisionEnum] = { 'approve', 'reject',  }

def check_review_request_decision_enum(value: str) -> ReviewRequestDecisionEnum:
    if value in REVIEW_REQUEST_DECISION_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REVIEW_REQUEST_DECISION_ENUM_VALUES!r}")
