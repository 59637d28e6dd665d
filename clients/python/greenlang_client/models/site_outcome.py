from typing import Literal

SiteOutcome = Literal["changed", "made"]

SITE_OUTCOME_VALUES: set[SiteOutcome] = {
    "changed",
    "made",
}


def check_site_outcome(value: str) -> SiteOutcome:
    if value in SITE_OUTCOME_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SITE_OUTCOME_VALUES!r}")
