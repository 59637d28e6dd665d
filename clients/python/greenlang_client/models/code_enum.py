from typing import Literal

CodeEnum = Literal["AccessDenied", "BadRequest", "NotFound", "NotImplemented"]

CODE_ENUM_VALUES: set[CodeEnum] = {
    "AccessDenied",
    "BadRequest",
    "NotFound",
    "NotImplemented",
}


def check_code_enum(value: str) -> CodeEnum:
    if value in CODE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CODE_ENUM_VALUES!r}")
