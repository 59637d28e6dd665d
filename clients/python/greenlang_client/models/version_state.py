from typing import Literal

VersionState = Literal[
    "active", "building", "draft", "failed", "paused", "retired", "running", "staged", "testing", "validated"
]

VERSION_STATE_VALUES: set[VersionState] = {
    "active",
    "building",
    "draft",
    "failed",
    "paused",
    "retired",
    "running",
    "staged",
    "testing",
    "validated",
}


def check_version_state(value: str) -> VersionState:
    if value in VERSION_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERSION_STATE_VALUES!r}")
