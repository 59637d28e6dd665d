from typing import Literal

JobsListState = Literal["cancelled", "failed", "queued", "running", "succeeded"]

JOBS_LIST_STATE_VALUES: set[JobsListState] = {
    "cancelled",
    "failed",
    "queued",
    "running",
    "succeeded",
}


def check_jobs_list_state(value: str) -> JobsListState:
    if value in JOBS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {JOBS_LIST_STATE_VALUES!r}")
