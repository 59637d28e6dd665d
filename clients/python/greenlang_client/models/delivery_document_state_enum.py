from typing import Literal

DeliveryDocumentStateEnum = Literal["dead", "delivered", "waiting"]

DELIVERY_DOCUMENT_STATE_ENUM_VALUES: set[DeliveryDocumentStateEnum] = {
    "dead",
    "delivered",
    "waiting",
}


def check_delivery_document_state_enum(value: str) -> DeliveryDocumentStateEnum:
    if value in DELIVERY_DOCUMENT_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DELIVERY_DOCUMENT_STATE_ENUM_VALUES!r}")
