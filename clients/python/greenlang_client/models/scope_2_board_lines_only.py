from typing import Literal

Scope2BoardLinesOnly = Literal["open", "refused"]

SCOPE_2_BOARD_LINES_ONLY_VALUES: set[Scope2BoardLinesOnly] = {
    "open",
    "refused",
}


def check_scope_2_board_lines_only(value: str) -> Scope2BoardLinesOnly:
    if value in SCOPE_2_BOARD_LINES_ONLY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCOPE_2_BOARD_LINES_ONLY_VALUES!r}")
