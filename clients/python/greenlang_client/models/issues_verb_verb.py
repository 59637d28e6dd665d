from typing import Literal

IssuesVerbVerb = Literal["accept", "assign", "reopen", "resolve"]

ISSUES_VERB_VERB_VALUES: set[IssuesVerbVerb] = {
    "accept",
    "assign",
    "reopen",
    "resolve",
}


def check_issues_verb_verb(value: str) -> IssuesVerbVerb:
    if value in ISSUES_VERB_VERB_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ISSUES_VERB_VERB_VALUES!r}")
