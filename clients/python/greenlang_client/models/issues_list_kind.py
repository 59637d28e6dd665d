from typing import Literal

IssuesListKind = Literal[
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

ISSUES_LIST_KIND_VALUES: set[IssuesListKind] = {
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


def check_issues_list_kind(value: str) -> IssuesListKind:
    if value in ISSUES_LIST_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ISSUES_LIST_KIND_VALUES!r}")
