from typing import Literal

SignOffStepKind = Literal["reopened", "returned", "signed", "submitted", "withdrawn"]

SIGN_OFF_STEP_KIND_VALUES: set[SignOffStepKind] = {
    "reopened",
    "returned",
    "signed",
    "submitted",
    "withdrawn",
}


def check_sign_off_step_kind(value: str) -> SignOffStepKind:
    if value in SIGN_OFF_STEP_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SIGN_OFF_STEP_KIND_VALUES!r}")
