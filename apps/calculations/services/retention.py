"""Removing records whose time has run out, and whole tenants; both leave a signed tombstone.

The product's own roles may not delete from the ledger: this works as the owner role, in the tenant's scope, because
row-level security holds for the owner too.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from apps.calculations.certificates.anchors import Anchors
from apps.calculations.certificates.statements import DELETION, PURGE, Statement, signed_line
from apps.calculations.models import LedgerHead, LedgerSegment, Tombstone
from apps.calculations.services.checkpoints import anchors, checkpoint_now, statements_open
from apps.calculations.verifying import records_have, segment_leaves
from apps.tenants.models import Tenant
from greenlang.engine.chain import GENESIS
from greenlang.errors import Conflict, InvalidInput
from greenlang.isolation import TENANT_SETTING, tenant_scope
from greenlang.signing import moment_text

OWNER = "owner"
MOST_REASON = 500

_FIRST_KEPT = "SELECT min(sequence) FROM calculations_calculation WHERE recorded_at >= %s"
_FIRST_STORED = "SELECT min(sequence) FROM calculations_calculation"
_LAST_WHOLE = """
SELECT first_sequence + count - 1, chain_hash FROM calculations_ledgersegment
WHERE first_sequence + count - 1 < coalesce(%s, 9223372036854775807) ORDER BY first_sequence DESC LIMIT 1
"""
_REMOVE = "DELETE FROM calculations_calculation WHERE sequence BETWEEN %s AND %s"
_BURY = """
INSERT INTO calculations_tombstone (id, tenant_id, kind, last_sequence, statement, recorded_at)
VALUES (%s, %s, %s, %s, %s, now())
"""


@dataclass(frozen=True, slots=True)
class Purge:
    """What was removed from one tenant's ledger."""

    first_sequence: int
    last_sequence: int
    records: int


def ledger_purge(tenant: Tenant, *, now: datetime, reason: str = "The retention period has passed.") -> Purge | None:
    """Remove the records of whole segments that are all older than the tenant's retention; None where there are none.

    A run that was broken off after its tombstone was signed is brought to its end first.

    Raises:
        InvalidInput: the tenant has no retention period.
        Conflict: the ledger contradicts its checkpoints, or a record is not what was hashed; nothing is removed then.
    """
    if not tenant.retention_days:
        raise InvalidInput(f"{tenant.slug} has no retention period.", where="retention_days")
    _check_reason(reason)
    with tenant_scope(tenant.id):
        if not LedgerHead.objects.filter(tenant_id=tenant.id).exists():
            return None
        checkpoint_now()
    known = anchors(tenant.id)
    older_than = now - timedelta(days=tenant.retention_days)
    with owner_scope(tenant.id) as cursor:
        _refuse_broken(known, cursor)
        for tombstone in known.purges:
            cursor.execute(_REMOVE, [int(tombstone.body["first_sequence"]), tombstone.sequence])
        first = _one(cursor, _FIRST_STORED)
        kept = _one(cursor, _FIRST_KEPT, older_than)
        cursor.execute(_LAST_WHOLE, [kept])
        last = cursor.fetchone()
        if first is None or last is None or last[0] < first:
            return None
        _refuse_changed(tenant.id, first, last[0])
        cursor.execute(_REMOVE, [first, last[0]])
        removed = cursor.rowcount
        content = {
            "first_sequence": str(first),
            "last_sequence": str(last[0]),
            "chain_hash": last[1],
            "older_than": moment_text(older_than),
            "reason": reason,
        }
        _bury(cursor, tenant.id, PURGE, content)
    return Purge(first, last[0], removed)


def tenant_delete(tenant: Tenant, *, reason: str) -> dict[str, int]:
    """Remove a tenant with all its rows; rows by table. Its signed statements stay, with a tombstone at their end.

    Raises:
        InvalidInput: no reason is given.
    """
    _check_reason(reason)
    with tenant_scope(tenant.id):
        head = LedgerHead.objects.filter(tenant_id=tenant.id).first()
    removed: dict[str, int] = {}
    with owner_scope(tenant.id) as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in _tenant_tables():
            cursor.execute(f'DELETE FROM "{table}" WHERE tenant_id = %s', [tenant.id])  # noqa: S608 - our own tables
            removed[table] = cursor.rowcount
        cursor.execute(f'DELETE FROM "{Tenant._meta.db_table}" WHERE id = %s', [tenant.id])  # noqa: S608
        content = {
            "sequence": str(head.sequence if head else 0),
            "chain_hash": head.chain_hash if head else GENESIS,
            "slug": tenant.slug,
            "reason": reason,
        }
        _bury(cursor, tenant.id, DELETION, content)
    return {table: count for table, count in removed.items() if count}


@contextmanager
def owner_scope(tenant_id: uuid.UUID) -> Iterator[CursorWrapper]:
    """A transaction of the owner role that sees this tenant's rows."""
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [TENANT_SETTING, str(tenant_id)])
        yield cursor


def _bury(cursor: CursorWrapper, tenant_id: uuid.UUID, kind: str, content: dict[str, str]) -> Statement:
    """Sign the tombstone last, inside the transaction: rows are gone only where it can be read."""
    with statements_open(tenant_id) as file:
        statement = file.append(kind, content)
    line = signed_line(statement.signed).decode()
    cursor.execute(_BURY, [uuid.uuid4(), tenant_id, kind, statement.sequence, line])
    return statement


def _refuse_broken(known: Anchors, cursor: CursorWrapper) -> None:
    """Nothing is removed where that could hide a change: the chain must bear out every checkpoint."""
    cursor.execute("SELECT first_sequence + count - 1, chain_hash FROM calculations_ledgersegment")
    ends = dict(cursor.fetchall())
    if known.store.faults:
        raise Conflict(f"The store of checkpoints was changed: {known.store.faults[0]}.", mend="Verify the ledger.")
    if known.contradicted(ends, max(ends, default=0)):
        raise Conflict("The ledger contradicts its checkpoints.", mend="Verify the ledger; nothing was removed.")


def _refuse_changed(tenant_id: uuid.UUID, first: int, last: int) -> None:
    """Only records that are what was hashed are removed: their age is in the hash, and no change is buried."""
    with tenant_scope(tenant_id):
        for segment in LedgerSegment.objects.filter(first_sequence__gte=first, first_sequence__lte=last):
            leaves = segment_leaves(segment)
            if not leaves or not records_have(segment.first_sequence, leaves):
                place = f"records {segment.first_sequence} to {segment.link.last_sequence}"
                raise Conflict(
                    f"Of {place}, one is not what was hashed.", mend="Verify the ledger; nothing was removed."
                )


def _one(cursor: CursorWrapper, statement: str, *parameters: Any) -> Any:
    cursor.execute(statement, list(parameters))
    row = cursor.fetchone()
    return row[0] if row else None


def _tenant_tables() -> list[str]:
    """Every table of the product that holds tenants' rows, but that of the tombstones."""
    models = (model for model in apps.get_models() if any(f.column == "tenant_id" for f in model._meta.concrete_fields))
    return sorted(model._meta.db_table for model in models if model is not Tombstone)


def _check_reason(reason: str) -> None:
    if not reason.strip() or len(reason) > MOST_REASON:
        raise InvalidInput(f"A reason of at most {MOST_REASON} characters is needed.", where="--reason")
