from typing import Literal

IssuesListState = Literal["accepted", "open", "resolved"]

ISSUES_LIST_STATE_VALUES: set[IssuesListState] = {
    "accepted",
    "open",
    "resolved",
}


def check_issues_list_state(value: str) -> IssuesListState:
    if value in ISSUES_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ISSUES_LIST_STATE_VALUES!r}")
