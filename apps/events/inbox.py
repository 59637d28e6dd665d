"""Effects once: whoever marks a message first, in the transaction of its effect, has done it."""

import uuid
from typing import Any

from django.db import connection

from greenlang.isolation import current_tenant_id

_MARK = """
INSERT INTO events_inboxentry (id, tenant_id, "group", message_id, attempts, begun_at, seen_at)
VALUES (%s, %s, %s, %s, 1, now(), now())
ON CONFLICT (tenant_id, "group", message_id) DO UPDATE SET seen_at = now()
WHERE events_inboxentry.seen_at IS NULL
RETURNING attempts
"""
_BEGIN = """
INSERT INTO events_inboxentry (id, tenant_id, "group", message_id, attempts, begun_at)
VALUES (%s, %s, %s, %s, %s, now())
ON CONFLICT (tenant_id, "group", message_id) DO UPDATE SET attempts = events_inboxentry.attempts + 1
RETURNING CASE WHEN seen_at IS NULL THEN attempts ELSE 0 END
"""


def mark_seen(group: str, message_id: uuid.UUID) -> bool:
    """Mark a message done for a group, in the caller's transaction; whether this is the first time.

    Where another transaction is about to do the same, wait for how it ends.
    """
    return bool(_run(_MARK, group, message_id))


def begin_attempt(group: str, message_id: uuid.UUID, *, first: int = 1) -> int:
    """Note, in a transaction of its own, that a message is begun.

    Args:
        first: what the count begins with, where none was kept.

    Returns:
        Which attempt this is; 0 where the message is done.
    """
    return _run(_BEGIN, group, message_id, first) or 0


def _run(statement: str, group: str, message_id: uuid.UUID, *more: Any) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [uuid.uuid4(), current_tenant_id(), group, message_id, *more])
        row = cursor.fetchone()
    return int(row[0]) if row else None
