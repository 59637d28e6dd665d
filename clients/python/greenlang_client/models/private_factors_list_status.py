from typing import Literal

PrivateFactorsListStatus = Literal["approved", "current", "draft", "rejected", "withdrawn"]

PRIVATE_FACTORS_LIST_STATUS_VALUES: set[PrivateFactorsListStatus] = {
    "approved",
    "current",
    "draft",
    "rejected",
    "withdrawn",
}


def check_private_factors_list_status(value: str) -> PrivateFactorsListStatus:
    if value in PRIVATE_FACTORS_LIST_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRIVATE_FACTORS_LIST_STATUS_VALUES!r}")
