from typing import Literal

FiguresGetBasis = Literal["location", "market"]

FIGURES_GET_BASIS_VALUES: set[FiguresGetBasis] = {
    "location",
    "market",
}


def check_figures_get_basis(value: str) -> FiguresGetBasis:
    if value in FIGURES_GET_BASIS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FIGURES_GET_BASIS_VALUES!r}")
