from typing import Literal

UnmetEnum = Literal["claims_transferred", "conveys_emission_rate", "rate_of_delivered_energy", "sole_claim"]

UNMET_ENUM_VALUES: set[UnmetEnum] = {
    "claims_transferred",
    "conveys_emission_rate",
    "rate_of_delivered_energy",
    "sole_claim",
}


def check_unmet_enum(value: str) -> UnmetEnum:
    if value in UNMET_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UNMET_ENUM_VALUES!r}")
