from typing import Literal

PartnerEventKind = Literal["fulfilled", "published", "rejected", "requested"]

PARTNER_EVENT_KIND_VALUES: set[PartnerEventKind] = {
    "fulfilled",
    "published",
    "rejected",
    "requested",
}


def check_partner_event_kind(value: str) -> PartnerEventKind:
    if value in PARTNER_EVENT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PARTNER_EVENT_KIND_VALUES!r}")
