from typing import Literal

AuditListKind = Literal[
    "agent", "data", "key", "member", "organisation", "report", "run", "sign-in", "visit", "webhook"
]

AUDIT_LIST_KIND_VALUES: set[AuditListKind] = {
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


def check_audit_list_kind(value: str) -> AuditListKind:
    if value in AUDIT_LIST_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUDIT_LIST_KIND_VALUES!r}")
