from typing import Literal

MappingGroupState = Literal["left-out", "mapped", "open"]

MAPPING_GROUP_STATE_VALUES: set[MappingGroupState] = {
    "left-out",
    "mapped",
    "open",
}


def check_mapping_group_state(value: str) -> MappingGroupState:
    if value in MAPPING_GROUP_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MAPPING_GROUP_STATE_VALUES!r}")
