"""Statements of one tenant sent whole, as one transaction in one round trip: no lock of it outlives the trip."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

import psycopg
from django.db import connection

from greenlang.isolation import TENANT_SETTING

Row: TypeAlias = tuple[Any, ...]
_SCOPE = f"SELECT set_config('{TENANT_SETTING}', %s, true)"


@dataclass(frozen=True, slots=True)
class Statement:
    """One that returns rows, of which the first is wanted."""

    text: str
    parameters: Mapping[str, Any]


def one_trip(tenant_id: uuid.UUID, statements: Sequence[Statement]) -> list[Row | None]:
    """The first row of each, in a tenant's scope; within a transaction that is open already, as a part of it.

    Raises:
        psycopg.Error: nothing of it is known to be committed; the connection is given up.
    """
    if connection.in_atomic_block:
        return [_row(statement) for statement in statements]
    connection.ensure_connection()
    server = connection.connection
    # The framework turns prepared statements off for its connections, and planning these takes as long as doing them.
    server.prepare_threshold = 0
    try:
        with server.pipeline(), psycopg.Cursor(server) as frame:
            frame.execute("BEGIN", prepare=True)
            frame.execute(_SCOPE, [str(tenant_id)], prepare=True)
            cursors = [psycopg.Cursor(server).execute(each.text, each.parameters, prepare=True) for each in statements]
            frame.execute("COMMIT", prepare=True)
            return [cursor.fetchone() for cursor in cursors]
    except psycopg.Error:
        with suppress(psycopg.Error):
            connection.close()
        raise


def _row(statement: Statement) -> Row | None:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.parameters)
        row: Row | None = cursor.fetchone()
    return row
