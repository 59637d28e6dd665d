from typing import Literal

DataExportDocumentStateEnum = Literal["failed", "ready", "writing"]

DATA_EXPORT_DOCUMENT_STATE_ENUM_VALUES: set[DataExportDocumentStateEnum] = {
    "failed",
    "ready",
    "writing",
}


def check_data_export_document_state_enum(value: str) -> DataExportDocumentStateEnum:
    if value in DATA_EXPORT_DOCUMENT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DATA_EXPORT_DOCUMENT_STATE_ENUM_VALUES!r}")
