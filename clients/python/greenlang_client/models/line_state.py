from typing import Literal

LineState = Literal["counts", "replaced", "reversal", "reversed", "single"]

LINE_STATE_VALUES: set[LineState] = {
    "counts",
    "replaced",
    "reversal",
    "reversed",
    "single",
}


def check_line_state(value: str) -> LineState:
    if value in LINE_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LINE_STATE_VALUES!r}")
