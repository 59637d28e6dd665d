from typing import Literal

IssuesVerbManyVerb = Literal["accept", "assign", "reopen", "resolve"]

ISSUES_VERB_MANY_VERB_VALUES: set[IssuesVerbManyVerb] = {
    "accept",
    "assign",
    "reopen",
    "resolve",
}


def check_issues_verb_many_verb(value: str) -> IssuesVerbManyVerb:
    if value in ISSUES_VERB_MANY_VERB_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ISSUES_VERB_MANY_VERB_VALUES!r}")
