from typing import Literal

TokenTypeEnum = Literal["Bearer"]

TOKEN_TYPE_ENUM_VALUES: set[TokenTypeEnum] = {
    "Bearer",
}


def check_token_type_enum(value: str) -> TokenTypeEnum:
    if value in TOKEN_TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TOKEN_TYPE_ENUM_VALUES!r}")
