from typing import Literal

IssueState = Literal["accepted", "open", "resolved"]

ISSUE_STATE_VALUES: set[IssueState] = {
    "accepted",
    "open",
    "resolved",
}


def check_issue_state(value: str) -> IssueState:
    if value in ISSUE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ISSUE_STATE_VALUES!r}")
