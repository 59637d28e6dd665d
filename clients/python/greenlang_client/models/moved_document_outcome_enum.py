from typing import Literal

MovedDocumentOutcomeEnum = Literal["rebuilt", "registered", "registered before"]

MOVED_DOCUMENT_OUTCOME_ENUM_VALUES: set[MovedDocumentOutcomeEnum] = {
    "rebuilt",
    "registered",
    "registered before",
}


def check_moved_document_outcome_enum(value: str) -> MovedDocumentOutcomeEnum:
    if value in MOVED_DOCUMENT_OUTCOME_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOVED_DOCUMENT_OUTCOME_ENUM_VALUES!r}")
