from typing import Literal

FindingDocumentStateEnum = Literal["answered", "closed", "open"]

FINDING_DOCUMENT_STATE_ENUM_VALUES: set[FindingDocumentStateEnum] = {
    "answered",
    "closed",
    "open",
}


def check_finding_document_state_enum(value: str) -> FindingDocumentStateEnum:
    if value in FINDING_DOCUMENT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FINDING_DOCUMENT_STATE_ENUM_VALUES!r}")
