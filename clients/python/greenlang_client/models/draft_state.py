from typing import Literal

DraftState = Literal["being taken", "draft", "taken"]

DRAFT_STATE_VALUES: set[DraftState] = {
    "being taken",
    "draft",
    "taken",
}


def check_draft_state(value: str) -> DraftState:
    if value in DRAFT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DRAFT_STATE_VALUES!r}")
