from typing import Literal

FootprintEventsListKind = Literal["fulfilled", "published", "rejected", "requested"]

FOOTPRINT_EVENTS_LIST_KIND_VALUES: set[FootprintEventsListKind] = {
    "fulfilled",
    "published",
    "rejected",
    "requested",
}


def check_footprint_events_list_kind(value: str) -> FootprintEventsListKind:
    if value in FOOTPRINT_EVENTS_LIST_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FOOTPRINT_EVENTS_LIST_KIND_VALUES!r}")
