from typing import Literal

SampleMethod = Literal["chosen", "largest", "random", "weighted"]

SAMPLE_METHOD_VALUES: set[SampleMethod] = {
    "chosen",
    "largest",
    "random",
    "weighted",
}


def check_sample_method(value: str) -> SampleMethod:
    if value in SAMPLE_METHOD_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SAMPLE_METHOD_VALUES!r}")
