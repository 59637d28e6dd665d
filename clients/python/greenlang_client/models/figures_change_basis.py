from typing import Literal

FiguresChangeBasis = Literal["location", "market"]

FIGURES_CHANGE_BASIS_VALUES: set[FiguresChangeBasis] = {
    "location",
    "market",
}


def check_figures_change_basis(value: str) -> FiguresChangeBasis:
    if value in FIGURES_CHANGE_BASIS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FIGURES_CHANGE_BASIS_VALUES!r}")
