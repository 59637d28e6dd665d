"""Whose hands a place of work is in: operators share it, the overseer has it alone or leaves it be.

Locks of the database's sessions, known by tenant, agent and version, since what stands may have no row. They end with
their connection.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeAlias

import psycopg
from django.db import DatabaseError, connection

Service: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"

_KEY = "hashtextextended(%s, 4740113008)"


def _told(tenant_id: uuid.UUID, agent: str, version: str) -> str:
    return f"{tenant_id}\n{agent}\n{version}"


@contextmanager
def in_operators_hands(tenant_id: uuid.UUID, agent: str, version: str) -> Iterator[None]:
    """While a verb moves it; an overseer that is at it is waited for, other operators are not."""
    told = [_told(tenant_id, agent, version)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_lock_shared({_KEY})", told)
    try:
        yield
    finally:
        # Where the connection broke, the lock is gone with it.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_unlock_shared({_KEY})", told)


@contextmanager
def in_overseers_hands(service: Service, tenant_id: uuid.UUID, agent: str, version: str) -> Iterator[bool]:
    """Whether nobody else is at it; then nobody is until the block ends."""
    told = [_told(tenant_id, agent, version)]
    row = service.execute(f"SELECT pg_try_advisory_lock({_KEY})", told).fetchone()
    alone = bool(row and row[0])
    try:
        yield alone
    finally:
        if alone:
            service.execute(f"SELECT pg_advisory_unlock({_KEY})", told)
