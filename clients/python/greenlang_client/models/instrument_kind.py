from typing import Literal

InstrumentKind = Literal["contracts", "energy-attribute-certificates", "supplier-rate"]

INSTRUMENT_KIND_VALUES: set[InstrumentKind] = {
    "contracts",
    "energy-attribute-certificates",
    "supplier-rate",
}


def check_instrument_kind(value: str) -> InstrumentKind:
    if value in INSTRUMENT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INSTRUMENT_KIND_VALUES!r}")
