from typing import Literal

GrantTypeEnum = Literal["client_credentials"]

GRANT_TYPE_ENUM_VALUES: set[GrantTypeEnum] = {
    "client_credentials",
}


def check_grant_type_enum(value: str) -> GrantTypeEnum:
    if value in GRANT_TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GRANT_TYPE_ENUM_VALUES!r}")
