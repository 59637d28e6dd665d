from typing import Literal

ErrorEnum = Literal["invalid_client", "invalid_request", "invalid_scope", "unsupported_grant_type"]

ERROR_ENUM_VALUES: set[ErrorEnum] = {
    "invalid_client",
    "invalid_request",
    "invalid_scope",
    "unsupported_grant_type",
}


def check_error_enum(value: str) -> ErrorEnum:
    if value in ERROR_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ERROR_ENUM_VALUES!r}")
