from typing import Literal

RequestDocumentStateEnum = Literal['fulfilled', 'rejected', 'waiting']

REQUEST_DOCUMENT_STATE_ENUM_VALUES: set[RequestDocumentStateEnum] = { 'fulfilled', 'rejected', 'waiting',  }

def check_request_document_state_enum(value: str) -> RequestDocumentStateEnum:
    if value in REQUEST_DOCUMENT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REQUEST_DOCUMENT_STATE_ENUM_VALUES!r}")
