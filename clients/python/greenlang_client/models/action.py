from typing import Literal

Action = Literal[
    "administer", "audit", "build", "calculate", "exchange", "operate", "report", "review", "upload", "view"
]

ACTION_VALUES: set[Action] = {
    "administer",
    "audit",
    "build",
    "calculate",
    "exchange",
    "operate",
    "report",
    "review",
    "upload",
    "view",
}


def check_action(value: str) -> Action:
    if value in ACTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACTION_VALUES!r}")
