from typing import Literal

BasisEnum = Literal["location", "market"]

BASIS_ENUM_VALUES: set[BasisEnum] = {
    "location",
    "market",
}


def check_basis_enum(value: str) -> BasisEnum:
    if value in BASIS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BASIS_ENUM_VALUES!r}")
