from typing import Literal

VerbEnum = Literal["deploy", "pause", "resume", "retire", "roll-back", "start", "stop"]

VERB_ENUM_VALUES: set[VerbEnum] = {
    "deploy",
    "pause",
    "resume",
    "retire",
    "roll-back",
    "start",
    "stop",
}


def check_verb_enum(value: str) -> VerbEnum:
    if value in VERB_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERB_ENUM_VALUES!r}")
