from typing import Literal

InstrumentsListUse = Literal["in-use", "void"]

INSTRUMENTS_LIST_USE_VALUES: set[InstrumentsListUse] = {
    "in-use",
    "void",
}


def check_instruments_list_use(value: str) -> InstrumentsListUse:
    if value in INSTRUMENTS_LIST_USE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INSTRUMENTS_LIST_USE_VALUES!r}")
