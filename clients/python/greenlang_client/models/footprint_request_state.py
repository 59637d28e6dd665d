from typing import Literal

FootprintRequestState = Literal["fulfilled", "rejected", "waiting"]

FOOTPRINT_REQUEST_STATE_VALUES: set[FootprintRequestState] = {
    "fulfilled",
    "rejected",
    "waiting",
}


def check_footprint_request_state(value: str) -> FootprintRequestState:
    if value in FOOTPRINT_REQUEST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FOOTPRINT_REQUEST_STATE_VALUES!r}")
