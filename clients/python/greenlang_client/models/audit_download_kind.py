from typing import Literal

AuditDownloadKind = Literal[
    "agent", "data", "key", "member", "organisation", "report", "run", "sign-in", "visit", "webhook"
]

AUDIT_DOWNLOAD_KIND_VALUES: set[AuditDownloadKind] = {
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


def check_audit_download_kind(value: str) -> AuditDownloadKind:
    if value in AUDIT_DOWNLOAD_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AUDIT_DOWNLOAD_KIND_VALUES!r}")
