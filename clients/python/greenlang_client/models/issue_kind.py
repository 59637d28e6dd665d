from typing import Literal

IssueKind = Literal[
    "cost",
    "estimated",
    "gap",
    "jump",
    "no-data",
    "no-factor",
    "not-calculated",
    "overlap",
    "refused",
    "rejected",
    "unit-kinds",
    "year",
]

ISSUE_KIND_VALUES: set[IssueKind] = {
    "cost",
    "estimated",
    "gap",
    "jump",
    "no-data",
    "no-factor",
    "not-calculated",
    "overlap",
    "refused",
    "rejected",
    "unit-kinds",
    "year",
}


def check_issue_kind(value: str) -> IssueKind:
    if value in ISSUE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ISSUE_KIND_VALUES!r}")
