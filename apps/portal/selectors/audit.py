"""The audit log, a page at a time from where the last one ended."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import Q

from apps.events.models import AuditEntry

PAGE = 50
MOST_EXPORTED = 50_000


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Entries, newest first, and where the next page begins; empty: there is none."""

    entries: list[AuditEntry]
    next_before: str


def audit_page(*, kind: str, before: str, size: int = PAGE) -> AuditPage:
    """Entries of the present tenant older than a place; of one kind, or of all where it is empty."""
    rows = AuditEntry.objects.order_by("-at", "-id")
    if kind:
        rows = rows.filter(kind=kind)
    if place := _place(before):
        at, entry_id = place
        rows = rows.filter(Q(at__lt=at) | Q(at=at, id__lt=entry_id), at__lte=at)
    found = list(rows[: size + 1])
    shown = found[:size]
    return AuditPage(shown, _place_text(shown[-1]) if len(found) > size else "")


def audit_exported(*, kind: str) -> tuple[Iterator[AuditEntry], bool]:
    """The newest entries for a file, and whether there are more than fit into one."""
    rows = AuditEntry.objects.order_by("-at", "-id")
    rows = rows.filter(kind=kind) if kind else rows
    more = rows[MOST_EXPORTED : MOST_EXPORTED + 1].exists()
    return islice(rows[:MOST_EXPORTED].iterator(), MOST_EXPORTED), more


def _place_text(entry: AuditEntry) -> str:
    return f"{entry.at.isoformat()}_{entry.id.hex}"


def _place(text: str) -> tuple[datetime, uuid.UUID] | None:
    at, _, entry_id = text.rpartition("_")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
        return (moment, uuid.UUID(entry_id)) if moment.tzinfo else None
    except ValueError:
        return None
