from typing import Literal

StandingDocumentStateEnum = Literal["open", "signed", "submitted"]

STANDING_DOCUMENT_STATE_ENUM_VALUES: set[StandingDocumentStateEnum] = {
    "open",
    "signed",
    "submitted",
}


def check_standing_document_state_enum(value: str) -> StandingDocumentStateEnum:
    if value in STANDING_DOCUMENT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STANDING_DOCUMENT_STATE_ENUM_VALUES!r}")
