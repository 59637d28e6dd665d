"""The audit log, a page at a time from where the last one ended, and as a file."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import StreamingHttpResponse

from apps.events.models import AuditEntry, AuditKind
from greenlang.edges.csv_files import csv_stream
from greenlang.isolation import tenant_scope

PAGE = 50
SHARE = 1000
"""Entries that are read at once for a file."""
COLUMNS = ("at", "about", "who", "did", "what", "detail")


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first, and where the next page begins; empty: there is none."""

    entries: list[AuditEntry]
    next_before: str


def entries_of(kind: str) -> "QuerySet[AuditEntry]":
    """Entries of the present tenant, of one kind, or of all where it is empty."""
    rows = AuditEntry.objects.all()
    return rows.filter(kind=kind) if kind else rows


def audit_page(*, kind: str, before: str, size: int = PAGE) -> AuditPage:
    """Entries of the present tenant older than a place; of one kind, or of all where it is empty."""
    rows = entries_of(kind).order_by("-at", "-id")
    if place := _place(before):
        at, entry_id = place
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=entry_id), at__lte=at)
    found = list(rows[: size + 1])
    shown = found[:size]
    return AuditPage(shown, _place_text(shown[-1]) if len(found) > size else "")


def audit_shares(*, tenant_id: uuid.UUID, kind: str) -> Iterator[list[AuditEntry]]:
    """Every entry, newest first, a share at a time; each share is read in a transaction of its own."""
    before = ""
    while True:
        with tenant_scope(tenant_id):
            found = audit_page(kind=kind, before=before, size=SHARE)
        yield found.entries
        before = found.next_before
        if not before:
            return


def audit_file(*, tenant_id: uuid.UUID, kind: str) -> StreamingHttpResponse:
    """The log as CSV, from the newest entry to the first."""
    shares = audit_shares(tenant_id=tenant_id, kind=kind)
    return csv_stream("audit-log.csv", COLUMNS, ([_cells(entry) for entry in entries] for entries in shares))


def _cells(entry: AuditEntry) -> tuple[str, ...]:
    at, about = entry.at.isoformat(timespec="seconds"), AuditKind(entry.kind).label
    return at, about, entry.actor, entry.act, entry.subject, entry.detail


def _place_text(entry: AuditEntry) -> str:
    return f"{entry.at.isoformat()}_{entry.id.hex}"


def _place(text: str) -> tuple[datetime, uuid.UUID] | None:
    at, _, entry_id = text.rpartition("_")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        return (moment, uuid.UUID(entry_id)) if moment.tzinfo else None
    except ValueError:
        return None
