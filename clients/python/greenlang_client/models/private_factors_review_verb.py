from typing import Literal

PrivateFactorsReviewVerb = Literal["approve", "reject"]

PRIVATE_FACTORS_REVIEW_VERB_VALUES: set[PrivateFactorsReviewVerb] = {
    "approve",
    "reject",
}


def check_private_factors_review_verb(value: str) -> PrivateFactorsReviewVerb:
    if value in PRIVATE_FACTORS_REVIEW_VERB_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRIVATE_FACTORS_REVIEW_VERB_VALUES!r}")
