from typing import Literal

FiguresChangeAgainst = Literal["base", "last"]

FIGURES_CHANGE_AGAINST_VALUES: set[FiguresChangeAgainst] = {
    "base",
    "last",
}


def check_figures_change_against(value: str) -> FiguresChangeAgainst:
    if value in FIGURES_CHANGE_AGAINST_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FIGURES_CHANGE_AGAINST_VALUES!r}")
