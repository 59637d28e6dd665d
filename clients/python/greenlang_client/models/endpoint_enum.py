from typing import Literal

EndpointEnum = Literal["executions", "jobs", "read", "write"]

ENDPOINT_ENUM_VALUES: set[EndpointEnum] = {
    "executions",
    "jobs",
    "read",
    "write",
}


def check_endpoint_enum(value: str) -> EndpointEnum:
    if value in ENDPOINT_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ENDPOINT_ENUM_VALUES!r}")
