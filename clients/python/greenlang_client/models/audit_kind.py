from typing import Literal

AuditKind = Literal["agent", "data", "key", "member", "organisation", "report", "run", "sign-in", "visit", "webhook"]

AUDIT_KIND_VALUES: set[AuditKind] = {
    "agent",
    "data",
    "key",
    "member",
    "organisation",
    "report",
    "run",
    "sign-in",
    "visit",
    "webhook",
}


def check_audit_kind(value: str) -> AuditKind:
    if value in AUDIT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUDIT_KIND_VALUES!r}")
