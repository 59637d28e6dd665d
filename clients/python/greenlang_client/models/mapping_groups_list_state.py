from typing import Literal

MappingGroupsListState = Literal["left-out", "mapped", "open"]

MAPPING_GROUPS_LIST_STATE_VALUES: set[MappingGroupsListState] = {
    "left-out",
    "mapped",
    "open",
}


def check_mapping_groups_list_state(value: str) -> MappingGroupsListState:
    if value in MAPPING_GROUPS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MAPPING_GROUPS_LIST_STATE_VALUES!r}")
